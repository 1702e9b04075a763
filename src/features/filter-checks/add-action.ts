import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { instantAt, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { giveTask } from '../tasks/index.ts'
import { readers } from './permissions.ts'
import { requireOpen } from './review.ts'
import { findReview, insertAction } from './review-store.ts'

export const actionForm = z.object({
  what: said('Say what has to be done', 1000),
  // Whoever cannot read the review could not open the task.
  role: z.enum(readers, 'Choose who does it'),
  dueOn: z.string('Enter the day').refine(isCalendarDate, 'Enter a real day, like 24 11 2026'),
})
export type AddAction = z.infer<typeof actionForm>

/** Something that has to be done because of the review: a task for whoever holds the role. Refuses a day that is over. */
export function addAction(
  context: Context,
  actor: Actor,
  reviewId: string,
  request: AddAction,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    requireOpen(await findReview(tx, schoolId, reviewId, true))
    allow(context, actor, 'filterChecks.review')
    const { personId } = requirePerson(actor)
    if (request.dueOn < londonDate(context.clock())) throw new Refused('Choose a day that is still to come.')
    const id = newId()
    const notDone = { doneAt: null, doneBy: null, doneHow: null }
    await insertAction(tx, schoolId, {
      id,
      reviewId,
      ...request,
      ...notDone,
      addedAt: context.clock(),
      addedBy: personId,
    })
    await giveTask(context, tx, actor, {
      to: { role: request.role },
      kind: 'filterChecks.act',
      title: 'Do what the review of the filter asks of you',
      about: { kind: 'filterReviewAction', id },
      path: `/filter-checks/actions/${id}`,
      urgency: 'normal',
      due: { at: instantAt(request.dueOn, '16:00'), clock: 'schoolDays' },
    })
    record(tx, {
      did: 'filterChecks.actionAdded',
      about: { kind: 'filterReview', id: reviewId },
      detail: { role: request.role, dueOn: request.dueOn },
    })
    return id
  })
}
