// Two staffed schools whose permissions are those of every feature, following policy B and T: for tests of practices and coverage.

import type { TestContext } from 'node:test'
import { collect } from '#/app/contributions.ts'
import { features } from '#/app/features.ts'
import type { Context } from '#/platform/context.ts'
import { savePlace } from '../src/features/schools/index.ts'
import { everythingOffered } from './everything-offered.ts'
import { lookInto } from './ground.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

/** `school` follows policy B, `otherSchool` policy T. Every control counts as proved until a test says otherwise. */
export async function practisingSchools(t: TestContext): Promise<StaffedSchools> {
  const offered = collect(features)
  const schools = await staffedSchools(t, {
    permissions: features.map(({ permissions }) => permissions),
    settings: [...offered.settings.values()],
    heeds: offered.heeds,
  })
  const { school, otherSchool } = schools
  await lookInto(schools.context, school.id, (tx) => savePlace(tx, school.id, { policy_code: 'B' }))
  await lookInto(schools.context, otherSchool.id, (tx) => savePlace(tx, otherSchool.id, { policy_code: 'T' }))
  const context: Context = {
    ...schools.context,
    controls: everythingOffered.controls.map((control) => ({ ...control, proved: true })),
    retention: offered.retention,
  }
  return { ...schools, context }
}
