import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { formatDate, isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { ProvedControl } from '#/platform/controls/control.ts'
import { said } from '#/platform/forms/answers.ts'
import { latestReview } from './confirmation.ts'
import { insertConfirmation } from './confirmation-store.ts'

const day = (empty: string) => z.string(empty).refine(isCalendarDate, 'Enter a real day, like 24 11 2026')

export const confirmOutsideForm = z.object({
  does: z.enum(['yes', 'no'], 'Say whether it does'),
  system: said('Name the system, as whoever looks after it calls it', 120),
  seenOn: day('Enter the day on which you looked'),
  seen: z
    .string()
    .trim()
    .min(10, 'Say what you saw, in at least ten characters, and where its proof is kept')
    .max(1000, 'Keep this under 1,000 characters'),
  reviewDueOn: day('Enter the day by which somebody looks again'),
})
export type ConfirmOutside = z.infer<typeof confirmOutsideForm>

/** The control, when a system outside can do what it asks. Not found otherwise: nobody confirms what only we do. */
export function outsideControl(
  { controls }: Pick<Context, 'controls'>,
  id: string | undefined,
): ProvedControl & { enforcedBy: string } {
  const found = controls.find((control) => control.id === id)
  if (found?.enforcedBy === undefined) throw new NotFound('control')
  return { ...found, enforcedBy: found.enforcedBy }
}

/**
 * Keeps that somebody looked at the system outside that enforces a control, or that none does any more. Refuses a look
 * that has not happened yet, and a next one that is past or more than a year away.
 */
export function confirmOutside(
  context: Context,
  actor: Actor,
  controlId: string,
  request: ConfirmOutside,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { id: control } = outsideControl(context, controlId)
    allow(context, actor, 'coverage.confirmOutside')
    const at = context.clock()
    const { does, system, seenOn, seen, reviewDueOn } = request
    if (seenOn > londonDate(at)) throw new Refused('This day has not come yet. Look first, then confirm.')
    const latest = latestReview(seenOn)
    if (reviewDueOn <= londonDate(at) || reviewDueOn > latest) {
      throw new Refused(`Choose a day for the next look from tomorrow to ${formatDate(latest)}.`)
    }
    await insertConfirmation(tx, actor.schoolId, {
      id: newId(at.getTime()),
      control,
      system,
      seenOn,
      seen,
      reviewDueOn,
      ended: does === 'no',
      notedAt: at,
      notedBy: requirePerson(actor).personId,
    })
    record(tx, {
      did: 'coverage.outsideConfirmed',
      about: { kind: 'school', id: actor.schoolId },
      detail: { control, does },
    })
  })
}
