// What most of England's schools do, to start from: councils and trusts publish their own dates.

import { isBankHoliday } from '#/kernel/bank-holidays.ts'
import { addDays, type CalendarDate, weekdayOf } from '#/kernel/london-time.ts'
import { schoolYearOf, type Term } from '#/kernel/school-calendar.ts'

/** The six half-terms of the school year that the day lies in. A suggestion: the school looks at it and changes it. */
export function usualTerms(day: CalendarDate): Term[] {
  const firstYear = Number(schoolYearOf(day).from.slice(0, 4))
  const at = (monthAndDay: string) => `${monthAndDay < '09' ? firstYear + 1 : firstYear}-${monthAndDay}`
  const autumnBreak = lastMondayUntil(at('10-31'))
  const springStart = nextMonday(at('01-02'))
  const februaryBreak = addDays(nextMonday(at('02-01')), 14)
  const goodFriday = goodFridayOf(firstYear + 1)
  const mayBreak = lastMondayUntil(at('05-31'))
  return [
    { name: 'Autumn 1', from: nextSchoolDay(at('09-02')), to: addDays(autumnBreak, -3) },
    { name: 'Autumn 2', from: addDays(autumnBreak, 7), to: lastFridayUntil(at('12-20')) },
    { name: 'Spring 1', from: nextSchoolDay(springStart), to: addDays(februaryBreak, -3) },
    { name: 'Spring 2', from: addDays(februaryBreak, 7), to: addDays(goodFriday, -1) },
    { name: 'Summer 1', from: addDays(goodFriday, 17), to: addDays(mayBreak, -3) },
    { name: 'Summer 2', from: addDays(mayBreak, 7), to: nextSchoolDay(at('07-20')) },
  ]
}

const nextMonday = (day: CalendarDate): CalendarDate => addDays(day, (8 - weekdayOf(day)) % 7)
const lastMondayUntil = (day: CalendarDate): CalendarDate => addDays(day, -((weekdayOf(day) + 6) % 7))
const lastFridayUntil = (day: CalendarDate): CalendarDate => addDays(day, -((weekdayOf(day) + 2) % 7))

function nextSchoolDay(day: CalendarDate): CalendarDate {
  const open = weekdayOf(day) !== 0 && weekdayOf(day) !== 6 && !isBankHoliday(day)
  return open ? day : nextSchoolDay(addDays(day, 1))
}

/** Two days before Easter Sunday, by the Gregorian reckoning (Meeus, Astronomical Algorithms, chapter 8). */
function goodFridayOf(year: number): CalendarDate {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const shift =
    century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const moon = (19 * golden + shift + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - ((year % 100) % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451)
  const daysAfterMarch21 = moon + weekday - 7 * late + 1
  return addDays(`${year}-03-21`, daysAfterMarch21 - 2)
}
