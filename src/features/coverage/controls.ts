import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import { dayOn } from './store.ts'

/** A day without a look is a job that has stopped. */
const inDateForDays = 2

export const controls: readonly Control[] = [
  {
    id: 'coverage.watched',
    name: 'How the policy is kept is looked at every day, and what needs attention becomes a task',
    does: 'runs',
    clauses: ['B4', 'R8'],
    provedBy: 'a day keeps what changed, and what needs attention is one task until it runs again',
    evidence: async (tx, schoolId, at) => {
      const today = londonDate(at)
      const last = await dayOn(tx, schoolId, today)
      if (!last) {
        const sentence = 'No day has been looked at yet; the first look is tomorrow morning.'
        return { sentence, lastAt: null, inDate: false }
      }
      const lastAt = new Date(`${last.day}T06:45:00Z`)
      const ageDays = (at.getTime() - lastAt.getTime()) / 86_400_000
      const sentence = `Last looked at on ${formatDate(last.day)}: ${last.running} clauses running, ${last.attention} needing attention.`
      return { sentence, lastAt, inDate: ageDays <= inDateForDays }
    },
  },
]
