import { instantAt, londonDate, type TimeOfDay } from '#/kernel/london-time.ts'
import { closedDaysOf, termsOf } from './calendar.ts'
import { type Chance, whole } from './chance.ts'

/** Every day on which the schools of the demonstration were open, from the first of three school years to `lastDay`. */
export function schoolDaysUntil(lastDay: string): string[] {
  const yearBegan = yearOf(lastDay)
  const years = [yearBegan - 2, yearBegan - 1, yearBegan]
  const closed = new Set(closedDaysOf(years).map(({ onDay }) => onDay))
  return termsOf(years)
    .flatMap(({ startsOn, endsOn }) => weekdaysFromTo(startsOn, endsOn < lastDay ? endsOn : lastDay))
    .filter((day) => !closed.has(day) && !bankHolidays.has(day))
}

/** The calendar year in which the school year of a day began. */
export function yearOf(day: string): number {
  const year = Number(day.slice(0, 4))
  return day.slice(5) >= '08-25' ? year : year - 1
}

/** The last school day before an instant: the demonstration stands as it was that evening. */
export function lastSchoolDay(now: Date): string {
  const today = londonDate(now)
  const before = schoolDaysUntil(today).filter((day) => day < today)
  const last = before.at(-1)
  if (last === undefined) throw new Error('The calendar of the demonstration does not reach this day')
  return last
}

// The only bank holiday that falls into a term of these calendars.
const bankHolidays = new Set(['2025-05-05', '2026-05-04', '2027-05-03', '2028-05-01'])

function weekdaysFromTo(from: string, to: string): string[] {
  const days: string[] = []
  const day = new Date(`${from}T12:00:00Z`)
  for (const last = new Date(`${to}T12:00:00Z`); day <= last; day.setUTCDate(day.getUTCDate() + 1)) {
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10))
  }
  return days
}

/** Some minute of a day between two hours, London time. */
export function someTime(chance: Chance, day: string, fromHour: number, toHour: number): Date {
  const hour = String(whole(chance, fromHour, toHour - 1)).padStart(2, '0')
  const minute = String(whole(chance, 0, 59)).padStart(2, '0')
  return instantAt(day, `${hour}:${minute}` as TimeOfDay)
}
