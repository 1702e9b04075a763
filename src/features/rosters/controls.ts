import { countInPublic } from '#/kernel/limits.ts'
import { addDays, formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import { countLeavers } from './leaver-store.ts'
import { importsOf } from './store.ts'

function aYearUntil(at: Date): { since: string; today: string } {
  const today = londonDate(at)
  return { since: addDays(today, -365), today }
}

export const controls: readonly Control[] = [
  {
    id: 'rosters.declarations',
    name: 'Whoever leaves declares every logon, and each is closed',
    does: 'records',
    clauses: ['T233'],
    provedBy: 'a leaver declares every logon, and each is closed on record',
    evidence: async (tx, schoolId, at) => {
      const { leavers, declared, open } = await countLeavers(tx, schoolId, aYearUntil(at))
      return {
        sentence: `Adults who left within a year: ${countInPublic(leavers)}; who declared their logons: ${countInPublic(declared)}; declared logons still open: ${countInPublic(open)}.`,
        lastAt: null,
        inDate: declared === leavers && open === 0,
      }
    },
  },
  {
    id: 'rosters.leavers',
    name: 'Leavers lose what they could reach, or it goes to their new school on record',
    does: 'enforces',
    clauses: ['B63', 'T192'],
    provedBy: 'who leaves later keeps access to the last day; the night after ends it, once',
    evidence: async (tx, schoolId, at) => {
      const { leavers } = await countLeavers(tx, schoolId, aYearUntil(at))
      return {
        sentence: `Adults who left within a year: ${countInPublic(leavers)}. Access ends by itself in the night after the last day, or at once.`,
        lastAt: null,
        inDate: true,
      }
    },
  },
  {
    id: 'rosters.imports',
    name: 'Who is here follows the school’s information system',
    does: 'runs',
    clauses: ['B54', 'B58'],
    provedBy: 'a file is read, compared, confirmed and made: joiners, movers, leavers and guardians',
    evidence: async (tx, schoolId, at) => {
      const last = (await importsOf(tx, schoolId)).find(({ state }) => state === 'applied')?.appliedAt ?? null
      return {
        sentence:
          last === null ? 'Nobody has been imported yet.' : `Last import on ${formatDate(londonDate(last))}.`,
        lastAt: last,
        inDate: last !== null && at.getTime() - last.getTime() < 120 * 24 * 3_600_000,
      }
    },
  },
]
