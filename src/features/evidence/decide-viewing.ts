import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { said } from '#/platform/forms/answers.ts'
import { addToTimeline } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { viewingTask } from './ask-to-view.ts'
import { findViewing, saveDecision } from './procedure-store.ts'

export const decideViewingForm = z.object({
  decision: z.enum(['refused', 'approved'], 'Choose whether it may be looked at'),
  why: said('Say why', 2000),
})
export type DecideViewing = z.infer<typeof decideViewingForm>

/** The head decides, once. Refused for whoever asked: two people decide this, always. */
export function decideViewing(
  context: Context,
  actor: Actor,
  viewingId: string,
  request: DecideViewing,
): Promise<void> {
  const { personId } = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const viewing = await findViewing(tx, actor, viewingId)
    allow(context, actor, 'evidence.decideViewing')
    if (viewing.askedBy === personId) {
      throw new Refused('You asked for this yourself, so somebody else decides: the chair of governors.')
    }
    const at = context.clock()
    if (!(await saveDecision(tx, actor.schoolId, viewingId, { ...request, at, by: personId }))) {
      throw new Refused('This was decided before, and stays decided.')
    }
    const { incidentId } = viewing
    const approved = request.decision === 'approved'
    await addToTimeline(tx, actor, {
      incidentId,
      at,
      title: approved ? 'A picture may be looked at, as asked' : 'A picture may not be looked at',
      says: request.why,
      path: `/viewings/${viewingId}`,
    })
    record(tx, {
      did: approved ? 'evidence.viewingApproved' : 'evidence.viewingRefused',
      about: { kind: 'incident', id: incidentId },
      detail: { viewingId, why: request.why },
    })
    const mergeKey = viewingTask(viewingId)
    await endTasksAbout(context, tx, actor, {
      aboutId: incidentId,
      mergeKey,
      state: 'done',
      reason: 'Decided.',
    })
  })
}
