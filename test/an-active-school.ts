// Schools whose engines leave files behind, for tests of what becomes of what a filter decided.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type SpoolHead, spoolBeside, type ToldVisit } from '#/engines/filter/index.ts'
import { newId } from '#/kernel/id.ts'
import type { Feature } from '#/platform/feature.ts'
import { activity } from '../src/features/activity/feature.ts'
import { takeIn } from '../src/features/activity/index.ts'
import { engineSnapshotPath } from '../src/features/filtering/index.ts'
import { type FilteredSchools, filteredSchools } from './a-filtered-school.ts'

export type ActiveSchools = FilteredSchools & {
  /** Where engines leave files. */
  folder: string
  /** Leaves a file as engines do, and returns its name. */
  leave: (visits: readonly Partial<ToldVisit>[], head?: Partial<SpoolHead>) => Promise<string>
  /** Leaves a file and takes it in. */
  visited: (...visits: readonly Partial<ToldVisit>[]) => Promise<void>
}

/** A visit of a device of the first school: a game in a lesson, blocked, a minute ago, unless the test says otherwise. */
export const aVisit = (at: Date, more: Partial<ToldVisit> = {}): ToldVisit => ({
  atMs: at.getTime() - 60_000,
  school: 'alder',
  who: null,
  address: '10.1.0.7',
  site: 'games.example',
  profile: 'Key stage 2',
  allowed: false,
  because: 'category',
  category: 'games',
  rule: null,
  times: 1,
  ...more,
})

/** The schools, before anybody has visited anything. */
export async function activeSchools(t: TestContext, more: readonly Feature[] = []): Promise<ActiveSchools> {
  const world = await filteredSchools(t, [activity, ...more])
  const { context } = world
  const folder = spoolBeside(engineSnapshotPath(context))
  const leave: ActiveSchools['leave'] = async (visits, head = {}) => {
    const lines = [{ format: 1, lost: 0, ...head }, ...visits.map((one) => aVisit(context.clock(), one))]
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const name = `${newId()}-${Buffer.byteLength(text)}.visits`
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, name), text)
    return name
  }
  return {
    ...world,
    folder,
    leave,
    visited: async (...visits) => {
      await leave(visits)
      await takeIn(context)
    },
  }
}
