import { countInPublic } from '#/kernel/limits.ts'
import type { Control } from '../controls/control.ts'

/** What the trail does for clauses of the policies. */
export const auditControls: readonly Control[] = [
  {
    id: 'audit.trail',
    name: 'Whatever is done is on record under the name of whoever did it, and cannot be changed afterwards',
    does: 'records',
    clauses: ['T223'],
    provedBy: 'the application cannot change, remove or empty the trail',
    evidence: async (tx, schoolId) => {
      const last = await tx
        .selectFrom('audit.entry')
        .select(['number', 'at'])
        .where('school_id', '=', schoolId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (!last) return { sentence: 'Nothing has been done yet.', lastAt: null, inDate: true }
      const sentence = `Entries in the trail: ${countInPublic(Number(last.number))}.`
      return { sentence, lastAt: last.at, inDate: true }
    },
  },
]
