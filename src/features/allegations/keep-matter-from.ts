import type { Actor } from '#/platform/access/actor.ts'
import { type KeptFrom, keepFrom, keepNoLonger, whyKeptFrom } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { rerouteTasks } from '../tasks/index.ts'
import type { Allegation } from './allegation.ts'
import { managesNow } from './choose-decider.ts'
import { keepIncidentFrom } from './keep-incident-from.ts'
import { saveAllegation } from './store.ts'

/** Keeps a matter that stands, and the child's own concern, from more people; the next case manager has it where it must be. */
export async function keepMatterFrom(
  context: Context,
  tx: Tx,
  actor: Actor,
  matter: Allegation,
  people: readonly KeptFrom[],
): Promise<void> {
  const { schoolId, id: recordId } = matter
  const at = context.clock()
  const before = await whyKeptFrom(tx, schoolId, recordId)
  // Why counts too: whoever it tells of now, and was kept from it for less, has relatives of their own.
  const more = people.filter(
    ({ personId, why }) => !before.has(personId) || (why === 'subject' && before.get(personId) !== why),
  )
  if (more.length === 0) return
  for (const { personId } of more) await keepNoLonger(tx, schoolId, recordId, personId)
  await keepFrom(tx, { schoolId, recordId, at }, more)
  if (matter.welfareIncidentId !== null) {
    const ids = more.map(({ personId }) => personId)
    await keepIncidentFrom(context, tx, actor, matter.welfareIncidentId, ids)
  }
  await giveToNextManager(tx, matter, at)
  await rerouteTasks(context, tx, actor, recordId)
}

/** After a change of whom a matter is kept from: a case manager among them gives it up, as if that had been known before. */
export async function giveToNextManager(tx: Tx, matter: Allegation, at: Date): Promise<void> {
  const caseManager = matter.caseManager === null ? null : await managesNow(tx, { ...matter, at })
  // What is closed stays closed, though nobody at the school may read it any more.
  if (caseManager === null && matter.state === 'closed') return
  const state = caseManager === null ? 'outside' : matter.state
  await saveAllegation(tx, { ...matter, caseManager, state })
}
