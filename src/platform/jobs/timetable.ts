// When a job is due by London's clocks. The queue itself tells the time in UTC, so we ask it for every minute only.

import { parseCronItem } from 'graphile-worker'
import { hourMs, instantOf, type WallTime, wallTimeOf, weekdayOf } from '#/kernel/london-time.ts'

/**
 * Whether the line (minute, hour, date, month, weekday) is due at the minute. A line that names hours runs once on the
 * day on which an hour happens twice, and an hour late on the day on which its hour is skipped.
 */
export function isDue(line: string, minute: Date): boolean {
  const shown = wallTimeOf(minute)
  const matches = matcherOf(line)
  if (line.split(' ')[1] === '*') return matches(shown)
  const skipped = { date: shown.date, ms: shown.ms - hourMs }
  return [shown, skipped].some(
    (wall) => wall.ms >= 0 && matches(wall) && instantOf(wall).getTime() === minute.getTime(),
  )
}

const matchers = new Map<string, (wall: WallTime) => boolean>()

function matcherOf(line: string): (wall: WallTime) => boolean {
  const known = matchers.get(line)
  if (known) return known
  const { match } = parseCronItem({ task: 'timetable', match: line })
  const made = ({ date, ms }: WallTime) =>
    match({
      min: Math.floor(ms / 60_000) % 60,
      hour: Math.floor(ms / hourMs),
      date: Number(date.slice(8)),
      month: Number(date.slice(5, 7)),
      dow: weekdayOf(date),
    })
  matchers.set(line, made)
  return made
}
