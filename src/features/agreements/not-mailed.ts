// A parent's link that did not go out by e-mail is told as soon as it is no longer tried: on the round, with what to do, and to the office as a task.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { askToReach, endAskToReach } from '../tasks/index.ts'
import { agreementRow } from './agreement.ts'
import type { Ask, MailTrouble } from './ask.ts'
import { holdRounds, roundsNotMailed, saveMailTrouble } from './not-mailed-store.ts'

type Troubled = Pick<Ask, 'id' | 'schoolId' | 'roundId' | 'agreement'>

/** Notes that the e-mail of that moment did not go out, and asks the office to reach the parent. */
export async function noteNotMailed(
  context: Context,
  tx: Tx,
  actor: Actor,
  ask: Troubled,
  { queuedAt, trouble }: { queuedAt: Date; trouble: MailTrouble },
): Promise<void> {
  await holdRounds(tx, ask.schoolId, [ask.roundId])
  await saveMailTrouble(tx, ask.schoolId, ask.id, { mailOf: londonDate(queuedAt), trouble })
  record(tx, {
    did: 'agreements.linkNotMailed',
    about: { kind: 'agreementAsk', id: ask.id },
    detail: { trouble },
  })
  await askOffice(context, tx, actor, ask.roundId, ask.agreement)
}

const askOffice = (
  context: Context,
  tx: Tx,
  actor: Actor,
  roundId: string,
  agreement: Ask['agreement'],
): Promise<void> =>
  askToReach(context, tx, actor, {
    to: { role: 'office' },
    title: `Reach parents whose e-mail did not go out: ${agreementRow(agreement).words}`,
    about: { kind: 'agreementRound', id: roundId },
    path: `/agreements/rounds/${roundId}`,
  })

/** Ends the office's task about each of these rounds in which nobody is left to reach. */
export async function endWhereReached(
  context: Context,
  tx: Tx,
  actor: Actor,
  roundIds: readonly string[],
): Promise<void> {
  const wanted = new Set(roundIds)
  if (wanted.size === 0) return
  await holdRounds(tx, actor.schoolId, [...wanted])
  const left = await roundsNotMailed(tx, actor.schoolId, [...wanted])
  for (const id of wanted) if (!left.has(id)) await endAskToReach(context, tx, actor, id)
}

/** Open asks go on in another round: who is left to reach is the office's there. */
export async function moveNotMailed(
  context: Context,
  tx: Tx,
  actor: Actor,
  from: { id: string; agreement: Ask['agreement'] },
  toRoundId: string,
): Promise<void> {
  const had = await endAskToReach(context, tx, actor, from.id)
  if (!had || !(await roundsNotMailed(tx, actor.schoolId, [toRoundId])).has(toRoundId)) return
  await askOffice(context, tx, actor, toRoundId, from.agreement)
}
