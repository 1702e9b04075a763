import type { Control } from '#/platform/controls/control.ts'

// Evidence is read by people who may not know that a matter exists, so it counts nothing, dates nothing and is never late:
// whoever has to act on a matter has its task.
const inForce = (sentence: string) => async () => ({ sentence, lastAt: null, inDate: true })

export const controls: readonly Control[] = [
  {
    id: 'allegations.ladoFirst',
    name: 'The LADO is consulted before anybody tells or interviews the adult',
    does: 'enforces',
    clauses: ['T115', 'T121', 'H22'],
    provedBy: 'before the LADO has advised, no step that touches the adult can be recorded, not even in SQL',
    evidence: inForce('Nothing that touches the adult can be recorded before the LADO’s advice is.'),
  },
  {
    id: 'allegations.caseManager',
    name: 'What is told of an adult goes to the head; about the head, to the chair of governors',
    does: 'enforces',
    clauses: ['A85', 'B44', 'R109', 'T101', 'T138'],
    provedBy: 'the head manages it; about the head, the chair; about the chair, nobody at the school',
    evidence: inForce('Each matter is for one case manager, and for nobody whom it is about.'),
  },
  {
    id: 'allegations.staffFile',
    name: 'Every outcome records the staff file and the referrals that were considered',
    does: 'records',
    clauses: ['A86', 'A87', 'R11', 'T105', 'T122'],
    provedBy:
      'an outcome records the referrals and the staff file; summary dismissal asks for gross misconduct',
    evidence: inForce('No matter closes without an outcome, a staff file entry and a decision on referrals.'),
  },
]
