import { isWorkingDay } from './bank-holidays.ts'
import {
  type CalendarDate,
  formatDate,
  isCalendarDate,
  type TimeOfDay,
  timeOfDayMs,
  wallTimeOf,
} from './london-time.ts'

/** Both days are school days' bounds, included. */
export type Term = { name: string; from: CalendarDate; to: CalendarDate }

/** A school's own year: its terms, the days within them on which it is closed (half-term, inset), and its day. */
export type SchoolCalendar = {
  terms: readonly Term[]
  closedDays: readonly CalendarDate[]
  dayStartsAt: TimeOfDay
  dayEndsAt: TimeOfDay
}

/** 1 September to 31 August. `name` is "2026 to 2027". */
export type SchoolYear = { name: string; from: CalendarDate; to: CalendarDate }

/** What is wrong with a calendar, in sentences for whoever typed it. Empty means that it can be used. */
export function calendarProblems(calendar: SchoolCalendar): string[] {
  const problems: string[] = []
  for (const term of calendar.terms) {
    if (!isCalendarDate(term.from) || !isCalendarDate(term.to)) {
      problems.push(`${term.name} needs a first and a last day that exist.`)
    } else if (term.from > term.to) {
      problems.push(`${term.name} ends (${formatDate(term.to)}) before it begins (${formatDate(term.from)}).`)
    }
  }
  const inOrder = calendar.terms.toSorted((a, b) => a.from.localeCompare(b.from))
  for (const [i, term] of inOrder.entries()) {
    const next = inOrder[i + 1]
    if (next && next.from <= term.to) problems.push(`${next.name} begins before ${term.name} has ended.`)
  }
  for (const day of calendar.closedDays) {
    if (!isCalendarDate(day)) problems.push(`"${day}" is among the closed days, but it is not a date.`)
  }
  if (!dayIsInOrder(calendar))
    problems.push('The school day must start before it ends, at times like 08:45 and 15:30.')
  return problems
}

/** Whether the school is open to pupils on the day: within a term, Monday to Friday, no bank holiday, not closed. */
export function isSchoolDay(date: CalendarDate, calendar: SchoolCalendar): boolean {
  return termOf(date, calendar) !== undefined && isWorkingDay(date) && !calendar.closedDays.includes(date)
}

/**
 * Whether what holds on school days holds on the day. Beyond the terms that a school has given, working days count: when somebody
 * forgets next year's terms, nothing may be open in lessons for it, nor fall due never.
 */
export function countsAsSchoolDay(date: CalendarDate, calendar: SchoolCalendar): boolean {
  const end = calendarEndsOn(calendar)
  return end === undefined || date > end ? isWorkingDay(date) : isSchoolDay(date, calendar)
}

/** Whether pupils are in school at the instant: from the minute the day starts until the minute it ends. */
export function isWithinSchoolDay(instant: Date, calendar: SchoolCalendar): boolean {
  const { date, ms } = wallTimeOf(instant)
  const open = ms >= timeOfDayMs(calendar.dayStartsAt) && ms < timeOfDayMs(calendar.dayEndsAt)
  return open && isSchoolDay(date, calendar)
}

/** The term the day lies in, closed days included; none in the holidays. */
export function termOf(date: CalendarDate, calendar: SchoolCalendar): Term | undefined {
  return calendar.terms.find((term) => term.from <= date && date <= term.to)
}

/** The last day for which the school has given terms: a reminder is due before it passes. */
export function calendarEndsOn(calendar: SchoolCalendar): CalendarDate | undefined {
  return calendar.terms.map((term) => term.to).reduce<CalendarDate | undefined>(later, undefined)
}

/** Age in whole years. Somebody born on 29 February grows older on 1 March in other years. Refuses a later birth. */
export function ageOn(dateOfBirth: CalendarDate, date: CalendarDate): number {
  if (dateOfBirth > date) throw new RangeError('Nobody has an age before the day they were born.')
  const years = Number(date.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return date.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

/** The school year the day lies in. */
export function schoolYearOf(date: CalendarDate): SchoolYear {
  const calendarYear = Number(date.slice(0, 4))
  const first = date.slice(5) >= '09-01' ? calendarYear : calendarYear - 1
  return { name: `${first} to ${first + 1}`, from: `${first}-09-01`, to: `${first + 1}-08-31` }
}

function dayIsInOrder({ dayStartsAt, dayEndsAt }: SchoolCalendar): boolean {
  const pattern = /^([01]\d|2[0-3]):[0-5]\d$/
  return pattern.test(dayStartsAt) && pattern.test(dayEndsAt) && dayStartsAt < dayEndsAt
}

function later(a: CalendarDate | undefined, b: CalendarDate): CalendarDate {
  return a === undefined || b > a ? b : a
}
