import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Decide, lookInside, requireDecides } from '../filtering/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { requireSecond } from './inspection.ts'
import { findInspection, saveInspection } from './inspection-store.ts'

/**
 * Agrees, as the second person, that encrypted pages are looked into, or refuses it; the engines do so as soon as the school has its
 * certificate authority. For the role that the setting names, or the head; never for whoever proposed it.
 */
export function decideInspection(
  context: Context,
  actor: Actor,
  id: string,
  { decision, why }: Decide,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const one = await findInspection(tx, schoolId, id, true)
    allow(context, actor, 'filtering.decide')
    const person = requirePerson(actor)
    await requireDecides(tx, person)
    requireSecond(one, person.personId)
    if (decision === 'refused' && why === null) throw new Refused('Say why not, for whoever proposed it.')
    const state = decision === 'agreed' ? 'inForce' : 'refused'
    const decided = { decidedAt: context.clock(), decidedBy: person.personId, decidedWhy: why }
    await saveInspection(tx, schoolId, { ...one, ...decided, state })
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It was decided.' })
    record(tx, {
      did: state === 'inForce' ? 'filtering.inspectionAgreed' : 'filtering.inspectionRefused',
      about: { kind: 'filterInspection', id },
      detail: { profiles: one.profiles },
    })
    if (state === 'inForce') await lookInside(tx, schoolId, one.profiles, context.clock())
  })
}
