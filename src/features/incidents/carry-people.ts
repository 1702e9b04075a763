import { sensitive } from '#/kernel/sensitive.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { type NewPart, passIfAdultAccused, putIn } from './add-person.ts'
import { personAdded } from './happenings.ts'
import { insertNotApproachable, notApproachableOf } from './held-back-store.ts'
import type { Incident } from './incident.ts'
import type { Involvement } from './involvement.ts'
import { listInvolvement } from './involvement-store.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { passTheRest } from './reclassify-incident.ts'
import { findTwoToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

/**
 * Brings everybody who is in a duplicate into the incident in which the work goes on, and keeps that one from whomever the
 * duplicate's reporter could not turn to: told twice, it must not be kept from fewer people than told once (decision S3).
 */
export async function carryPeople(
  context: Context,
  tx: Tx,
  actor: Actor,
  duplicate: Incident,
  original: Incident,
): Promise<void> {
  const at = context.clock()
  // Read again: by becoming one matter, the two may have changed what has to be protected in them.
  let [, stays] = await asSchool(tx, () =>
    findTwoToChange(tx, systemActor(original.schoolId), duplicate.id, original.id),
  )
  const people = await listInvolvement(tx, original.schoolId, duplicate.id)
  const known = new Set(described(await listInvolvement(tx, original.schoolId, original.id)))
  for (const one of people) {
    if (one.removedAt !== null || (one.described !== null && known.has(one.described))) continue
    const added = await putIn(context, tx, actor, original, partOf(one))
    if (!added) continue
    record(tx, {
      did: 'incidents.personAdded',
      about: { kind: 'incident', id: original.id },
      detail: { part: added.part, personId: added.personId },
    })
    stays = await passIfAdultAccused(context, tx, actor, stays, added)
    await keepFromSubjects(context, tx, actor, stays)
    await announce(context, tx, actor, personAdded, {
      incidentId: original.id,
      involvementId: added.id,
      personId: added.personId,
      part: added.part,
    })
  }
  // Only who may read the one may read the other.
  if (stays.register === 'adult') await passTheRest(context, tx, actor, stays)
  const notTold = await asSchool(tx, () => notApproachableOf(tx, original.schoolId, duplicate.id))
  await insertNotApproachable(tx, original.schoolId, original.id, notTold, at)
  await keepFromSubjects(context, tx, actor, stays)
  await addToTimeline(tx, actor, {
    incidentId: original.id,
    at,
    title: 'It was told a second time: whoever was named there is named here too',
    path: `/incidents/${duplicate.id}`,
  })
}

function partOf({ personId, described: words, part }: Involvement): NewPart {
  return personId === null ? { part, described: sensitive(words ?? '') } : { part, personId }
}

function described(people: readonly Involvement[]): string[] {
  return people.flatMap((one) => (one.removedAt === null && one.described !== null ? [one.described] : []))
}
