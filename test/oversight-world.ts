// Two staffed schools with what incidents hold, find and count: for tests of oversight.

import type { TestContext } from 'node:test'
import { features } from '#/app/features.ts'
import { newId } from '#/kernel/id.ts'
import type { Context } from '#/platform/context.ts'
import { termsOf } from '../demo/calendar.ts'
import { incidents } from '../src/features/incidents/feature.ts'
import { oversight } from '../src/features/oversight/feature.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { lookInto } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

/** The schools, and a context that has the contributions of incidents and oversight. */
export async function overseenSchools(t: TestContext): Promise<StaffedSchools> {
  const offering = [...features.filter(({ name }) => name !== 'oversight'), oversight]
  const schools = await staffedSchools(t, {
    permissions: offering.map(({ permissions }) => permissions),
    settings: offering.flatMap(({ settings }) => settings ?? []),
  })
  const context: Context = {
    ...schools.context,
    holds: incidents.holds ?? [],
    search: oversight.search ?? [],
    figures: [],
  }
  await addTerms(context, schools.school.id)
  return { ...schools, context }
}

/** Last school year's terms besides the running ones. */
async function addTerms(context: Context, schoolId: string): Promise<void> {
  await lookInto(context, schoolId, (tx) =>
    tx
      .withTables<SchoolTables>()
      .insertInto('schools.term')
      .values(
        termsOf([2025]).map(({ name, startsOn, endsOn }) => ({
          school_id: schoolId,
          id: newId(),
          name,
          starts_on: startsOn,
          ends_on: endsOn,
        })),
      )
      .execute(),
  )
}
