import { countInPublic } from '#/kernel/limits.ts'
import type { Control } from '#/platform/controls/control.ts'
import { logEvidence } from './evidence-store.ts'
import { misuseCatalogue } from './misuse-catalogue.ts'

const dayMs = 86_400_000

/** What this feature does for clauses of the policies. */
export const controls: readonly Control[] = [
  {
    id: 'incidents.log',
    name: 'Every incident stands in one log, with a reference, a time and a timeline',
    does: 'records',
    clauses: ['A21', 'A92', 'B32', 'B91', 'H24', 'T100', 'T104', 'T118', 'R108', 'R129'],
    provedBy: 'an incident gets the next reference of the school year, a deadline and a line in the trail',
    evidence: async (tx, schoolId, at) => {
      const { count, open, lastAt } = await logEvidence(tx, schoolId, at)
      return {
        sentence: `Incidents in the log: ${countInPublic(count)}; open: ${countInPublic(open)}.`,
        lastAt,
        inDate: true,
      }
    },
  },
  {
    id: 'incidents.handledPromptly',
    name: 'Incidents are dealt with in time, and whoever is late is told',
    does: 'reminds',
    clauses: ['B108', 'T107', 'H75', 'A81'],
    provedBy: 'every action in every state does what the table says, and everything else is refused in words',
    evidence: async (tx, schoolId, at) => {
      const { overdue, oldestOverdueAt, lastAt } = await logEvidence(tx, schoolId, at)
      const late = oldestOverdueAt !== null && at.getTime() - oldestOverdueAt.getTime() > 7 * dayMs
      return {
        sentence:
          overdue === 0
            ? 'Nothing is overdue.'
            : `Incidents that wait longer than they should: ${countInPublic(overdue)}.`,
        lastAt,
        inDate: !late,
        mendAt: '/work-list',
      }
    },
  },
  {
    id: 'incidents.outOfSchool',
    name: 'What happens out of school is recorded with where and when',
    does: 'records',
    clauses: ['A95', 'B147'],
    provedBy: 'an incident gets the next reference of the school year, a deadline and a line in the trail',
    evidence: async (tx, schoolId, at) => {
      const { outOfSchool, lastAt } = await logEvidence(tx, schoolId, at)
      return {
        sentence: `Incidents that happened out of school: ${countInPublic(outOfSchool)}.`,
        lastAt,
        inDate: true,
      }
    },
  },
  {
    id: 'incidents.parentsInformed',
    name: 'Parents are told, after the safeguarding lead has decided that telling adds no risk',
    does: 'enforces',
    clauses: ['T29', 'T126', 'T131'],
    provedBy:
      'parents are told only after the safeguarding lead has decided, and never whoever may not be contacted',
    evidence: async (tx, schoolId, at) => {
      const { parentsTold, lastToldAt } = await logEvidence(tx, schoolId, at)
      return {
        sentence: `Times that parents were told: ${countInPublic(parentsTold)}.`,
        lastAt: lastToldAt,
        inDate: true,
      }
    },
  },
  {
    id: 'incidents.catalogue',
    name: 'What happened is sorted by a catalogue of misuse, of pupils and of adults',
    does: 'records',
    clauses: ['B109', 'B111', 'B161', 'T120'],
    provedBy: 'every kind of the catalogue has its own id, words and clauses',
    evidence: async () => ({
      sentence: `The catalogue has ${misuseCatalogue.length} kinds; every incident has one of them.`,
      lastAt: null,
      inDate: true,
    }),
  },
]
