import type { Actor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { keepIncidentFrom } from './keep-incident-from.ts'
import { giveToNextManager } from './keep-matter-from.ts'
import { allegationsAmong } from './store.ts'

/**
 * Somebody turned out to be close to an adult of whom a matter tells: the child's concern is kept from them too, and a case
 * manager among them gives it up, as if that had been known when it was opened.
 */
export async function followRelatives(
  context: Context,
  tx: Tx,
  actor: Actor,
  { recordIds }: { recordIds: readonly string[] },
): Promise<void> {
  const at = context.clock()
  const { schoolId } = actor
  const asking = { actor: systemActor(schoolId), now: at }
  for (const matter of await allegationsAmong(tx, asking, { recordIds })) {
    if (matter.welfareIncidentId !== null) {
      const kept = [...(await keptFromOf(tx, schoolId, matter.id))]
      await keepIncidentFrom(context, tx, actor, matter.welfareIncidentId, kept)
    }
    await giveToNextManager(tx, matter, at)
  }
}
