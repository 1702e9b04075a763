import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { findIncident, type State } from '../incidents/index.ts'
import { protectSameMatter } from './answer-illegality.ts'

/**
 * A duplicate and what it repeats protect each other from now on. Their answers alone are passed on: what the safeguarding
 * lead has taken back since an earlier account stays decided.
 */
export async function heedDuplicate(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, to }: { incidentId: string; to: State },
): Promise<void> {
  if (to !== 'duplicate') return
  const system = systemActor(actor.schoolId)
  const { duplicateOf } = await asSchool(tx, () => findIncident(tx, system, incidentId))
  for (const id of [duplicateOf, incidentId]) {
    if (id !== null) await protectSameMatter(context, tx, actor, id)
  }
}
