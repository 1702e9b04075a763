import { addDays, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { openReview } from './ask-review.ts'
import { promptWords } from './prompt.ts'
import { promptsWaiting, saveReviewsAsked } from './prompt-store.ts'
import { reviewsOf } from './review-store.ts'
import { publishedVersions } from './version-store.ts'

/** So long before it applies: consulting people and governors takes weeks. */
const ahead = 42

/**
 * Makes what is new a review of each policy in force, and so a task of its owner. What was known before a version was
 * published is in it; incidents are one review at a time, however many there were.
 */
export function openPromptedReviews(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    const inForce = await publishedVersions(tx, schoolId)
    for (const prompt of await promptsWaiting(tx, schoolId, addDays(londonDate(now), ahead))) {
      const { cause } = prompt
      for (const { policyId, publishedAt } of inForce) {
        if (publishedAt !== null && publishedAt > prompt.addedAt) continue
        const reviews = await reviewsOf(tx, schoolId, policyId)
        const isOpen = reviews.some((review) => review.cause === 'incident' && review.endedAt === null)
        if (cause === 'incident' && isOpen) continue
        await openReview(context, tx, actor, { policyId, cause, says: promptWords(prompt) })
      }
      await saveReviewsAsked(tx, schoolId, prompt.id, now)
    }
  })
}
