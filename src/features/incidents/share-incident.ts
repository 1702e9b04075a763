import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findPerson, fullName } from '../people/index.ts'
import { endAccessOf, giveAccessTo } from './access-store.ts'
import { findIncidentToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

export const shareIncidentForm = z.object({
  personId: z.string('Choose who may see it').refine(isId, 'Choose who may see it'),
  why: z
    .string()
    .trim()
    .min(1, 'Say why this person needs to know')
    .max(500, 'Keep the reason under 500 characters'),
})
export type ShareIncident = z.infer<typeof shareIncidentForm>

const adults: readonly string[] = ['staff', 'governor', 'supply', 'volunteer', 'contractor']

/** Lets one more adult see the incident. Refuses pupils, guardians, and those from whom it is kept. */
export function shareIncident(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: ShareIncident,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.share')
    const person = await findPerson(tx, actor.schoolId, request.personId)
    const kept = await keptFromOf(tx, actor.schoolId, incidentId)
    if (!adults.includes(person.kind) || kept.has(person.id)) {
      throw new Refused(
        'This person cannot be let in: it is about them or somebody close to them, or they do not work at the school.',
      )
    }
    const at = context.clock()
    if (!(await giveAccessTo(tx, incident, person.id, { why: request.why, at, by: personOf(actor) }))) {
      throw new Refused('This person may see the incident already.')
    }
    await addToTimeline(tx, actor, {
      incidentId,
      at,
      title: `${fullName(person)} may see it`,
      says: request.why,
    })
    record(tx, {
      did: 'incidents.accessGiven',
      about: { kind: 'incident', id: incidentId },
      detail: { personId: person.id, why: request.why },
    })
  })
}

/** Ends what `shareIncident` gave. Refused when the person is not on the list. */
export function endAccess(
  context: Context,
  actor: Actor,
  incidentId: string,
  personId: string,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.share')
    const person = await findPerson(tx, actor.schoolId, personId)
    const at = context.clock()
    if (!(await endAccessOf(tx, incident, person.id, { at, by: personOf(actor) }))) {
      throw new Refused('This person is not on the list of those who may see it.')
    }
    await addToTimeline(tx, actor, { incidentId, at, title: `${fullName(person)} may no longer see it` })
    record(tx, {
      did: 'incidents.accessEnded',
      about: { kind: 'incident', id: incidentId },
      detail: { personId: person.id },
    })
  })
}
