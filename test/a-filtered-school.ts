// Two schools with the staff that decide about a filter, and a Year 4 pupil of the first: for tests of what is blocked and opened.

import type { TestContext } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Feature } from '#/platform/feature.ts'
import { accounts } from '../src/features/accounts/feature.ts'
import { filtering } from '../src/features/filtering/feature.ts'
import { publishPolicy } from '../src/features/filtering/index.ts'
import type { PeopleTables } from '../src/features/people/tables.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { incidentOffers } from './an-incident.ts'
import { aPerson, lookInto } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

export type FilteredSchools = StaffedSchools & {
  pupil: PersonActor
  technician: PersonActor
  /** Makes the state of the first school anew. */
  publish: () => Promise<number>
}

/** The schools as they are before anybody has changed anything, with what these features offer besides. */
export async function filteredSchools(
  t: TestContext,
  more: readonly Feature[] = [],
): Promise<FilteredSchools> {
  const offered = [accounts, filtering, ...more]
  const world = await staffedSchools(t, {
    permissions: [...incidentOffers.permissions, ...offered.map(({ permissions }) => permissions)],
    settings: [...incidentOffers.settings, ...offered.flatMap(({ settings }) => settings ?? [])],
    heeds: offered.flatMap(({ heeds }) => heeds ?? []),
  })
  const { context, school } = world
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Pip Pupil' })
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  await lookInto(context, school.id, async (tx) => {
    const places = tx.withTables<SchoolTables & PeopleTables>()
    const [phaseId, classId] = [newId(), newId()]
    const since = { starts_on: '2026-09-01', ends_on: null }
    const ids = { school_id: school.id, id: phaseId }
    await places
      .insertInto('schools.phase')
      .values({ ...ids, key: 'keyStage2', name: 'Key stage 2' })
      .execute()
    await places
      .insertInto('schools.class')
      .values({
        school_id: school.id,
        id: classId,
        phase_id: phaseId,
        name: 'Holly',
        year_group: 4,
        ...since,
      })
      .execute()
    await places
      .insertInto('people.class_member')
      .values([
        { school_id: school.id, class_id: classId, person_id: pupil.personId, part: 'pupil', ...since },
        {
          school_id: school.id,
          class_id: classId,
          person_id: school.people.teacher.personId,
          part: 'teacher',
          ...since,
        },
      ])
      .execute()
  })
  const publish = () => publishPolicy(context, systemActor(school.id))
  return { ...world, pupil, technician, publish }
}
