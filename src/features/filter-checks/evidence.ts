// What a test shows of some of its cases, in a sentence for governors and inspectors.

import { formatInstant } from '#/kernel/london-time.ts'
import { askedOnce } from '#/platform/controls/asked-once.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { profiles } from '../filtering/index.ts'
import { newestTest } from './test-store.ts'

const dayMs = 86_400_000
/** A test that is older says nothing about today. */
const testGoodForDays = 7

const readNewest = askedOnce((tx, schoolId) => newestTest(tx, schoolId))

/** How the newest test stands for these cases, or for all. No test is not set up; an old or failed one needs attention. */
export async function seenInTest(
  tx: Tx,
  schoolId: string,
  at: Date,
  keys: readonly string[] | 'all',
): Promise<Evidence> {
  const test = await readNewest(tx, schoolId, at)
  if (!test)
    return {
      sentence: 'The school’s network has not been tested yet.',
      lastAt: null,
      inDate: false,
      isSetUp: false,
      mendAt: '/filter-checks',
    }
  const found = test.results.filter((one) => keys === 'all' || keys.includes(one.case))
  const failed = found.filter(({ verdict }) => verdict === 'failed')
  const passed = found.filter(({ verdict }) => verdict === 'passed')
  const groups = new Set(passed.map(({ profile }) => profile)).size
  const through = [...new Set(failed.map(({ profile }) => profiles[profile].words))].join(', ')
  return {
    sentence:
      failed.length > 0
        ? `Tested over the network on ${formatInstant(test.at)}: not as agreed for ${through}.`
        : `Tested over the network on ${formatInstant(test.at)}: as agreed for ${groups} ${groups === 1 ? 'group' : 'groups'}.`,
    lastAt: test.at,
    inDate:
      failed.length === 0 && passed.length > 0 && at.getTime() - test.at.getTime() < testGoodForDays * dayMs,
    mendAt: '/filter-checks',
  }
}
