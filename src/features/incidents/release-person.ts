import * as z from 'zod'
import { isId, newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { relativesOf } from '../people/index.ts'
import { insertRelease, notApproachableOf } from './held-back-store.ts'
import type { Incident } from './incident.ts'
import { subjectsOf } from './involvement-store.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { findIncidentToChange } from './store.ts'

export const releasePersonForm = z.object({
  personId: z
    .string('Choose whom the reporter did not mean')
    .refine(isId, 'Choose whom the reporter did not mean'),
  why: z
    .string()
    .trim()
    .min(1, 'Say how you know that the reporter did not mean this person')
    .max(1000, 'Keep the reason under 1,000 characters'),
})
export type ReleasePerson = z.infer<typeof releasePersonForm>

/**
 * Lets somebody see an incident again who was held back only because the reporter's words could mean them. They never
 * learn of it: no timeline, task or mail says so, and the trail's entry is kept from them. Not found when they are not
 * held back by a reporter's words alone.
 */
export function releasePerson(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: ReleasePerson,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.release')
    if (!(await heldByWords(tx, incident)).includes(request.personId)) throw new NotFound('person held back')
    const { schoolId } = actor
    const { personId, why } = request
    const at = context.clock()
    const id = newId(at.getTime())
    await keepFrom(tx, { schoolId, recordId: id, at }, [{ personId, why: 'notApproachable' }])
    await insertRelease(tx, schoolId, { id, incidentId, personId, why, at, by: personOf(actor) })
    record(tx, {
      did: 'incidents.released',
      about: { kind: 'release', id },
      detail: { incidentId, personId, why },
    })
    await keepFromSubjects(context, tx, actor, incident)
  })
}

/** Who is held back because of a reporter's words and for no other reason: neither a subject nor somebody of theirs. */
export function heldByWords(tx: Tx, { schoolId, id }: Pick<Incident, 'schoolId' | 'id'>): Promise<string[]> {
  return asSchool(tx, async () => {
    const named = await notApproachableOf(tx, schoolId, id)
    const subjects = await subjectsOf(tx, schoolId, id)
    const relatives = new Set(await relativesOf(tx, schoolId, subjects))
    return named.filter((personId) => !subjects.includes(personId) && !relatives.has(personId))
  })
}
