import { londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import { seenOfLists, seenOfSites } from './evidence-store.ts'

export const controls: readonly Control[] = [
  {
    id: 'checkedSites.register',
    name: 'Sites are looked through before children use them: by whom, when, for whom and until when is on record',
    does: 'records',
    clauses: ['A63', 'B38', 'T154'],
    provedBy: 'a teacher checks a site, makes a list for a lesson, and a child opens it',
    evidence: (tx, schoolId, at) => seenOfSites(tx, schoolId, londonDate(at)),
  },
  {
    id: 'checkedSites.lessons',
    name: 'Classes get links to checked sites for a lesson instead of searching the whole web',
    does: 'runs',
    clauses: ['A64', 'B38'],
    provedBy: 'a teacher checks a site, makes a list for a lesson, and a child opens it',
    evidence: (tx, schoolId, at) => seenOfLists(tx, schoolId, ['lesson'], at),
  },
  {
    id: 'checkedSites.homework',
    name: 'Homework and research name checked sites alone',
    does: 'enforces',
    clauses: ['A63', 'T156'],
    provedBy:
      'homework with a site that nobody has checked is refused, with the reason and the way to check it',
    evidence: (tx, schoolId, at) => seenOfLists(tx, schoolId, ['homework', 'research'], at),
  },
]
