// Loads the five schools into an empty database. A second start finds them there.

import type { Context } from '#/platform/context.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import { allSchoolIds } from '../src/features/schools/index.ts'
import { chanceFrom, idAt } from './chance.ts'
import { insertSchool } from './insert-school.ts'
import { momentAt } from './moment.ts'
import { play } from './play.ts'
import { lastSchoolDay, yearOf } from './school-days.ts'
import { type DemoSchool, demoSchools } from './schools.ts'
import { insertSignIns } from './sign-ins.ts'
import { hearFromSource } from './source-stories.ts'

export type DemonstrationOptions = {
  /** Another word makes other schools. */
  seed?: string
  /** The day after whose end the schools stand still: 2026-11-20. Default: the last school day before today. */
  lastDay?: string
  /** Fewer than all five, for tests. */
  schools?: readonly DemoSchool[]
  /** The day on which their records begin; default three school years ago. */
  firstDay?: string
  /** False: people and sign-ins, and nothing that ever happened. */
  stories?: boolean
}

/** Fills an empty database with the five schools and their years; leaves alone one that holds any school. */
export async function loadDemonstration(
  context: Context,
  parts: Pick<SignInParts, 'cipher'>,
  options: DemonstrationOptions = {},
): Promise<void> {
  if ((await allSchoolIds(context.db)).length > 0) return
  const { seed = 'five trees', schools = demoSchools, stories = true } = options
  const lastDay = options.lastDay ?? lastSchoolDay(context.clock())
  const trustId = idAt(chanceFrom(seed), new Date(`${yearOf(lastDay) - 2}-08-01T09:00:00Z`))
  const load = async (school: DemoSchool): Promise<void> => {
    const chance = chanceFrom(`${seed} ${school.slug}`)
    const loaded = await insertSchool(context, school, trustId, chance, yearOf(lastDay))
    await insertSignIns(context, parts, loaded)
    if (!stories) return
    const stage = { loaded, chance, lastDay, firstDay: options.firstDay ?? '', loadedAt: context.clock() }
    await play(context, stage)
    await hearFromSource(momentAt(context, stage, stage.loadedAt))
  }
  // Their trust is one row, so the first school goes ahead; the others are loaded side by side.
  const [first, ...others] = schools
  if (first) await load(first)
  await Promise.all(others.map(load))
}
