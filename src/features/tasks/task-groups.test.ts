import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClockName } from '#/kernel/deadline.ts'
import { dueWords, type GroupName, groupOf, groupTasks } from './task-groups.ts'

// A Tuesday.
const now = new Date('2026-11-24T10:00:00Z')
const task = (due: string | null, clock: ClockName | null = 'workingDays') => ({
  urgency: 'normal' as const,
  openedAt: null,
  dueAt: due === null ? null : new Date(due),
  clock: due === null ? null : clock,
})

test('a task stands under the day by which it is due, by London’s calendar', () => {
  const rows: [string | null, GroupName][] = [
    ['2026-11-24T09:59:59Z', 'overdue'],
    ['2026-11-24T10:00:00Z', 'today'],
    ['2026-11-24T23:59:59Z', 'today'],
    ['2026-11-25T00:00:00Z', 'thisWeek'],
    ['2026-11-29T23:59:59Z', 'thisWeek'],
    ['2026-11-30T00:00:00Z', 'later'],
    [null, 'noDate'],
  ]
  for (const [due, group] of rows) assert.equal(groupOf(task(due), now), group, String(due))
  const summer = new Date('2026-07-01T22:30:00Z')
  assert.equal(groupOf(task('2026-07-01T23:30:00Z'), summer), 'thisWeek', 'half past midnight is tomorrow')
})

test('what says that a child may be harmed stands first until somebody has opened it', () => {
  const harm = { ...task(null), urgency: 'now' as const }
  assert.deepEqual(
    groupTasks([task('2026-11-24T09:00:00Z'), harm, { ...harm, openedAt: now }], now).map(({ name }) => name),
    ['now', 'overdue', 'today'],
  )
})

test('a due time names its day, its time and its clock', () => {
  assert.equal(dueWords(task('2026-11-24T14:05:00Z'), now), 'Due today by 2:05pm, counted in working days')
  assert.equal(
    dueWords(task('2026-11-25T12:00:00Z', 'hours'), now),
    'Due tomorrow by midday, counted day and night',
  )
  assert.equal(
    dueWords(task('2026-11-20T15:30:00Z', 'schoolDays'), now),
    'Was due Friday 20 November by 3:30pm, counted in school days',
  )
  assert.equal(dueWords(task(null), now), 'No date')
})

test('what is urgent never has no date, opened or not', () => {
  const rows = [
    ['now', 'Now'],
    ['soon', 'Today'],
  ] as const
  for (const [urgency, words] of rows) {
    const opened = { ...task(null), urgency, openedAt: now }
    assert.equal(dueWords(opened, now), words)
    assert.equal(groupOf(opened, now), 'today')
  }
})
