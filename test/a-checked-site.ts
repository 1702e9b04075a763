// A school whose teachers check sites and make lists of them, with what the filter and site requests offer besides.

import type { TestContext } from 'node:test'
import { reading } from '#/platform/context.ts'
import type { CheckSite } from '../src/features/checked-sites/check-site.ts'
import { checkedSites } from '../src/features/checked-sites/feature.ts'
import type { MakeList } from '../src/features/checked-sites/make-list.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { siteRequests } from '../src/features/site-requests/feature.ts'
import { tasksOf } from '../src/features/tasks/index.ts'
import { type FilteredSchools, filteredSchools } from './a-filtered-school.ts'
import { lookInto } from './ground.ts'

export type CheckingSchools = FilteredSchools & { classId: string }

/** Two schools with what these features offer, a filter in force, and the class “Holly” of Year 4. */
export async function checkingSchools(t: TestContext): Promise<CheckingSchools> {
  const world = await filteredSchools(t, [siteRequests, checkedSites])
  const { context, school, publish } = world
  await publish()
  const found = await lookInto(context, school.id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .selectFrom('schools.class')
      .select('id')
      .where('name', '=', 'Holly')
      .executeTakeFirstOrThrow(),
  )
  return { ...world, classId: found.id }
}

export const romans: CheckSite = {
  site: 'https://www.museum.example/romans',
  title: 'The Romans',
  result: 'suitable',
  phases: ['keyStage2'],
  seen: 'All pages and the two films. No adverts, no comments.',
  beware: 'Turn the sound down.',
  until: null,
}

/** A list for Holly on the next day, with these addresses. */
export const aList = (
  { classId }: Pick<CheckingSchools, 'classId'>,
  addresses: string,
  parts: Partial<MakeList> = {},
): MakeList => ({
  purpose: 'lesson',
  title: 'Roman roads',
  classId,
  onDay: '2026-11-25',
  words: null,
  addresses,
  ...parts,
})

/** The kinds of what somebody has to do. */
export const kindsOf = async (
  { context }: Pick<CheckingSchools, 'context'>,
  who: Parameters<typeof tasksOf>[1],
) => (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)
