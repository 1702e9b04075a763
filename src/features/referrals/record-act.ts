import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { addToTimeline } from '../incidents/index.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { makeTask } from './ask-to-make.ts'
import { aboutOf, answerTask, askForAnswer } from './make-referral.ts'
import { acts, type Referral, stateAfter } from './referral.ts'
import { findReferralToChange, insertEntry, saveReferral } from './store.ts'

export const recordActForm = z.object({
  act: z.enum(['chase', 'escalate', 'answer', 'drop'], 'Choose what was done'),
  says: said('Say what was done, by whom, and what was answered', 4000),
})
export type RecordAct = z.infer<typeof recordActForm>

/** Whoever made a referral of their own goes on with it; all others need the permission. */
export function allowWork(context: Context, actor: Actor, { incidentId, enteredBy }: Referral): void {
  const own = incidentId === null && enteredBy === personOf(actor)
  allow(context, actor, own ? 'referrals.tellOwn' : 'referrals.make')
}

/** Records a chase, an escalation, their answer, or that it is not needed. Refuses what the table of moves has not. */
export function recordAct(context: Context, actor: Actor, id: string, request: RecordAct): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const referral = await findReferralToChange(tx, actor, id)
    allowWork(context, actor, referral)
    const { act, says } = request
    const at = context.clock()
    const state = stateAfter(referral.state, act)
    const answered = act === 'answer' ? { answeredAt: at, answer: says } : {}
    const after = { ...referral, state, ...answered }
    const saved = act === 'chase' ? { ...after, answerDueAt: await nextDay(tx, actor.schoolId, at) } : after
    await saveReferral(tx, actor.schoolId, saved)
    await insertEntry(tx, actor, referral, { act, says, at })
    await settleTasks(context, tx, actor, saved)
    if (referral.incidentId !== null) {
      const title = `${acts[act].words}: ${referral.routeWords}`
      const { incidentId } = referral
      await addToTimeline(tx, actor, { incidentId, at, title, says, path: `/referrals/${id}` })
    }
    record(tx, { did: 'referrals.actRecorded', about: { kind: 'referral', id }, detail: { act } })
  })
}

async function nextDay(tx: Tx, schoolId: string, from: Date): Promise<Date> {
  return deadline(from, { count: 1, clock: 'workingDays' }, await readCalendar(tx, schoolId))
}

async function settleTasks(context: Context, tx: Tx, actor: Actor, referral: Referral): Promise<void> {
  for (const mergeKey of [answerTask(referral.id), makeTask(referral.id)]) {
    await endTasksAbout(context, tx, actor, {
      aboutId: aboutOf(referral).id,
      mergeKey,
      state: 'done',
      reason: 'What was done is on record.',
    })
  }
  if (referral.state === 'sent') await askForAnswer(context, tx, actor, referral)
}
