import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isWorkingDay } from './bank-holidays.ts'
import { type Allowance, deadline, nameAllowance, overdue, timeLeft } from './deadline.ts'
import {
  formatInstant,
  formatWeekday,
  instantAt,
  londonDate,
  timeOfDayMs,
  wallTimeOf,
} from './london-time.ts'
import { isSchoolDay, type SchoolCalendar } from './school-calendar.ts'

const calendar: SchoolCalendar = {
  terms: [
    { name: 'Autumn term', from: '2026-09-02', to: '2026-12-18' },
    { name: 'Spring term', from: '2027-01-05', to: '2027-03-25' },
  ],
  closedDays: ['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30'],
  dayStartsAt: '08:45',
  dayEndsAt: '15:30',
}

const inTheYear = fc.date({
  min: new Date('2026-09-01'),
  max: new Date('2028-06-01'),
  noInvalidDate: true,
})

function due(date: string, time: string, count: number, clock: Allowance['clock']): string {
  const at = deadline(instantAt(date, time), { count, clock }, calendar)
  return `${formatWeekday(londonDate(at))} ${formatInstant(at)}`
}

test('hours run at night, at weekends, in holidays and when the clocks change', () => {
  assert.equal(due('2026-12-24', '18:30', 72, 'hours'), 'Sunday 27 December 2026, 6:30pm')
  assert.equal(due('2026-10-24', '18:30', 24, 'hours'), 'Sunday 25 October 2026, 5:30pm')
  assert.equal(due('2027-03-27', '18:30', 24, 'hours'), 'Sunday 28 March 2027, 7:30pm')
  assert.equal(due('2026-11-22', '23:50', 0.25, 'hours'), 'Monday 23 November 2026, 12:05am')
})

test('within one working day', () => {
  const rows = [
    ['2026-11-19', '14:05', 'Friday 20 November 2026, 2:05pm'],
    ['2026-11-20', '16:59', 'Monday 23 November 2026, 4:59pm'],
    ['2026-11-20', '17:00', 'Monday 23 November 2026, 5pm'],
    ['2026-11-20', '18:30', 'Monday 23 November 2026, 5pm'],
    ['2026-11-21', '00:00', 'Monday 23 November 2026, 5pm'],
    ['2026-11-22', '23:59', 'Monday 23 November 2026, 5pm'],
    ['2026-11-20', '08:00', 'Friday 20 November 2026, 5pm'],
    ['2026-12-24', '14:00', 'Tuesday 29 December 2026, 2pm'],
    ['2026-12-31', '18:30', 'Monday 4 January 2027, 5pm'],
    ['2027-03-25', '10:00', 'Tuesday 30 March 2027, 10am'],
    ['2026-10-23', '14:05', 'Monday 26 October 2026, 2:05pm'],
  ] as const
  for (const [date, time, expected] of rows) assert.equal(due(date, time, 1, 'workingDays'), expected)
})

test('school days wait for half-term and the holidays, and end when the school day does', () => {
  assert.equal(due('2026-10-23', '14:05', 1, 'schoolDays'), 'Monday 2 November 2026, 2:05pm')
  assert.equal(due('2026-12-18', '16:00', 2, 'schoolDays'), 'Wednesday 6 January 2027, 3:30pm')
  assert.equal(due('2026-11-20', '08:00', 1, 'schoolDays'), 'Friday 20 November 2026, 3:30pm')
})

test('past the last term that is known, working days stand in for school days', () => {
  assert.equal(due('2027-03-25', '14:00', 1, 'schoolDays'), 'Tuesday 30 March 2027, 2pm')
  const nothingKnown = { ...calendar, terms: [] }
  const at = deadline(instantAt('2026-11-19', '14:05'), { count: 1, clock: 'schoolDays' }, nothingKnown)
  assert.equal(formatInstant(at), '20 November 2026, 2:05pm')
})

test('an allowance of nothing, or of part of a day, is refused', () => {
  for (const count of [0, -1, 1.5, Number.NaN]) {
    assert.throws(() => deadline(new Date(), { count, clock: 'workingDays' }, calendar), /above zero/)
  }
})

test('a day deadline falls while somebody can answer, after its start, and never earlier with more days', () => {
  const clocks = fc.constantFrom('workingDays' as const, 'schoolDays' as const)
  fc.assert(
    fc.property(inTheYear, fc.integer({ min: 1, max: 15 }), clocks, (start, count, clock) => {
      const at = deadline(start, { count, clock }, calendar)
      const { date, ms } = wallTimeOf(at)
      const closes = clock === 'workingDays' ? '17:00' : '15:30'
      assert.ok(at > start)
      assert.ok(isWorkingDay(date))
      if (clock === 'schoolDays') assert.ok(date > '2027-03-25' || isSchoolDay(date, calendar))
      assert.ok(ms >= timeOfDayMs('08:45') && ms <= timeOfDayMs(closes))
      assert.ok(deadline(start, { count: count + 1, clock }, calendar) > at)
    }),
  )
})

test('a later start never has an earlier deadline', () => {
  fc.assert(
    fc.property(inTheYear, inTheYear, fc.integer({ min: 1, max: 5 }), (one, other, count) => {
      const [first, second] = one <= other ? [one, other] : [other, one]
      const allowance = { count, clock: 'workingDays' } as const
      assert.ok(deadline(first, allowance, calendar) <= deadline(second, allowance, calendar))
    }),
  )
})

test('time left names the day, the time and the clock', () => {
  const now = instantAt('2026-11-19', '14:05')
  const words = (date: string, time: string, count: number, clock: Allowance['clock']) =>
    timeLeft(instantAt(date, time), now, { count, clock })
  assert.equal(words('2026-11-20', '14:05', 1, 'workingDays'), 'due tomorrow by 2:05pm (1 working day)')
  assert.equal(words('2026-11-19', '17:00', 1, 'workingDays'), 'due today by 5pm (1 working day)')
  assert.equal(
    words('2026-11-23', '09:00', 3, 'schoolDays'),
    'due on Monday 23 November by 9am (3 school days)',
  )
  assert.equal(
    words('2027-01-05', '09:00', 9, 'schoolDays'),
    'due on Tuesday 5 January 2027 by 9am (9 school days)',
  )
  assert.equal(
    words('2026-11-19', '14:20', 0.25, 'hours'),
    'due in 15 minutes, by 2:20pm (15 minutes, day and night)',
  )
  assert.equal(
    words('2026-11-18', '11:00', 72, 'hours'),
    'overdue since 11am yesterday (72 hours, day and night)',
  )
})

test('a deadline at midnight is shown as the minute before, on the day that people expect', () => {
  const at = instantAt('2026-11-20', '00:00')
  const words = timeLeft(at, instantAt('2026-11-19', '14:05'), { count: 24, clock: 'hours' })
  assert.equal(words, 'due today by 11:59pm (24 hours, day and night)')
})

test('the moment itself is not overdue', () => {
  const at = instantAt('2026-11-20', '14:05')
  assert.equal(overdue(at, at), false)
  assert.equal(overdue(at, new Date(at.getTime() + 1)), true)
  assert.equal(nameAllowance({ count: 1, clock: 'hours' }), '1 hour, day and night')
})
