import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#/kernel/london-time.ts'
import { isDue } from './timetable.ts'

/** Every minute of the day (in UTC) at which the line is due. */
function dueOn(line: string, utcDay: string): string[] {
  const start = Date.parse(`${utcDay}T00:00:00Z`)
  return Array.from({ length: 1440 }, (_, i) => new Date(start + i * minuteMs))
    .filter((minute) => isDue(line, minute))
    .map((minute) => minute.toISOString().slice(11, 16))
}

test('a line is read by London’s clocks, winter and summer', () => {
  assert.deepEqual(dueOn('0 8 * * *', '2026-01-15'), ['08:00'])
  assert.deepEqual(dueOn('0 8 * * *', '2026-07-15'), ['07:00'])
  assert.deepEqual(dueOn('0 8 * * 1-5', '2026-11-21'), [])
})

test('on the days when the clocks change, a line that names an hour runs once and one for each minute always', () => {
  assert.deepEqual(dueOn('30 1 * * *', '2026-03-29'), ['01:30'])
  assert.deepEqual(dueOn('30 2 * * *', '2026-03-29'), ['01:30'])
  assert.deepEqual(dueOn('30 1 * * *', '2026-10-25'), ['00:30'])
  assert.equal(dueOn('* * * * *', '2026-03-29').length, 1440)
  assert.equal(dueOn('* * * * *', '2026-10-25').length, 1440)
})

test('a line that is no timetable is refused', () => {
  assert.throws(() => isDue('every day', new Date()))
})
