import * as z from 'zod'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, may, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { roleWords } from '../people/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import type { ReviewAction } from './review.ts'
import { findAction, saveDone } from './review-store.ts'

export const endActionForm = z.object({ how: said('Say in a sentence what was done', 1000) })
export type EndAction = z.infer<typeof endActionForm>

/** Whether an action is the actor's to end: their role's, or they hold reviews. */
export const mayEnd = (context: Context, actor: Actor, { role }: Pick<ReviewAction, 'role'>): boolean =>
  actor.kind === 'person' && (actor.roles.has(role) || may(context, actor, 'filterChecks.review'))

/** Says how something was done, after the review was signed too. Refused when somebody said so already. */
export function endAction(context: Context, actor: Actor, id: string, { how }: EndAction): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const action = await findAction(tx, schoolId, id)
    allow(context, actor, 'filterChecks.read')
    const { personId } = requirePerson(actor)
    if (!mayEnd(context, actor, action))
      throw new NotAllowed(`This is for the ${roleWords(action.role).toLowerCase()} to do.`)
    if (!(await saveDone(tx, schoolId, id, { at: context.clock(), by: personId, how })))
      throw new Refused('Somebody has said already that it is done.')
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It was done.' })
    record(tx, { did: 'filterChecks.actionDone', about: { kind: 'filterReview', id: action.reviewId } })
    return action.reviewId
  })
}
