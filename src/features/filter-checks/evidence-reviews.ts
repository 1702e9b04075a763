import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { nextReviewOn } from './remind-of-checks.ts'
import { actionsOf, reviewsOf } from './review-store.ts'

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
