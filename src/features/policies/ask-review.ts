import * as z from 'zod'
import { deadline } from '#/kernel/deadline.ts'
import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { type Cause, causesToAsk, lookWithinSchoolDays } from './review.ts'
import { insertReview } from './review-store.ts'
import { findPolicy } from './store.ts'
import { versionInForce } from './version-store.ts'

export const askReviewForm = z.object({
  cause: z.enum(causesToAsk, 'Choose why it should be looked at'),
  says: said('Say what is new, and which part of the policy it touches', 1000),
})
export type AskReview = z.infer<typeof askReviewForm>

/** Asks for a policy to be looked at before its time: new guidance, law or technology, or after an incident. */
export function askReview(
  context: Context,
  actor: Actor,
  policyId: string,
  request: AskReview,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const policy = await findPolicy(tx, actor.schoolId, policyId)
    allow(context, actor, 'policies.askReview')
    return openReview(context, tx, actor, { policyId: policy.id, ...request })
  })
}

/** Opens a review and gives the owner a task, by the school days that its cause allows. */
export async function openReview(
  context: Context,
  tx: Tx,
  actor: Actor,
  { policyId, cause, says }: { policyId: string; cause: Cause; says: string },
): Promise<string> {
  const { schoolId } = actor
  const inForce = await versionInForce(tx, actor, policyId)
  if (!inForce) throw new Refused('This policy is not in force yet. Change its draft instead.')
  const at = context.clock()
  const allowance = { count: lookWithinSchoolDays[cause], clock: 'schoolDays' } as const
  const due = deadline(at, allowance, await readCalendar(tx, schoolId))
  const id = newId(at.getTime())
  await insertReview(tx, schoolId, {
    id,
    policyId,
    cause,
    says,
    askedAt: at,
    askedBy: personOf(actor),
    dueOn: londonDate(due),
    outcome: null,
    findings: null,
    endedAt: null,
    endedBy: null,
  })
  record(tx, { did: 'policies.reviewAsked', about: { kind: 'policy', id: policyId }, detail: { cause } })
  await giveTask(context, tx, actor, {
    to: { role: inForce.owner },
    kind: 'policies.review',
    title: 'Look at a policy again and record what came of it',
    about: { kind: 'policy', id: policyId },
    path: `/policy-register/reviews/${id}`,
    urgency: 'normal',
    due: { at: due, clock: 'schoolDays' },
    mergeKey: reviewTask(id),
  })
  return id
}

/** The merge key of the task for one review: asked twice, it is one task. */
export const reviewTask = (id: string): string => `policies.review.${id}`
