// What governors learn of the audit trail: how much was done and looked at, month by month. Never about what. Pure.

import { printCount, smallestPrintedCount } from '#/kernel/limits.ts'
import { suppress } from '#/kernel/suppress.ts'
import type { CountedEntries } from '#/platform/audit/count-entries.ts'
import type { Figure } from '#/platform/charts/charts.ts'

type Kind = { words: string; events: readonly string[] }

/** A closed list: what is not on it is not counted, so that a new feature never adds a telling number by itself. */
export const countedKinds: readonly Kind[] = [
  { words: 'Signing in', events: ['signIn'] },
  { words: 'Tasks', events: ['tasks'] },
  { words: 'Reports and incidents', events: ['reports', 'incidents', 'triage'] },
  { words: 'Evidence and files', events: ['evidence', 'files'] },
  { words: 'Sanctions, referrals and removals', events: ['sanctions', 'referrals', 'takedowns'] },
  { words: 'Searches, reports and looks at the trail', events: ['oversight', 'audit'] },
  { words: 'People and their roles', events: ['people'] },
  { words: 'Agreements and policies', events: ['agreements', 'policies'] },
  { words: 'Network accounts', events: ['accounts'] },
  {
    words: 'School, settings, backups and exports',
    events: ['schools', 'settings', 'backups', 'exports', 'keys'],
  },
]

export const countedEvents: readonly string[] = countedKinds.flatMap(({ events }) => events)

/** Tasks, reads and decisions about these would tell that there is one (S3). */
export const neverCountedAbout: readonly string[] = ['allegation', 'complaint']

export type MonthOfTrail = { month: string; all: Figure; kinds: readonly { words: string; figure: Figure }[] }

/**
 * The months as governors read them. Each is a table of its own: a month that is over never changes, and no total runs
 * over several, so that nobody can subtract one page from a later one (S15).
 */
export function printMonths(months: readonly string[], counted: readonly CountedEntries[]): MonthOfTrail[] {
  return months.map((month) => {
    const rows = countedKinds.map(({ events }) => [
      counted
        .filter((one) => one.month === month && events.includes(one.event))
        .reduce((sum, { count }) => sum + count, 0),
    ])
    const { printed, edition } = suppress(rows)
    const figureOf = (row: number): Figure => {
      const hidden = edition?.hidden[row]?.[0] ?? true
      const count = edition?.counts[row]?.[0] ?? 0
      if (hidden) return { words: printed[row]?.[0] ?? `fewer than ${smallestPrintedCount}` }
      return count === 0 ? { words: printCount(0) } : count
    }
    return {
      month,
      all: figureOf(countedKinds.length),
      kinds: countedKinds.map(({ words }, row) => ({ words, figure: figureOf(row) })),
    }
  })
}

/** The months before this one, the oldest first: `2025-12` … `2026-11`. */
export function monthsBefore(today: string, many: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: many }, (_, index) => {
    const at = new Date(Date.UTC(year, month - 1 - many + index, 1))
    return at.toISOString().slice(0, 7)
  })
}

/** A month in words: “October 2026”. */
export function monthWords(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}
