import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  daysBetween,
  formatInstant,
  formatTime,
  formatWeekday,
  instantAt,
  instantOf,
  isCalendarDate,
  londonDate,
  timeOfDayMs,
  wallTimeOf,
} from './london-time.ts'

const anyInstant = fc.date({ min: new Date('1996-01-01'), max: new Date('2045-01-01'), noInvalidDate: true })

test('pages show London time, in summer an hour before UTC', () => {
  assert.equal(formatInstant(new Date('2026-11-22T14:05:59Z')), '22 November 2026, 2:05pm')
  assert.equal(formatInstant(new Date('2026-06-30T23:30:00Z')), '1 July 2026, 12:30am')
  assert.equal(londonDate(new Date('2026-06-30T23:30:00Z')), '2026-07-01')
  assert.equal(formatWeekday('2026-11-22'), 'Sunday')
})

test('round hours, midday and midnight are written as GOV.UK writes them', () => {
  const shown = ['00:00', '00:01', '05:00', '11:59', '12:00', '12:05', '17:00', '23:59'].map((time) =>
    formatTime(instantAt('2026-11-22', time)),
  )
  assert.deepEqual(shown, ['midnight', '12:01am', '5am', '11:59am', 'midday', '12:05pm', '5pm', '11:59pm'])
})

test('an hour that happens twice means the first; one that is skipped moves on', () => {
  assert.equal(instantAt('2026-10-25', '01:30').toISOString(), '2026-10-25T00:30:00.000Z')
  assert.equal(instantAt('2026-10-25', '02:00').toISOString(), '2026-10-25T02:00:00.000Z')
  assert.equal(instantAt('2026-03-29', '01:30').toISOString(), '2026-03-29T01:30:00.000Z')
  assert.equal(instantAt('2026-03-29', '00:59').toISOString(), '2026-03-29T00:59:00.000Z')
})

test('wall time there and back gives the same instant, but in the hour that happens twice', () => {
  fc.assert(
    fc.property(anyInstant, (instant) => {
      const back = instantOf(wallTimeOf(instant))
      const lost = instant.getTime() - back.getTime()
      assert.ok(lost === 0 || lost === 3_600_000, `${instant.toISOString()} came back ${lost} ms away`)
      assert.deepEqual(wallTimeOf(back), wallTimeOf(instant))
    }),
  )
})

test('days add up across leap years and the end of the year', () => {
  assert.equal(addDays('2028-02-28', 1), '2028-02-29')
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: -5000, max: 5000 }), (instant, days) => {
      const date = londonDate(instant)
      assert.equal(daysBetween(date, addDays(date, days)), days)
    }),
  )
})

test('a day or a time that does not exist is not one', () => {
  assert.deepEqual(
    ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', ''].map(isCalendarDate),
    Array(5).fill(false),
  )
  assert.throws(() => timeOfDayMs('24:00'), /HH:MM/)
  assert.throws(() => addDays('tomorrow', 1), /YYYY-MM-DD/)
})
