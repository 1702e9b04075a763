// Loads the five schools into an empty database. A second start finds them there.

import type { Context } from '#/platform/context.ts'
import { allSchoolIds } from '../src/features/schools/index.ts'
import { chanceFrom, idAt } from './chance.ts'
import { insertSchool } from './insert-school.ts'
import { demoSchools } from './schools.ts'

/** Everybody's demonstration is the same: it is made from this word and the day before the first start. */
const seed = 'five trees'

export async function loadDemonstration(context: Context): Promise<void> {
  if ((await allSchoolIds(context.db)).length > 0) return
  const now = context.clock()
  const yearBegan = now.getUTCMonth() >= 8 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
  const trustId = idAt(chanceFrom(seed), new Date(`${yearBegan - 2}-08-01T09:00:00Z`))
  for (const school of demoSchools) {
    await insertSchool(context, school, trustId, chanceFrom(`${seed} ${school.slug}`), yearBegan)
  }
}
