import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { moment, pastMoment, said } from '#/platform/forms/answers.ts'
import { addToTimeline } from '../incidents/index.ts'
import { findViewing, saveViewed } from './procedure-store.ts'

export const noteViewingForm = z.object({
  decidedAfter: said('Say what was decided, without describing the picture', 2000),
  ...moment,
})
export type NoteViewing = z.infer<typeof noteViewingForm>

/** Notes that an approved viewing took place, and what was decided then. Refused without approval, and a second time. */
export function noteViewing(
  context: Context,
  actor: Actor,
  viewingId: string,
  request: NoteViewing,
): Promise<void> {
  const { personId } = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const viewing = await findViewing(tx, actor, viewingId)
    allow(context, actor, 'evidence.askToView')
    const now = context.clock()
    const at = pastMoment(request, now)
    if (viewing.decision !== 'approved' || viewing.decidedAt === null || at < viewing.decidedAt) {
      throw new Refused(
        'The head had not approved this at that time. If somebody looked all the same, write an addendum to the incident and tell the head.',
      )
    }
    const { decidedAfter } = request
    if (!(await saveViewed(tx, actor.schoolId, viewingId, { at, decidedAfter, by: personId }))) {
      throw new Refused('This viewing is on record already. To look once more, ask once more.')
    }
    const { incidentId } = viewing
    await addToTimeline(tx, actor, {
      incidentId,
      at,
      title: 'A picture was looked at, with approval',
      says: decidedAfter,
      path: `/viewings/${viewingId}`,
    })
    record(tx, {
      did: 'evidence.viewingNoted',
      about: { kind: 'incident', id: incidentId },
      detail: { viewingId },
    })
  })
}
