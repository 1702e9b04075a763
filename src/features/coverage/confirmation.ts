// The noun: somebody looked at a system outside Schoolkeeper, and it does what a control asks (decision M10). Pure.

import { addDays, type CalendarDate, formatDate, instantAt } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'

export type Confirmation = {
  id: string
  control: string
  system: string
  seenOn: CalendarDate
  seen: string
  reviewDueOn: CalendarDate
  ended: boolean
  notedAt: Date
  notedBy: string
}

/** Whoever looked has to look again within a year at the latest. */
const longestConfirmationDays = 370

/** The last day on which a confirmation may still be looked at again. */
export const latestReview = (seenOn: CalendarDate): CalendarDate => addDays(seenOn, longestConfirmationDays)

/** What it comes to for a control that the school has not set up here: in date until the day of the next look. */
export function evidenceWith(
  own: Evidence,
  confirmed: Confirmation | undefined,
  today: CalendarDate,
): Evidence {
  if (own.isSetUp !== false || !confirmed || confirmed.ended) return own
  const { control, system, seenOn, reviewDueOn } = confirmed
  return {
    sentence: `${system} does it, outside Schoolkeeper. Somebody looked on ${formatDate(seenOn)}; the next look is due by ${formatDate(reviewDueOn)}.`,
    lastAt: instantAt(seenOn, '12:00'),
    inDate: today <= reviewDueOn,
    mendAt: `/coverage/controls/${control}/outside`,
  }
}
