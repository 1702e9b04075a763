import * as z from 'zod'
import { isId, newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { giveTask } from '../tasks/index.ts'
import { insertComment, saveAnswer } from './comment-store.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { groupNames, groupOf } from './policy.ts'
import { requireChangeable, type Version } from './version.ts'
import { findVersionToChange } from './version-store.ts'

export const commentForm = z.object({
  paragraphKey: z
    .string()
    .default('')
    .transform((key) => (isId(key) ? key : null)),
  says: said('Write your comment', 4000),
})
export type CommentRequest = z.infer<typeof commentForm>

/** Comments on a draft that is open for comments, as one of the groups that are asked. */
export function commentOnPolicy(
  context: Context,
  actor: Actor,
  versionId: string,
  request: CommentRequest,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.comment')
    const group = groupOf(who.roles)
    if (version.state !== 'comments' || group === null || !version.groups.includes(group)) {
      throw new Refused('This draft is not open for comments from you now. Speak to whoever it belongs to.')
    }
    const paragraphs = await paragraphsOf(tx, actor.schoolId, versionId)
    const known = request.paragraphKey === null || paragraphs.some(({ key }) => key === request.paragraphKey)
    if (!known) throw new Refused('That paragraph is not in the draft any more. Comment on the whole of it.')
    await insertComment(tx, {
      school_id: actor.schoolId,
      id: newId(),
      version_id: versionId,
      paragraph_key: request.paragraphKey,
      group,
      person_id: who.personId,
      meeting: null,
      held_on: null,
      says: request.says,
      at: context.clock(),
    })
    record(tx, {
      did: 'policies.commented',
      about: { kind: 'policy', id: version.policyId },
      detail: { group },
    })
    await askToAnswer(context, tx, actor, version)
  })
}

export const meetingForm = z.object({
  group: z.enum(groupNames, 'Choose who met'),
  meeting: said('Say which meeting it was, and about how many came', 300),
  heldOn: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
  says: said('Say what the meeting thought of the draft', 4000),
})
export type MeetingRequest = z.infer<typeof meetingForm>

/** Writes down what a meeting said: whole-staff discussion, governors, a parents' forum, the pupils' council. */
export function recordMeeting(
  context: Context,
  actor: Actor,
  versionId: string,
  request: MeetingRequest,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    requireChangeable(version)
    if (request.heldOn > londonDate(context.clock())) {
      throw new Refused('This day has not come yet. Record the meeting when it was held.')
    }
    await insertComment(tx, {
      school_id: actor.schoolId,
      id: newId(),
      version_id: versionId,
      paragraph_key: null,
      group: request.group,
      person_id: who.personId,
      meeting: request.meeting,
      held_on: request.heldOn,
      says: request.says,
      at: context.clock(),
    })
    record(tx, {
      did: 'policies.meetingRecorded',
      about: { kind: 'policy', id: version.policyId },
      detail: { group: request.group },
    })
  })
}

export const answerForm = z.object({
  answer: said('Say what came of it', 2000),
  changedText: z.enum(['yes', 'no'], 'Say whether the text was changed'),
})
export type AnswerRequest = z.infer<typeof answerForm>

/** Answers a comment: whoever wrote it reads the answer. Refuses a second answer. */
export function answerComment(
  context: Context,
  actor: Actor,
  at: { versionId: string; commentId: string },
  { answer, changedText }: AnswerRequest,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, at.versionId)
    allow(context, actor, 'policies.write')
    if (!isId(at.commentId)) throw new NotFound('comment')
    const saved = await saveAnswer(tx, actor.schoolId, {
      versionId: version.id,
      id: at.commentId,
      answer,
      changedText: changedText === 'yes',
      at: context.clock(),
      by: who.personId,
    })
    if (!saved) throw new Refused('This comment is answered already, or is not there.')
    record(tx, { did: 'policies.commentAnswered', about: { kind: 'policy', id: version.policyId } })
  })
}

/** The owner gets one task, however many comments there are. */
async function askToAnswer(
  context: Context,
  tx: Parameters<typeof giveTask>[1],
  actor: Actor,
  version: Version,
): Promise<void> {
  await giveTask(context, tx, actor, {
    to: { role: version.owner },
    kind: 'policies.answerComments',
    title: 'Answer comments on a policy',
    about: { kind: 'policy', id: version.policyId },
    path: `/policy-register/versions/${version.id}`,
    urgency: 'normal',
    mergeKey: 'policies.answerComments',
  })
}
