// Which profile somebody gets: by what they are here, pupils by the phase of their class, unless they were given another.

import type { Tx } from '#/platform/database/database.ts'
import { classesOfSchool, phasesOfSchool } from '../schools/index.ts'
import { adultProfiles, type ProfileKey, profileKeys } from './profile.ts'
import { placingsOn, whoIsHere } from './state-store.ts'

/** The profiles that the school has, the strictest first. */
export async function profilesHere(tx: Tx, schoolId: string): Promise<ProfileKey[]> {
  const phases = await phasesOfSchool(tx, schoolId)
  return profileKeys.filter((key) => adultProfiles.includes(key) || phases.some((one) => one.key === key))
}

/** The profiles of those of them who are here on the day, by person. */
export async function profilesOfPeople(
  tx: Tx,
  schoolId: string,
  day: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ProfileKey>> {
  const [unknown = 'guests'] = await profilesHere(tx, schoolId)
  const phaseOf = new Map((await phasesOfSchool(tx, schoolId)).map(({ id, key }) => [id, key]))
  const own = new Map((await placingsOn(tx, schoolId, day)).map((one) => [one.personId, one.profile]))
  const here = await whoIsHere(tx, schoolId, day, personIds)
  return new Map(
    here.map((one) => [
      one.personId,
      own.get(one.personId) ?? profileOfKind(one.kind, phaseOf.get(one.phaseId ?? ''), unknown),
    ]),
  )
}

/** The profile of one person; null for somebody who is not here. */
export async function profileOfPerson(
  tx: Tx,
  schoolId: string,
  personId: string,
  day: string,
): Promise<ProfileKey | null> {
  return (await profilesOfPeople(tx, schoolId, day, [personId])).get(personId) ?? null
}

/** The profile of each class: that of its phase, or the strictest. */
export async function profilesOfClasses(tx: Tx, schoolId: string): Promise<ReadonlyMap<string, ProfileKey>> {
  const [unknown = 'guests'] = await profilesHere(tx, schoolId)
  const phaseOf = new Map((await phasesOfSchool(tx, schoolId)).map(({ id, key }) => [id, key]))
  return new Map(
    (await classesOfSchool(tx, schoolId)).map(({ id, phaseId }) => [id, phaseOf.get(phaseId) ?? unknown]),
  )
}

/** Those who work with children get what staff get; whoever is here for a day or as a parent is a guest. */
function profileOfKind(kind: string, phase: ProfileKey | undefined, unknown: ProfileKey): ProfileKey {
  if (kind === 'pupil') return phase ?? unknown
  if (kind === 'staff' || kind === 'supply') return 'staff'
  return kind === 'governor' ? 'governors' : 'guests'
}
