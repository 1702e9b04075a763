import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import type { Review } from './review.ts'
import { reviewsOf } from './review-store.ts'
import { reviewer, reviewRemindDays, tryEveryDays, whoTries } from './settings.ts'
import { newestTrial } from './trial-store.ts'

const dayMs = 86_400_000

/** A year after the last signed review; null where none was ever signed: then it is due at once. */
export function nextReviewOn(reviews: readonly Pick<Review, 'signedAt'>[]): string | null {
  const last = reviews.find(({ signedAt }) => signedAt !== null)?.signedAt
  return last ? addDays(londonDate(last), 365) : null
}

/** Gives tasks for what is due: trying the filter by hand, and the review of the year. Asked twice, each is one task. */
export function remindOfChecks(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    await remindOfTrial(context, tx, actor)
    await remindOfReview(context, tx, actor)
  })
}

async function remindOfTrial(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const last = await newestTrial(tx, schoolId)
  const every = (await readSetting(tx, schoolId, tryEveryDays)) * dayMs
  if (last !== undefined && context.clock().getTime() - last.at.getTime() < every) return
  await giveTask(context, tx, actor, {
    to: { role: await readSetting(tx, schoolId, whoTries) },
    kind: 'filterChecks.try',
    title: 'Try the filter with a device in your hands',
    about: { kind: 'school', id: schoolId },
    path: '/filter-checks/try',
    urgency: 'normal',
    mergeKey: 'filterChecks.try',
  })
}

async function remindOfReview(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const reviews = await reviewsOf(tx, schoolId)
  if (reviews.some(({ state }) => state !== 'signed')) return
  const today = londonDate(context.clock())
  const before = await readSetting(tx, schoolId, reviewRemindDays)
  const dueOn = nextReviewOn(reviews) ?? addDays(today, before)
  if (dueOn > addDays(today, before)) return
  await giveTask(context, tx, actor, {
    to: { role: await readSetting(tx, schoolId, reviewer) },
    kind: 'filterChecks.review',
    title: 'Hold the review of filtering and monitoring',
    about: { kind: 'school', id: schoolId },
    path: '/filter-checks/reviews/new',
    urgency: 'normal',
    due: { at: instantAt(dueOn, '16:00'), clock: 'schoolDays' },
    mergeKey: 'filterChecks.review',
  })
}
