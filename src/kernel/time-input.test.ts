import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTimeInput } from './time-input.ts'

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
