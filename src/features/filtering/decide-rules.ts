import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsSaid } from '#/platform/forms/answers.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { requireDecides } from './permissions.ts'
import { askToPublish } from './publish-jobs.ts'
import { requireMayDecide } from './version.ts'
import { findVersion, saveDecision } from './version-store.ts'

/** What a second person says to a proposal. */
export const decideForm = z
  .object({ decision: z.enum(['agreed', 'refused'], 'Choose yes or no'), why: perhapsSaid(1000) })
  .refine(({ decision, why }) => decision === 'agreed' || why !== null, {
    path: ['why'],
    message: 'Say why not, for whoever proposed it',
  })
export type Decide = z.infer<typeof decideForm>

/**
 * Agrees to proposed rules, which then reach the filter at once, or refuses them. For the role that the setting names, or the head; never
 * for whoever proposed them.
 */
export function decideRules(context: Context, actor: Actor, id: string, request: Decide): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const version = await findVersion(tx, schoolId, id, true)
    allow(context, actor, 'filtering.decide')
    const person = requirePerson(actor)
    await requireDecides(tx, person)
    requireMayDecide(version, person.personId)
    const agreed = request.decision === 'agreed'
    if (!agreed && request.why === null) throw new Refused('Say why not, for whoever proposed it.')
    await saveDecision(tx, schoolId, id, {
      state: agreed ? 'inForce' : 'refused',
      at: context.clock(),
      by: person.personId,
      why: request.why,
    })
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It was decided.' })
    record(tx, {
      did: agreed ? 'filtering.agreed' : 'filtering.refused',
      about: { kind: 'filterRules', id },
      detail: { number: version.number },
    })
    if (agreed) await askToPublish(tx)
  })
}
