// What was blocked in a week, in numbers. Pure.

import { addDays, formatDate, formatDayAndMonth, weekdayOf } from '#/kernel/london-time.ts'
import { kindWords } from './visit.ts'
import type { Counted } from './visit-store.ts'

/** As it was reported: group, kind and number, the days from Monday to Sunday, how often somebody looked, what was lost. */
export type WeekNumbers = {
  lines: readonly { profile: string; kind: string; times: number }[]
  days: readonly number[]
  looks: number
  lost: number
}

export type Week = { id: string; monday: string; numbers: WeekNumbers; madeAt: Date }

/** The Monday of the week that a day is in. */
export const mondayOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7))

/** "16 to 22 November 2026" */
export function weekWords(monday: string): string {
  const sunday = addDays(monday, 6)
  const from =
    monday.slice(0, 7) === sunday.slice(0, 7) ? String(Number(monday.slice(8))) : formatDayAndMonth(monday)
  return `${from} to ${formatDate(sunday)}`
}

/** Adds up what was counted, the most frequent first. */
export function weekNumbers(
  monday: string,
  counted: readonly Counted[],
  more: Pick<WeekNumbers, 'looks' | 'lost'>,
): WeekNumbers {
  const lines = sums(counted, ({ profile, kind }) => `${profile}\n${kind}`).map(([key, times]) => {
    const [profile = '', kind = ''] = key.split('\n')
    return { profile, kind, times }
  })
  const byDay = new Map(sums(counted, ({ day }) => day))
  return { lines, days: [0, 1, 2, 3, 4, 5, 6].map((at) => byDay.get(addDays(monday, at)) ?? 0), ...more }
}

/** Attempts by a word, the most frequent first. */
export function sums<One extends { times: number }>(
  counted: readonly One[],
  word: (one: One) => string,
): (readonly [string, number])[] {
  const found = new Map<string, number>()
  for (const one of counted) found.set(word(one), (found.get(word(one)) ?? 0) + one.times)
  return [...found].sort(([a, times], [b, more]) => more - times || a.localeCompare(b))
}

/** How many attempts there were in all. */
export const totalOf = ({ lines }: Pick<WeekNumbers, 'lines'>): number =>
  lines.reduce((sum, { times }) => sum + times, 0)

export const csvHead = ['Group', 'Kind of site', 'Attempts']
/** A week as lines of a file. */
export const csvRows = ({ lines }: WeekNumbers): string[][] =>
  lines.map(({ profile, kind, times }) => [profile, kindWords(kind), String(times)])
