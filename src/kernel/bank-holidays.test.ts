import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, isWorkingDay } from './bank-holidays.ts'
import { addDays, type CalendarDate, weekdayOf } from './london-time.ts'

// The coronation is the one holiday in these years that came by a proclamation of its own.
const proclaimed = ['2023-05-08']

test('the days are those that the law gives for every year, and the one proclaimed', () => {
  const byRule: CalendarDate[] = []
  for (let year = 2023; year <= 2031; year++) byRule.push(...holidaysByRule(year))
  assert.deepEqual([...bankHolidays.days].sort(), [...byRule, ...proclaimed].sort())
})

test('a working day is Monday to Friday, in school holidays too, but no bank holiday', () => {
  const rows = {
    '2026-08-12': true,
    '2026-08-31': false,
    '2026-11-21': false,
    '2026-12-28': false,
    '2026-12-29': true,
  }
  for (const [date, expected] of Object.entries(rows)) assert.equal(isWorkingDay(date), expected, date)
})

function holidaysByRule(year: number): CalendarDate[] {
  const easter = easterSunday(year)
  const christmas = substitutes([`${year}-12-25`, `${year}-12-26`])
  return [
    ...substitutes([`${year}-01-01`]),
    ...[addDays(easter, -2), addDays(easter, 1)],
    ...[firstMonday(`${year}-05-01`), addDays(firstMonday(`${year}-06-01`), -7)],
    addDays(firstMonday(`${year}-09-01`), -7),
    ...christmas,
  ]
}

function firstMonday(from: CalendarDate): CalendarDate {
  return addDays(from, (8 - weekdayOf(from)) % 7)
}

/** A holiday at the weekend moves to the next weekday that is not a holiday already. */
function substitutes(days: CalendarDate[]): CalendarDate[] {
  const taken = days.filter((day) => ![0, 6].includes(weekdayOf(day)))
  for (const day of days.filter((each) => [0, 6].includes(weekdayOf(each)))) {
    let substitute = addDays(day, 1)
    while ([0, 6].includes(weekdayOf(substitute)) || taken.includes(substitute))
      substitute = addDays(substitute, 1)
    taken.push(substitute)
  }
  return taken
}

/** Gauss's Easter, as given by Meeus (Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): CalendarDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  const day = (h + l - 7 * m + 33 * month + 19) % 32
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
