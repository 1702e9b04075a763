import type { Actor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Allegation } from './allegation.ts'
import { keptBecauseOf, managesNow } from './choose-decider.ts'
import { keepIncidentFrom } from './keep-incident-from.ts'
import { allegationsAmong, saveAllegation } from './store.ts'

/**
 * Somebody turned out to be close to the adult of a matter: the child's concern is kept from them too, and a case manager
 * among them gives it up, as if that had been known when it was opened.
 */
export async function followRelatives(
  context: Context,
  tx: Tx,
  actor: Actor,
  { recordIds }: { recordIds: readonly string[] },
): Promise<void> {
  const at = context.clock()
  const { schoolId } = actor
  for (const matter of await allegationsAmong(tx, { actor: systemActor(schoolId), now: at }, recordIds)) {
    const about = { schoolId, id: matter.id, adultId: matter.adultId, at }
    if (matter.welfareIncidentId !== null) {
      const kept = (await keptBecauseOf(tx, about)).map(({ personId }) => personId)
      await keepIncidentFrom(context, tx, actor, matter.welfareIncidentId, kept)
    }
    const caseManager = matter.caseManager === null ? null : await managesNow(tx, about)
    // What is closed stays closed, though nobody at the school may read it any more.
    if (caseManager === null && matter.state === 'closed') continue
    const state: Allegation['state'] = caseManager === null ? 'outside' : matter.state
    await saveAllegation(tx, { ...matter, caseManager, state })
  }
}
