import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDateInput, parseTimeInput } from './date-input.ts'
import { isCalendarDate } from './london-time.ts'

const question = { what: 'The date it happened', today: '2026-11-22', to: '2026-11-22' }
const read = (day: string, month: string, year: string) => parseDateInput({ day, month, year }, question)

test('a date is read as people type it', () => {
  for (const month of ['1', '01', 'jan', 'January', ' JAN ']) {
    assert.deepEqual(read(' 7', month, '2026 '), { date: '2026-01-07' })
  }
})

test('each mistake has its sentence and points to its box', () => {
  const rows = [
    [['', '', ''], 'Enter the date it happened', ['day', 'month', 'year']],
    [['3', '', ''], 'The date it happened must include a month and year', ['month', 'year']],
    [['3', '5', '26'], 'Year must include 4 numbers', ['year']],
    [['3', 'Mai day', '2026'], 'The date it happened must be a real date', ['month']],
    [['31', '2', '2026'], 'The date it happened must be a real date', ['day', 'month']],
    [['-1', '2', '2026'], 'The date it happened must be a real date', ['day', 'month']],
    [['23', '11', '2026'], 'The date it happened must be today or in the past', ['day', 'month', 'year']],
  ] as const
  for (const [[day, month, year], problem, at] of rows)
    assert.deepEqual(read(day, month, year), { problem, at })
})

test('bounds other than today are named', () => {
  const typed = { day: '1', month: '1', year: '2026' }
  const bound = (edge: { from?: string; to?: string }) =>
    parseDateInput(typed, { what: 'The last day', today: '2026-11-22', ...edge })
  const at = ['day', 'month', 'year']
  assert.deepEqual(bound({ from: '2026-09-01' }), {
    problem: 'The last day must be the same as or after 1 September 2026',
    at,
  })
  assert.deepEqual(bound({ from: '2026-11-22' }), {
    problem: 'The last day must be today or in the future',
    at,
  })
  assert.deepEqual(bound({ to: '2025-07-01' }), {
    problem: 'The last day must be the same as or before 1 July 2025',
    at,
  })
})

test('whatever is typed gives a real date or a sentence', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (day, month, year) => {
      const answer = read(day, month, year)
      assert.ok('date' in answer ? isCalendarDate(answer.date) : answer.problem.length > 0)
    }),
  )
})

test('a time of day is read as people type it', () => {
  const rows = [
    ['2:05pm', '14:05'],
    ['2.05 PM', '14:05'],
    ['1405', '14:05'],
    ['14:05', '14:05'],
    ['9am', '09:00'],
    ['12am', '00:00'],
    ['12.30 p.m.', '12:30'],
    ['midday', '12:00'],
    ['Midnight', '00:00'],
  ] as const
  for (const [typed, time] of rows) assert.deepEqual(parseTimeInput(typed, 'The time'), { time }, typed)
})

test('a time that could mean two things, or nothing, is asked again', () => {
  for (const typed of ['9', '25:00', '13pm', '0am', '2:75pm', 'after lunch']) {
    assert.deepEqual(parseTimeInput(typed, 'The time'), {
      problem: 'The time must be a time, like 2:05pm or 14:05',
    })
  }
  assert.deepEqual(parseTimeInput(' ', 'The time'), { problem: 'Enter the time' })
})
