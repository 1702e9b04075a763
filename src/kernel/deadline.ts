import { isWorkingDay } from './bank-holidays.ts'
import {
  addDays,
  type CalendarDate,
  daysBetween,
  formatDate,
  formatDayAndMonth,
  formatTime,
  formatWeekday,
  hourMs,
  instantOf,
  londonDate,
  minuteMs,
  type TimeOfDay,
  timeOfDayMs,
  wallTimeOf,
} from './london-time.ts'
import { countsAsSchoolDay, type SchoolCalendar } from './school-calendar.ts'

/** `hours` run at night, at weekends and in holidays; `workingDays` in school holidays; `schoolDays` in term only. */
export type ClockName = 'hours' | 'workingDays' | 'schoolDays'

/** How long somebody has. Hours may be a part of one (0.25 is 15 minutes); days are whole. */
export type Allowance = { count: number; clock: ClockName }

/** The hours of one day during which a clock runs. */
type Opening = { opensAt: TimeOfDay; closesAt: TimeOfDay; isOpen: (date: CalendarDate) => boolean }

/**
 * LADO, social care and the police's desks keep office hours. A working day is therefore nine to five: a deadline
 * that fell at 6:30pm would remind people when nobody answers any more.
 */
const office: Opening = { opensAt: '09:00', closesAt: '17:00', isOpen: isWorkingDay }

// A calendar always has a school day within a year; without one the data is broken and looking further is pointless.
const longestClosureDays = 400

/**
 * When the allowance has run out. Hours are elapsed time. A day's clock runs only while it is open, and one day is
 * one whole opening, so "within one working day" from
 * - Thursday 2:05pm is Friday 2:05pm;
 * - Friday 6:30pm, Saturday or Sunday is Monday 5pm (the clock starts on Monday at nine and has its whole day);
 * - Friday 8am is Friday 5pm (the office opens at nine and its whole day is there).
 * Of the readings that the guidance allows, this is never the later one. Beyond the terms that a school has given,
 * working days count as school days: too early can be put right, never can not. Refuses an allowance of nothing.
 */
export function deadline(start: Date, allowance: Allowance, calendar: SchoolCalendar): Date {
  const { count, clock } = allowance
  if (!(count > 0) || (clock !== 'hours' && !Number.isInteger(count))) {
    throw new RangeError('A deadline is a number of hours, or a whole number of days, above zero.')
  }
  if (clock === 'hours') return new Date(start.getTime() + count * hourMs)
  return afterOpenings(start, count, clock === 'workingDays' ? office : schoolOpening(calendar))
}

/** Whether the moment has passed. At the moment itself there is still time. */
export function overdue(due: Date, now: Date): boolean {
  return now.getTime() > due.getTime()
}

/** How long is left, naming the clock: "due tomorrow by 2:05pm (1 working day)". */
export function timeLeft(due: Date, now: Date, allowance: Allowance): string {
  const clock = `(${nameAllowance(allowance)})`
  const shown = avoidingMidnight(due)
  if (overdue(due, now)) return `overdue since ${formatTime(shown)} ${dayInWords(shown, now)} ${clock}`
  const minutes = Math.floor((due.getTime() - now.getTime()) / minuteMs)
  if (minutes < 60) return `due ${minutesInWords(minutes)}, by ${formatTime(shown)} ${clock}`
  return `due ${dayInWords(shown, now)} by ${formatTime(shown)} ${clock}`
}

/** "15 minutes, day and night", "72 hours, day and night", "1 working day", "3 school days". */
export function nameAllowance({ count, clock }: Allowance): string {
  if (clock === 'workingDays') return counted(count, 'working day')
  if (clock === 'schoolDays') return counted(count, 'school day')
  const length = Number.isInteger(count) ? counted(count, 'hour') : counted(Math.round(count * 60), 'minute')
  return `${length}, day and night`
}

const schoolOpening = (calendar: SchoolCalendar): Opening => ({
  opensAt: calendar.dayStartsAt,
  closesAt: calendar.dayEndsAt,
  isOpen: (date) => countsAsSchoolDay(date, calendar),
})

function afterOpenings(start: Date, count: number, opening: Opening): Date {
  const opens = timeOfDayMs(opening.opensAt)
  const closes = timeOfDayMs(opening.closesAt)
  const wall = wallTimeOf(start)
  const countsToday = opening.isOpen(wall.date) && wall.ms < closes
  const first = countsToday ? wall.date : nextOpen(wall.date, opening)
  const wholeFirstDay = !countsToday || wall.ms <= opens
  let day = first
  for (let left = wholeFirstDay ? count - 1 : count; left > 0; left--) day = nextOpen(day, opening)
  return instantOf({ date: day, ms: wholeFirstDay ? closes : wall.ms })
}

function nextOpen(after: CalendarDate, opening: Opening): CalendarDate {
  for (let days = 1; days <= longestClosureDays; days++) {
    const day = addDays(after, days)
    if (opening.isOpen(day)) return day
  }
  throw new RangeError(
    `No open day within ${longestClosureDays} days of ${after}: check the school's term dates.`,
  )
}

/** "By midnight on Monday" can be read a day late, so the last minute of the day before is named instead. */
function avoidingMidnight(due: Date): Date {
  return wallTimeOf(due).ms < minuteMs ? new Date(due.getTime() - minuteMs) : due
}

function dayInWords(due: Date, now: Date): string {
  const day = londonDate(due)
  const today = londonDate(now)
  const away = daysBetween(today, day)
  if (away === 0) return 'today'
  if (away === 1) return 'tomorrow'
  if (away === -1) return 'yesterday'
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  return `on ${formatWeekday(day)} ${sameYear ? formatDayAndMonth(day) : formatDate(day)}`
}

function minutesInWords(minutes: number): string {
  return minutes === 0 ? 'in less than a minute' : `in ${counted(minutes, 'minute')}`
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
