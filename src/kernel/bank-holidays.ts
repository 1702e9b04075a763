import { type CalendarDate, weekdayOf } from './london-time.ts'

/**
 * England's bank holidays, as they fall (substitute days included). 2023 to 2027 as announced; 2028 to 2031 by the
 * Banking and Financial Dealings Act 1971 and the yearly proclamation for New Year's Day and the early May holiday.
 * A proclamation can add or move one: look at gov.uk/bank-holidays each January, and raise `version` with any change.
 */
export const bankHolidays = {
  version: '2026-11',
  country: 'England',
  from: '2023-01-01',
  to: '2031-12-31',
  days: [
    ...['2023-01-02', '2023-04-07', '2023-04-10', '2023-05-01', '2023-05-08', '2023-05-29', '2023-08-28'],
    ...['2023-12-25', '2023-12-26'],
    ...['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-08-26', '2024-12-25'],
    ...['2024-12-26'],
    ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25'],
    ...['2025-12-26'],
    ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25'],
    ...['2026-12-28'],
    ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27'],
    ...['2027-12-28'],
    ...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25'],
    ...['2028-12-26'],
    ...['2029-01-01', '2029-03-30', '2029-04-02', '2029-05-07', '2029-05-28', '2029-08-27', '2029-12-25'],
    ...['2029-12-26'],
    ...['2030-01-01', '2030-04-19', '2030-04-22', '2030-05-06', '2030-05-27', '2030-08-26', '2030-12-25'],
    ...['2030-12-26'],
    ...['2031-01-01', '2031-04-11', '2031-04-14', '2031-05-05', '2031-05-26', '2031-08-25', '2031-12-25'],
    ...['2031-12-26'],
  ] satisfies CalendarDate[],
} as const

const known: ReadonlySet<string> = new Set(bankHolidays.days)

/** Whether the day is a bank holiday in England. Outside the data no day is: a deadline then falls sooner, never later. */
export function isBankHoliday(date: CalendarDate): boolean {
  return known.has(date)
}

/** Monday to Friday less England's bank holidays. School holidays count: the police and social care work through them. */
export function isWorkingDay(date: CalendarDate): boolean {
  const weekday = weekdayOf(date)
  return weekday !== 0 && weekday !== 6 && !isBankHoliday(date)
}
