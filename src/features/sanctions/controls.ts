import type { Control } from '#/platform/controls/control.ts'
import { seenOfLadder, seenOfParents, seenOfSuspensions } from './evidence-store.ts'

/** What the school can show for the clauses about sanctions. */
export const controls: readonly Control[] = [
  {
    id: 'sanctions.pupils',
    name: 'Pupils’ sanctions follow the school’s ladder, approved by whom each level names',
    does: 'enforces',
    clauses: ['A93', 'B110', 'T23', 'T130', 'T146', 'H76', 'R110'],
    provedBy:
      'a sanction is proposed, approved by somebody else, told and carried out, and the trail says so',
    evidence: (tx, schoolId) => seenOfLadder(tx, schoolId),
  },
  {
    id: 'sanctions.staff',
    name: 'Sanctions of adults are the head’s, dismissal the head’s and the governors’; nobody else sees them',
    does: 'enforces',
    clauses: ['A85', 'A87', 'B112', 'T105', 'T123', 'R11', 'R81'],
    provedBy: 'what concerns an adult is for the head and the chair alone, and dismissal needs both',
    // Sanctions of adults are few: a count would tell that there was one.
    evidence: async () => ({
      sentence: 'Nobody but the head and the chair of governors can decide on one, or see one.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'sanctions.suspension',
    name: 'Internet, e-mail or a tool is stopped until a day, and comes back only after a talk where one is due',
    does: 'records',
    clauses: ['B76', 'B77', 'B95'],
    provedBy: 'what is stopped is in force until its day, and comes back only after the talk',
    evidence: seenOfSuspensions,
  },
  {
    id: 'sanctions.parents',
    name: 'Parents are told of a sanction, once the safeguarding lead has recorded that it adds no risk',
    does: 'enforces',
    clauses: ['B78', 'B96', 'T23', 'T146'],
    provedBy: 'parents are not told before the safeguarding lead has recorded that it adds no risk',
    evidence: seenOfParents,
  },
  {
    id: 'sanctions.ladders',
    name: 'Everybody can read what may follow misuse',
    does: 'informs',
    clauses: ['T106'],
    provedBy: 'the pages show the ladder to everybody and the register to those who may see it',
    evidence: async () => ({
      sentence: 'The page “What may follow” shows both ladders to pupils, families and staff.',
      lastAt: null,
      inDate: true,
    }),
  },
]
