import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { addToTimeline } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { deletionTask } from './ask-for-deletion.ts'
import { findDeletion, saveConfirmed } from './procedure-store.ts'

export const confirmDeletionForm = z.object({
  says: said('Say how the child confirmed it, and from where it was deleted: phone, cloud, chats', 1000),
  ...moment,
})
export type ConfirmDeletion = z.infer<typeof confirmDeletionForm>

/** Records that the child confirmed the deletion. Refused a second time. */
export function confirmDeletion(
  context: Context,
  actor: Actor,
  deletionId: string,
  request: ConfirmDeletion,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { incidentId } = await findDeletion(tx, actor, deletionId)
    allow(context, actor, 'evidence.askForDeletion')
    const at = pastMoment(request, context.clock())
    if (!(await saveConfirmed(tx, actor, deletionId, { at, says: request.says }))) {
      throw new Refused('The child’s confirmation is on record already.')
    }
    const path = `/deletions/${deletionId}`
    const title = 'A child confirmed that a picture was deleted'
    await addToTimeline(tx, actor, { incidentId, at, title, path })
    record(tx, {
      did: 'evidence.deletionConfirmed',
      about: { kind: 'incident', id: incidentId },
      detail: { deletionId },
    })
    const mergeKey = deletionTask(deletionId)
    const reason = 'The child confirmed it.'
    await endTasksAbout(context, tx, actor, { aboutId: incidentId, mergeKey, state: 'done', reason })
  })
}
