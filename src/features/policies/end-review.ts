import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { reviewTask } from './ask-review.ts'
import { outcomeNames } from './review.ts'
import { findReviewToEnd, saveReviewEnd } from './review-store.ts'
import { reviewMonths } from './settings.ts'
import { beginVersion } from './start-version.ts'
import { savePolicy } from './store.ts'
import { monthsLater, openStates } from './version.ts'
import { versionsOf } from './version-store.ts'

export const endReviewForm = z.object({
  findings: said('Say how far the policy is put into practice, and how well it works', 4000),
  outcome: z.enum(outcomeNames, 'Choose what came of it'),
})
export type EndReview = z.infer<typeof endReviewForm>

/**
 * Records what a review found. Unchanged, the next one is so many months away; otherwise a new version begins, unless
 * one is being written already. Returns that version's id. Refuses a review that is over.
 */
export function endReview(
  context: Context,
  actor: Actor,
  reviewId: string,
  { findings, outcome }: EndReview,
): Promise<string | null> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const review = await findReviewToEnd(tx, schoolId, reviewId)
    allow(context, actor, 'policies.write')
    if (review.endedAt !== null) throw new Refused('What came of this review is on record already.')
    const at = context.clock()
    await saveReviewEnd(tx, schoolId, reviewId, { outcome, findings, at, by: personOf(actor) })
    record(tx, {
      did: 'policies.reviewed',
      about: { kind: 'policy', id: review.policyId },
      detail: { cause: review.cause, outcome },
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: review.policyId,
      mergeKey: reviewTask(reviewId),
      state: 'done',
      reason: 'What came of the review is on record.',
    })
    if (outcome === 'unchanged') {
      const months = await readSetting(tx, schoolId, reviewMonths)
      await savePolicy(tx, schoolId, review.policyId, { reviewDueOn: monthsLater(londonDate(at), months) })
      return null
    }
    const open = (await versionsOf(tx, actor, review.policyId)).find(({ state }) =>
      openStates.includes(state),
    )
    return open?.id ?? beginVersion(context, tx, actor, review.policyId)
  })
}
