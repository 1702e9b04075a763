// An adviser from human resources is asked about one matter by its case manager, until a day. Pure.

import { addDays, type CalendarDate } from '#/kernel/london-time.ts'

/** The role that somebody holds who may be asked. It opens nothing by itself. */
export const adviserRole = 'hrAdviser'

/** For longer the case manager asks again, and says why again. */
export const longestAdviceDays = 90

/** Why the advice cannot end on that day, as a sentence for the field; null when it can. Both days belong to it. */
export function lastDayProblem(lastDay: CalendarDate, today: CalendarDate): string | null {
  if (lastDay < today) return 'The last day must be today or later'
  const latest = addDays(today, longestAdviceDays)
  return lastDay > latest ? `Choose a day within ${longestAdviceDays} days. You can ask again then` : null
}
