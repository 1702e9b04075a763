// What tests and reviews show, in sentences for governors and inspectors.

import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { askedOnce } from '#/platform/controls/asked-once.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { profiles } from '../filtering/index.ts'
import { nextReviewOn } from './remind-of-checks.ts'
import { actionsOf, reviewsOf } from './review-store.ts'
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

/** Whether a review was signed within the year, and nothing that it asked for is overdue. */
export async function seenInReviews(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const reviews = await reviewsOf(tx, schoolId)
  const last = reviews.find(({ signedAt }) => signedAt !== null)
  const dueOn = nextReviewOn(reviews)
  const mendAt = '/filter-checks'
  if (last === undefined || last.signedAt === null || dueOn === null) {
    const sentence = 'No review of filtering and monitoring has been signed yet.'
    return { sentence, lastAt: null, inDate: false, isSetUp: reviews.length > 0, mendAt }
  }
  const today = londonDate(at)
  const actions = await actionsOf(tx, schoolId, last.id)
  const isLate = actions.some(({ doneAt, dueOn: until }) => doneAt === null && until < today)
  return {
    sentence: `Reviewed and signed on ${formatDate(londonDate(last.signedAt))}; the next is due by ${formatDate(dueOn)}.${isLate ? ' Something that it asks for is overdue.' : ''}`,
    lastAt: last.signedAt,
    inDate: dueOn >= today && !isLate,
    mendAt,
  }
}
