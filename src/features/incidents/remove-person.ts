import * as z from 'zod'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { personRemoved } from './happenings.ts'
import { parts } from './involvement.ts'
import { findInvolvement, saveRemoval } from './involvement-store.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { findIncidentToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

export const removePersonForm = z.object({
  why: z
    .string()
    .trim()
    .min(1, 'Say why this person is taken out, for instance “mistaken for another child”')
    .max(1000, 'Keep the reason under 1,000 characters'),
})
export type RemovePerson = z.infer<typeof removePersonForm>

/** Takes a person out of a part they were put in by mistake. The line and the reason stay on record. */
export function removePerson(
  context: Context,
  actor: Actor,
  incidentId: string,
  involvementId: string,
  request: RemovePerson,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.work')
    const { personId, part, nameThen } = await findInvolvement(tx, actor.schoolId, incidentId, involvementId)
    const at = context.clock()
    await saveRemoval(tx, actor.schoolId, involvementId, { at, by: personOf(actor), why: request.why })
    await addToTimeline(tx, actor, {
      incidentId,
      at,
      title: `${nameThen} taken out as: ${parts[part].words.toLowerCase()}`,
      says: request.why,
    })
    record(tx, {
      did: 'incidents.personRemoved',
      about: { kind: 'incident', id: incidentId },
      detail: { part, personId, why: request.why },
    })
    await keepFromSubjects(context, tx, actor, incident)
    await announce(context, tx, actor, personRemoved, { incidentId, involvementId, personId, part })
  })
}
