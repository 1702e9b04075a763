import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ageOn,
  calendarEndsOn,
  calendarProblems,
  countsAsSchoolDay,
  isSchoolDay,
  isWithinSchoolDay,
  type SchoolCalendar,
  schoolYearOf,
  termOf,
} from './school-calendar.ts'

const calendar: SchoolCalendar = {
  terms: [
    { name: 'Autumn term', from: '2026-09-02', to: '2026-12-18' },
    { name: 'Summer term', from: '2027-04-12', to: '2027-07-21' },
  ],
  closedDays: ['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-11-27'],
  dayStartsAt: '08:45',
  dayEndsAt: '15:30',
}

test('a school day is in term, on a weekday, and not closed', () => {
  const rows = {
    '2026-11-20': true,
    '2026-11-21': false,
    '2026-11-27': false,
    '2026-10-28': false,
    '2027-05-03': false,
    '2026-09-01': false,
    '2026-12-18': true,
  }
  for (const [date, expected] of Object.entries(rows))
    assert.equal(isSchoolDay(date, calendar), expected, date)
})

test('beyond the terms that are given, and where none are, each working day counts as a school day', () => {
  const rows = {
    '2027-07-21': true,
    '2027-07-22': true,
    '2027-08-30': false,
    '2027-09-01': true,
    '2027-09-04': false,
    '2026-10-28': false,
    '2027-01-15': false,
  }
  for (const [date, expected] of Object.entries(rows))
    assert.equal(countsAsSchoolDay(date, calendar), expected, date)
  assert.ok(countsAsSchoolDay('2026-10-28', { ...calendar, terms: [] }))
  assert.ok(!countsAsSchoolDay('2026-10-31', { ...calendar, terms: [] }))
})

test('the school day starts on its minute and has ended on its last, by London clocks', () => {
  const rows = {
    '2026-11-20T08:44:59Z': false,
    '2026-11-20T08:45:00Z': true,
    '2026-11-20T15:29:59Z': true,
    '2026-11-20T15:30:00Z': false,
    '2026-09-03T07:50:00Z': true,
    '2026-11-21T10:00:00Z': false,
  }
  for (const [at, expected] of Object.entries(rows)) {
    assert.equal(isWithinSchoolDay(new Date(at), calendar), expected, at)
  }
})

test('half-term lies in its term; the holidays in none', () => {
  assert.equal(termOf('2026-10-28', calendar)?.name, 'Autumn term')
  assert.equal(termOf('2027-01-15', calendar), undefined)
  assert.equal(calendarEndsOn(calendar), '2027-07-21')
  assert.equal(calendarEndsOn({ ...calendar, terms: [] }), undefined)
})

test('age in whole years, leap days included', () => {
  assert.equal(ageOn('2016-11-22', '2026-11-21'), 9)
  assert.equal(ageOn('2016-11-22', '2026-11-22'), 10)
  assert.equal(ageOn('2016-02-29', '2026-02-28'), 9)
  assert.equal(ageOn('2016-02-29', '2026-03-01'), 10)
  assert.equal(ageOn('2016-02-29', '2028-02-29'), 12)
  assert.throws(() => ageOn('2026-11-23', '2026-11-22'), /before the day/)
})

test('a school year turns on 1 September', () => {
  assert.equal(schoolYearOf('2026-08-31').name, '2025 to 2026')
  assert.deepEqual(schoolYearOf('2026-09-01'), { name: '2026 to 2027', from: '2026-09-01', to: '2027-08-31' })
})

test('a calendar that cannot be right says why', () => {
  assert.deepEqual(calendarProblems(calendar), [])
  const problems = calendarProblems({
    terms: [
      { name: 'Spring term', from: '2027-04-01', to: '2027-01-05' },
      { name: 'Autumn term', from: '2026-09-02', to: '2027-04-02' },
      { name: 'Summer term', from: '2027-04-31', to: '2027-07-20' },
    ],
    closedDays: ['next Monday'],
    dayStartsAt: '15:30',
    dayEndsAt: '08:45',
  })
  assert.deepEqual(problems, [
    'Spring term ends (5 January 2027) before it begins (1 April 2027).',
    'Summer term needs a first and a last day that exist.',
    'Spring term begins before Autumn term has ended.',
    '"next Monday" is among the closed days, but it is not a date.',
    'The school day must start before it ends, at times like 08:45 and 15:30.',
  ])
})
