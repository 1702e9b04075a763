import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { requireComplete } from './review.ts'
import { actionsOf, findReview, saveReview } from './review-store.ts'
import { reviewSignedBy } from './settings.ts'

/** Ends the answering: from now on it is read and signed. Refused while a question is open, or what has to be done is nobody's. */
export function finishReview(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const review = await findReview(tx, schoolId, id, true)
    allow(context, actor, 'filterChecks.review')
    const { personId } = requirePerson(actor)
    requireComplete(review, await actionsOf(tx, schoolId, id))
    const finished = { finishedAt: context.clock(), finishedBy: personId, state: 'finished' } as const
    await saveReview(tx, schoolId, { ...review, ...finished })
    record(tx, { did: 'filterChecks.reviewFinished', about: { kind: 'filterReview', id } })
    for (const role of await readSetting(tx, schoolId, reviewSignedBy)) {
      await giveTask(context, tx, actor, {
        to: { role },
        kind: 'filterChecks.sign',
        title: 'Read and sign the review of filtering and monitoring',
        about: { kind: 'filterReview', id },
        path: `/filter-checks/reviews/${id}`,
        urgency: 'normal',
        mergeKey: `sign ${role}`,
      })
    }
  })
}
