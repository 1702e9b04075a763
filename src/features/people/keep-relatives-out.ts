// A relation is often noticed because of what happened: whoever turns out to be close to somebody stops seeing then what
// is about them (decision S3).

import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { keepFromThoseCloseTo } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { relativesKeptOut } from './happenings.ts'

/**
 * Keeps every record that is about one of a pair from the other, as it would have been had their relation been known when
 * the record was opened. Call it after the relation stands, in the same transaction; an import hands over all at once.
 */
export function keepRelativesOut(
  context: Context,
  tx: Tx,
  actor: Actor,
  pairs: readonly (readonly [string, string])[],
): Promise<void> {
  return asSchool(tx, async () => {
    const recordIds = await keepFromThoseCloseTo(tx, actor.schoolId, pairs, context.clock())
    if (recordIds.length > 0) await announce(context, tx, actor, relativesKeptOut, { recordIds })
  })
}
