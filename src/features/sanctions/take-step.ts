import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addToTimeline, lastTellingDecision } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { entriesOf, insertEntry } from './decision-store.ts'
import { lifted } from './happenings.ts'
import { decisionTask } from './propose-sanction.ts'
import { type Act, actNames, acts, actsIn, approvers, type Sanction, stateAfter } from './sanction.ts'
import { findSanctionToChange, type SanctionOfIncident, saveState } from './store.ts'

export const takeStepForm = z.object({
  act: z.enum(actNames as [Act, ...Act[]], 'Choose what was done'),
  says: said('Say in a few words what was said or done', 2000),
  ...moment,
})
export type TakeStep = z.infer<typeof takeStepForm>

const liftedBy: readonly Act[] = ['talk', 'end']

/**
 * Records what was done: who was told, the talk, that it was carried out, ended or withdrawn. Refused: telling parents
 * before the safeguarding lead recorded that it adds no risk (S2); giving back what needs a talk that was not held (B77).
 */
export function takeStep(context: Context, actor: Actor, id: string, request: TakeStep): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const sanction = await findSanctionToChange(tx, actor, id)
    allow(context, actor, liftedBy.includes(request.act) ? 'sanctions.lift' : 'sanctions.work')
    const { act, says } = request
    const now = context.clock()
    const at = pastMoment(request, now)
    if (!actsIn(sanction).includes(act)) stateAfter(sanction.state, act)
    if (act === 'toldParents') await requireMayBeTold(tx, actor, sanction)
    if (act === 'withdraw' && sanction.state === 'inForce') allow(context, actor, 'sanctions.lift')
    if (act === 'end') await requireTalk(tx, actor, sanction)
    await insertEntry(tx, actor, sanction, { act, says, at })
    await moveOn(context, tx, actor, sanction, act)
    record(tx, { did: 'sanctions.stepTaken', about: { kind: 'sanction', id }, detail: { act } })
    if (sanction.of === 'pupil') {
      const title = `${acts[act].words}: ${sanction.levelWords}`
      await addToTimeline(tx, actor, {
        incidentId: sanction.incidentId,
        at,
        title,
        says,
        path: `/sanctions/${id}`,
      })
    }
  })
}

async function requireMayBeTold(tx: Tx, actor: Actor, { incidentId, personId, of }: Sanction): Promise<void> {
  if (of === 'staff') throw new Refused('Nobody’s parents are told about an adult.')
  const last = await lastTellingDecision(tx, actor.schoolId, incidentId, personId)
  if (last?.decision === 'mayBeTold') return
  throw new Refused(
    'The safeguarding lead has not recorded that telling this child’s parents adds no risk. Ask her first; nobody is told until then.',
  )
}

async function requireTalk(tx: Tx, actor: Actor, { id, needsTalk }: Sanction): Promise<void> {
  if (!needsTalk) return
  const entries = await entriesOf(tx, actor.schoolId, id)
  if (entries.some(({ act }) => act === 'talk')) return
  throw new Refused('This ends only after a talk with a senior leader. Record the talk first.')
}

/** Saves the state that follows, with what ends with it. Used by the job that ends things on their day, too. */
export async function moveOn(
  context: Context,
  tx: Tx,
  actor: Actor,
  sanction: Sanction | SanctionOfIncident,
  act: Act,
): Promise<void> {
  const state = stateAfter(sanction.state, act)
  if (state === sanction.state) return
  await saveState(tx, actor.schoolId, sanction.id, { state, overAt: context.clock() })
  const { id: sanctionId, incidentId, personId, stops, tool } = sanction
  for (const mergeKey of [
    ...approvers[sanction.approver].parties.map((_, party) => decisionTask(sanctionId, party)),
    talkTask(sanctionId),
  ]) {
    await endTasksAbout(context, tx, actor, {
      aboutId: incidentId,
      mergeKey,
      state: 'done',
      reason: 'It is over.',
    })
  }
  if (sanction.state === 'inForce' && stops !== null) {
    await announce(context, tx, actor, lifted, { sanctionId, personId, what: stops, tool })
    record(tx, { did: 'sanctions.ended', about: { kind: 'sanction', id: sanctionId } })
  }
}

/** The task to hold the talk after which somebody has it back. */
export const talkTask = (sanctionId: string): string => `sanction ${sanctionId} talk`
