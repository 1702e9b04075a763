import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { perhapsDay, perhapsSaid } from '#/platform/forms/answers.ts'
import { giveTask } from '../tasks/index.ts'
import { adoptVersion } from './adopt-version.ts'
import { type Approval, type Decision, nextStep, requireDecider, type Step, stepRow } from './approval.ts'
import { approvalsOf, insertApproval } from './approval-store.ts'
import { savePrinted } from './paragraph-store.ts'
import { askNext } from './send-for-approval.ts'
import { stateAfter, type Version } from './version.ts'
import { findVersionToChange, saveVersion } from './version-store.ts'

export const decideStepForm = z
  .object({
    decision: z.enum(['approved', 'sentBack'], 'Choose what was decided'),
    heldOn: perhapsDay,
    minute: perhapsSaid(200),
    says: perhapsSaid(2000),
    /** The text that was on the page: what is decided on is what was read. */
    hash: z.string().regex(/^[0-9a-f]{64}$/, 'Open the page again: the text is not the one you read'),
  })
  .refine(({ decision, says }) => decision === 'approved' || says !== null, {
    path: ['says'],
    message: 'Say what should be changed, so that the writers can do it',
  })
export type DecideStep = z.infer<typeof decideStepForm>

/**
 * Records what was decided in the step whose turn it is. Refuses anybody but those who decide it, another text than the
 * one that was read, and a meeting without its day and minute. Sent back, the text opens and all steps begin anew.
 */
export function decideStep(
  context: Context,
  actor: Actor,
  versionId: string,
  request: DecideStep,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.decide')
    const step = nextStep(version, await approvalsOf(tx, actor.schoolId, versionId))
    if (version.state !== 'approving' || step === null || step === 'signature') {
      throw new Refused('No step of approval waits for this version now.')
    }
    requireDecider(step, who.roles)
    const heldOn = heldOnOf(step, request, londonDate(context.clock()))
    await keepDecision(context, tx, who, version, { ...request, heldOn, step })
    if (request.decision === 'sentBack') return sendBack(context, tx, actor, version)
    const following = nextStep(version, await approvalsOf(tx, actor.schoolId, versionId))
    if (following === null) return adoptVersion(context, tx, actor, version)
    if (following === 'signature') {
      const state = stateAfter(version.state, 'askForSignature')
      await saveVersion(tx, actor.schoolId, versionId, { state })
    }
    await askNext(context, tx, actor, version, following)
  })
}

function heldOnOf(step: Step, { heldOn, minute }: DecideStep, today: string): string {
  if (!stepRow(step).meeting) return today
  if (heldOn === null || !isCalendarDate(heldOn)) throw new Refused('Enter the day of the meeting.')
  if (heldOn > today) throw new Refused('The meeting has not been held yet. Record it afterwards.')
  if (minute === null) throw new Refused('Name the meeting and the minute, such as “Full governors, item 7”.')
  return heldOn
}

/** Writes down one decision, bound to the text by its hash. Refuses another text than the one that was read. */
export async function keepDecision(
  context: Context,
  tx: Tx,
  who: PersonActor,
  version: Version,
  of: {
    step: Step
    decision: Decision
    says: string | null
    heldOn: string
    minute: string | null
    hash: string
  },
): Promise<Approval> {
  if (version.hash?.toString('hex') !== of.hash) {
    throw new Refused('The text has changed since you opened this page. Open it again and read it first.')
  }
  const approval: Approval = {
    id: newId(),
    attempt: version.attempt,
    step: of.step,
    decision: of.decision,
    says: of.says,
    heldOn: of.heldOn,
    minute: of.minute,
    hash: version.hash,
    personId: who.personId,
    nameThen: who.name,
    at: context.clock(),
  }
  await insertApproval(tx, who.schoolId, version.id, approval)
  record(tx, {
    did: of.decision === 'sentBack' ? 'policies.sentBack' : deedOf(of.step),
    about: { kind: 'policy', id: version.policyId },
    detail: { step: of.step, number: version.number },
  })
  return approval
}

const deedOf = (step: Step) => (step === 'signature' ? 'policies.signed' : 'policies.approved')

/** Opens the text again for its writers, who get a task. */
export async function sendBack(context: Context, tx: Tx, actor: Actor, version: Version): Promise<void> {
  const { schoolId } = actor
  await saveVersion(tx, schoolId, version.id, { state: stateAfter(version.state, 'sendBack'), hash: null })
  await savePrinted(tx, schoolId, version.id, null)
  await askNext(context, tx, actor, version, null)
  await giveTask(context, tx, actor, {
    to: { role: version.owner },
    kind: 'policies.rewrite',
    title: 'Change a policy that was sent back',
    about: { kind: 'policy', id: version.policyId },
    path: `/policy-register/versions/${version.id}`,
    urgency: 'normal',
    mergeKey: 'policies.rewrite',
  })
}
