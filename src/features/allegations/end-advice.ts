import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { endAdvisers } from './adviser-store.ts'
import type { Allegation } from './allegation.ts'
import { insertEntry } from './record-store.ts'
import { findAllegationToChange } from './store.ts'

/** The case manager lets an adviser read it no longer. Refuses when the person does not advise on it. */
export function endAdvice(context: Context, actor: Actor, id: string, personId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, id)
    allow(context, actor, 'allegations.manage')
    const ended = await stopAdvice(context, tx, actor, found, [personId])
    if (ended === 0) throw new Refused('This person does not advise on it any more.')
    await insertEntry(tx, found, {
      kind: 'adviserEnded',
      title: 'The adviser may no longer read it',
      at,
      writtenAt: at,
      by: personOf(actor),
    })
  })
}

/** Ends the advice of these people, or of everybody, with what they had to do about it. Returns how many it was. */
export async function stopAdvice(
  context: Context,
  tx: Tx,
  actor: Actor,
  of: Pick<Allegation, 'schoolId' | 'id'>,
  personIds?: readonly string[],
): Promise<number> {
  const ended = await endAdvisers(tx, of, context.clock(), personIds)
  for (const personId of ended) {
    await endTasksAbout(context, tx, actor, {
      aboutId: of.id,
      mergeKey: `advise ${personId}`,
      state: 'notNeeded',
      reason: 'The advice ended.',
    })
    record(tx, {
      did: 'allegations.adviserEnded',
      about: { kind: 'allegation', id: of.id },
      detail: { personId },
    })
  }
  return ended.length
}
