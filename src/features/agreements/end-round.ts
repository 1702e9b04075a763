// Ending a round: by the office, or because the school asks for its agreement no more.

import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { settleAccess } from './access.ts'
import { endAsks, openRounds, type Round, saveRound } from './round-store.ts'
import { askedFor } from './settings.ts'

/** Whoever has not answered is no longer asked in it, and all that was to be done about it is not needed. */
export async function endRound(
  context: Context,
  tx: Tx,
  actor: Actor,
  round: Round,
  reason: string,
): Promise<void> {
  await saveRound(tx, round, { closed_at: context.clock() })
  const ended = await endAsks(tx, actor.schoolId, { roundId: round.id })
  for (const aboutId of [...ended.map(({ id }) => id), round.id]) {
    await endTasksAbout(context, tx, actor, { aboutId, state: 'notNeeded', reason })
  }
  await settleAccess(
    context,
    tx,
    actor,
    ended.map(({ aboutId }) => aboutId),
  )
  record(tx, { did: 'agreements.roundEnded', about: { kind: 'agreementRound', id: round.id } })
}

/** Ends what the system asks for an agreement that the school asks for no more. What the office asks by a day of its own goes on. */
export async function endWhatIsNotAskedFor(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const wanted = await readSetting(tx, actor.schoolId, askedFor)
  for (const round of await openRounds(tx, actor.schoolId)) {
    // Visitors are asked by whoever answers for them, whatever the system asks for.
    if (!round.withJoiners || round.agreement === 'visitor' || wanted.includes(round.agreement)) continue
    await endRound(context, tx, actor, round, 'The school does not ask for this agreement any more.')
  }
}
