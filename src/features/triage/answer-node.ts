import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  addToTimeline,
  findIncidentToChange,
  type Incident,
  indexWords,
  moveInside,
  owesFirstQuestions,
  seesIncident,
  states,
} from '../incidents/index.ts'
import { type Course, courseOf, readCourse } from './course.ts'
import type { FlowNode } from './flow.ts'
import { keepSteps } from './keep-steps.ts'
import { protectChild } from './protect-child.ts'
import { addReply } from './reply-store.ts'
import { rolesIn } from './role-holders.ts'
import { answer, firstOfTwo, type Open } from './run-flow.ts'
import { recordPath } from './step.ts'
import type { Entry } from './walk-flow.ts'

export const answerNodeForm = z.object({
  answer: z.string({ error: 'Choose an answer' }).min(1, 'Choose an answer'),
  reason: z.string().trim().max(4000, 'Keep the reason under 4,000 characters').default(''),
})
export type AnswerNode = z.infer<typeof answerNodeForm> & { flowKey: string; nodeId: string }

/** `seen`: whether the person who answered may still see the incident; an allegation passes to others with the answer. */
export type Answered = { open: readonly Open[]; seen: boolean }

/**
 * Records an answer, a decision or a step, and does at once what it asks for. An answer given before is not changed: a
 * new one follows it, with its reason. Refuses what is not asked, the wrong person, and taking back what protects a child.
 */
export function answerNode(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AnswerNode,
): Promise<Answered> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'triage.answer')
    const before = await readCourse(tx, incident)
    if (states[incident.state].over) {
      throw new Refused(
        'This incident is over, so nothing is asked any more. Reopen it if something new came up.',
      )
    }
    const decided = await decide(context, tx, requirePerson(actor), { incident, course: before, request })
    const { course } = await goOn(context, tx, actor, { incident, course: before }, decided)
    return { open: course.open, seen: await seesIncident(tx, actor, incidentId) }
  })
}

type Decided = { node: FlowNode; entry: Entry }
type Stand = { incident: Incident; course: Course }

/** Puts an answer on record, does at once what it asks for, and says where the incident stands then. */
export async function goOn(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incident, course: before }: Stand,
  decided: Decided,
): Promise<Stand> {
  const after = courseOf(before.flows, before.facts, [...before.entries, decided.entry])
  await keepReply(tx, actor, incident, after.entries.length, decided)
  const news = new Set([...after.found].filter((finding) => !before.found.has(finding)))
  const now = await protectChild(context, tx, actor, incident, news)
  const moved = await moveAlong(context, tx, actor, now, after)
  const passedOn = moved.restricted && !incident.restricted
  await keepSteps(context, tx, actor, { incident: moved, before: passedOn ? null : before, after })
  return { incident: moved, course: after }
}

async function decide(
  context: Context,
  tx: Tx,
  actor: PersonActor,
  asked: { incident: Incident; course: Course; request: AnswerNode },
): Promise<Decided> {
  const { incident, course, request } = asked
  const leg = course.legs.find(({ flow }) => flow.key === request.flowKey)
  const node = leg?.flow.nodes.find(({ id }) => id === request.nodeId)
  if (!leg || !node) {
    throw new Refused('This question is not part of the steps for this incident. Open the incident again.')
  }
  const entry = answer(leg.flow, leg.facts, course.entries, {
    nodeId: request.nodeId,
    answer: request.answer,
    reason: request.reason,
    by: {
      personId: actor.personId,
      roles: await rolesIn(tx, actor, {
        incident,
        node,
        notFor: firstOfTwo(leg.flow, node, course.entries),
        settings: course.facts.settings,
        at: context.clock(),
      }),
    },
    at: context.clock(),
  })
  return { node, entry }
}

/** What an answer is called in the timeline. */
export function answerLabel(node: FlowNode, given: string): string {
  if (node.kind === 'question' || node.kind === 'gate') {
    return node.answers.find(({ id }) => id === given)?.label ?? given
  }
  return stepAnswers[given] ?? given
}

const stepAnswers: Readonly<Record<string, string>> = {
  done: 'Done',
  waiting: 'Waiting',
  'not-needed': 'Not needed',
  yes: 'Yes',
  no: 'No',
}

/** Keeps an answer at its place, and puts it on record. The incident must be held by the caller. */
export async function keepReply(
  tx: Tx,
  actor: Actor,
  incident: Incident,
  number: number,
  { node, entry }: Decided,
): Promise<void> {
  await addReply(tx, incident.schoolId, incident.id, number, entry)
  await addToTimeline(tx, actor, {
    incidentId: incident.id,
    at: entry.at,
    title: `${node.title}${node.title.endsWith('?') ? '' : ':'} ${answerLabel(node, entry.answer)}`,
    says: entry.reason,
    path: recordPath(incident.id, entry.endedBy) ?? `/incidents/${incident.id}/triage/answers`,
  })
  if (entry.reason) await indexWords(tx, incident.schoolId, incident.id, [entry.reason])
  record(tx, {
    did: entry.endedBy ? 'triage.stepEnded' : 'triage.answered',
    about: { kind: 'incident', id: incident.id },
    detail: { flow: entry.flowId, node: entry.nodeId, answer: entry.answer, ...entry.endedBy },
  })
}

/** The incident's state follows its course: begun, safety questions answered, ready to close, and back when more opens. */
function moveAlong(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  course: Course,
): Promise<Incident> {
  return asSchool(tx, async () => {
    let now = incident
    const finished = course.firstFourDone && course.open.length === 0
    if (course.firstFourDone && owesFirstQuestions(now.state)) {
      now = await moveInside(context, tx, actor, now, { action: 'answerFirstQuestions', says: '' })
    } else if (now.state === 'new' || now.state === 'reopened') {
      now = await moveInside(context, tx, actor, now, { action: 'begin', says: '' })
    }
    if ((now.state === 'inProgress' || now.state === 'waiting') && finished) {
      now = await moveInside(context, tx, actor, now, { action: 'finish', says: '' })
    }
    if (now.state === 'readyToClose' && !finished) {
      now = await moveInside(context, tx, actor, now, { action: 'goOn', says: '' })
    }
    return now
  })
}
