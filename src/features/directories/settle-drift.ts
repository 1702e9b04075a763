import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Connection } from './connection.ts'
import { findConnection } from './connection-store.ts'
import { type DriftFound, lockDrift, settleDrift } from './drift-store.ts'
import { forgetEntry, knownEntries, saveStanding } from './entry-store.ts'
import { queueFollowing } from './queue-following.ts'
import { addWaiting } from './waiting-store.ts'

export const settleForm = z.object({
  driftId: z.uuid('Choose one of the list.'),
  as: z.enum(['ours', 'theirs'], 'Choose whether ours is written or theirs stands.'),
})

/**
 * Settles what was changed by hand in the directory: ours is written over it, or theirs stands until our own fact
 * changes. Refused for a stop: the directory never lets somebody in whom the school has stopped.
 */
export function settleDifference(
  context: Context,
  actor: Actor,
  request: { connectionId: string; driftId: string; as: 'ours' | 'theirs' },
): Promise<void> {
  const { connectionId, driftId, as } = request
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const connection = await findConnection(tx, schoolId, connectionId)
    allow(context, actor, 'directories.keep')
    const drift = await lockDrift(tx, schoolId, connectionId, driftId)
    if (drift.settledAt !== null) throw new Refused('This difference has been settled, or is gone.')
    await (as === 'ours' ? writeOurs : letTheirsStand)(tx, schoolId, connectionId, drift)
    const settled = { at: context.clock(), by: requirePerson(actor).personId, as }
    await settleDrift(tx, schoolId, driftId, settled)
    if (as === 'ours') await writeSoon(context, tx, actor, connection, drift.accountId)
    record(tx, {
      did: 'directories.differenceSettled',
      about: { kind: 'account', id: drift.accountId },
      detail: { what: drift.what, as },
    })
  })
}

/** What stands there counts as written by us, so that it is written over; what is gone is made anew. */
async function writeOurs(tx: Tx, schoolId: string, connectionId: string, drift: DriftFound): Promise<void> {
  const { accountId, what, theirs } = drift
  const of = { connectionId, accountId }
  if (what === 'entry') return forgetEntry(tx, schoolId, of)
  const known = (await knownEntries(tx, schoolId, connectionId, [accountId])).get(accountId)
  if (!known) return
  const { written, letStand } = known
  await saveStanding(tx, schoolId, of, { written: { ...written, [what]: theirs }, letStand })
}

/** Theirs stands until our own fact is another one. */
async function letTheirsStand(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  drift: DriftFound,
): Promise<void> {
  const { accountId, what, ours } = drift
  const known = (await knownEntries(tx, schoolId, connectionId, [accountId])).get(accountId)
  if (!known) return
  const { written, letStand } = known
  const of = { connectionId, accountId }
  await saveStanding(tx, schoolId, of, { written, letStand: { ...letStand, [what]: ours } })
}

async function writeSoon(
  context: Context,
  tx: Tx,
  { schoolId }: Actor,
  { id: connectionId, state }: Connection,
  accountId: string,
): Promise<void> {
  await addWaiting(tx, schoolId, connectionId, [accountId], context.clock())
  if (state === 'following') await queueFollowing(tx, connectionId)
}
