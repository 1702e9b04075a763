// Loads the five schools into an empty database. A second start finds them there.

import type { Context } from '#/platform/context.ts'
import type { SignInParts } from '#/platform/sign-in/sign-in.ts'
import { allSchoolIds } from '../src/features/schools/index.ts'
import { type Chance, chanceFrom, idAt } from './chance.ts'
import { insertSchool, type LoadedSchool } from './insert-school.ts'
import { loadInventedList } from './invented-list.ts'
import { momentAt } from './moment.ts'
import { play } from './play.ts'
import { lastSchoolDay, yearOf } from './school-days.ts'
import { type DemoSchool, demoSchools } from './schools.ts'
import { insertSignIns } from './sign-ins.ts'
import { hearFromSource } from './source-stories.ts'
import { testNow } from './test-network.ts'

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
  const begun: { loaded: LoadedSchool; chance: Chance }[] = []
  // Their trust is one row, so they are inserted one after the other; what happened at them is played side by side.
  for (const school of schools) {
    const chance = chanceFrom(`${seed} ${school.slug}`)
    begun.push({ loaded: await insertSchool(context, school, trustId, chance, yearOf(lastDay)), chance })
  }
  if (stories) await loadInventedList(context, yearOf(lastDay))
  const load = async ({ loaded, chance }: (typeof begun)[number]): Promise<void> => {
    await insertSignIns(context, parts, loaded)
    if (!stories) return
    const stage = { loaded, chance, lastDay, firstDay: options.firstDay ?? '', loadedAt: context.clock() }
    await play(context, stage)
    const now = momentAt(context, stage, stage.loadedAt)
    await hearFromSource(now)
    await testNow(now)
  }
  await Promise.all(begun.map(load))
}
