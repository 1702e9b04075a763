import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import { listReports } from './report-store.ts'

/** A report is in date for a term and the holidays after it. */
const inDateForDays = 150

export const controls: readonly Control[] = [
  {
    id: 'oversight.termlyReport',
    name: 'Governors get a report on online safety each term',
    does: 'informs',
    clauses: ['B114', 'H70'],
    provedBy: 'a report is made, kept as it went out, and read by governors',
    evidence: async (tx, schoolId, at) => {
      const [newest] = await listReports(tx, schoolId)
      if (!newest)
        return {
          sentence: 'No report has been made yet.',
          lastAt: null,
          inDate: false,
          mendAt: '/termly-reports',
        }
      const ageDays = (at.getTime() - newest.madeAt.getTime()) / 86_400_000
      return {
        sentence: `The newest is about the ${newest.termName.toLowerCase()}, edition ${newest.edition}, made on ${formatDate(londonDate(newest.madeAt))}.`,
        lastAt: newest.madeAt,
        inDate: ageDays <= inDateForDays,
        mendAt: '/termly-reports',
      }
    },
  },
]
