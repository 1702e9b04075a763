import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { newestEdition } from './questions.ts'
import { type Reason, reasons } from './review.ts'
import { insertReview, nextReviewNumber, reviewsOf } from './review-store.ts'

const whoFrom = said('Say who', 200)

export const beginForm = z.object({
  reason: z.enum(Object.keys(reasons) as [Reason, ...Reason[]], 'Choose why it is held'),
  why: said('Say in a sentence what it is about', 1000),
  leader: whoFrom,
  safeguarding: whoFrom,
  it: whoFrom,
  governor: whoFrom,
})
export type BeginReview = z.infer<typeof beginForm>

/** Begins a review. Refused while another is not signed yet: two at once would answer the same questions twice. */
export function beginReview(context: Context, actor: Actor, request: BeginReview): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'filterChecks.review')
    const { personId } = requirePerson(actor)
    const number = await nextReviewNumber(tx, schoolId)
    if ((await reviewsOf(tx, schoolId)).some(({ state }) => state !== 'signed'))
      throw new Refused('A review is being held already. Finish that one, and have it signed.')
    const { reason, why, ...takesPart } = request
    const id = newId()
    await insertReview(tx, schoolId, {
      id,
      number,
      edition: newestEdition,
      reason,
      why,
      takesPart,
      begunAt: context.clock(),
      begunBy: personId,
      answers: {},
      state: 'open',
      finishedAt: null,
      finishedBy: null,
      signedAt: null,
    })
    await endTasksAbout(context, tx, actor, {
      aboutId: schoolId,
      mergeKey: 'filterChecks.review',
      state: 'done',
      reason: 'The review was begun.',
    })
    record(tx, { did: 'filterChecks.reviewBegun', about: { kind: 'filterReview', id }, detail: { reason } })
    return id
  })
}
