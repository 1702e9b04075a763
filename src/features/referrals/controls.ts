import type { Control } from '#/platform/controls/control.ts'
import { seenOfRoutes } from './evidence-store.ts'

const by =
  (routes: readonly string[] | null): Control['evidence'] =>
  (tx, schoolId) =>
    seenOfRoutes(tx, schoolId, routes)

/** What the school can show for the clauses about referrals. */
export const controls: readonly Control[] = [
  {
    id: 'referrals.register',
    name: 'What concerns a child’s safety goes to those who protect children, by its route and in its time',
    does: 'records',
    clauses: ['A89', 'B45', 'B143', 'H72', 'R111', 'T127', 'T132'],
    provedBy: 'a referral is due by its route’s clock, made, chased and answered, and the trail says so',
    evidence: by(null),
  },
  {
    id: 'referrals.lado',
    name: 'The LADO is told within one working day when an adult of the school may have harmed a child',
    does: 'reminds',
    clauses: ['T115', 'T121', 'T148'],
    provedBy: 'the LADO hears within one working day, the Information Commissioner within 72 hours',
    // A count would tell that an adult is concerned.
    evidence: async () => ({
      sentence: 'A referral to the LADO is due within one working day.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'referrals.liaison',
    name: 'The child protection liaison officer is told when a pupil is in a case that may be illegal',
    does: 'records',
    clauses: ['T114'],
    provedBy: 'a referral is due by its route’s clock, made, chased and answered, and the trail says so',
    evidence: by(['liaison-officer']),
  },
  {
    id: 'referrals.data',
    name: 'Lost personal data starts the Information Commissioner’s 72 hours, day and night',
    does: 'reminds',
    clauses: ['T99'],
    provedBy:
      'personal data lost on a Friday evening is due at the Information Commissioner by Monday evening, once',
    evidence: by(['ico']),
  },
]
