import { countInPublic } from '#/kernel/limits.ts'
import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { countForEvidence } from './store.ts'

async function evidence(tx: Tx, schoolId: string, at: Date) {
  const { received, late, lastAt } = await countForEvidence(tx, schoolId, at)
  const sentence =
    received === 0
      ? 'No complaint has come in.'
      : `Received: ${countInPublic(received)}; ${late === 0 ? 'none is' : 'some are'} past their day.`
  return { sentence, lastAt, inDate: late === 0 }
}

// What is about an adult is neither counted nor dated: the evidence page is read by many.
const routeStands = (sentence: string) => async () => ({ sentence, lastAt: null, inDate: true })

export const controls: readonly Control[] = [
  {
    id: 'complaints.routes',
    name: 'A complaint goes by itself to those who decide on its kind',
    does: 'runs',
    clauses: ['A84', 'B43', 'R91'],
    provedBy: 'a complaint goes to those who decide on its kind, as the setting says, and to nobody else',
    evidence,
  },
  {
    id: 'complaints.aboutAdults',
    name: 'A complaint about an adult of the school goes to the head and is logged as an incident',
    does: 'enforces',
    clauses: ['B44', 'R109', 'T101', 'T102'],
    provedBy:
      'a complaint about an adult of the school takes the adults’ route, whatever was chosen, and gets its line in the register',
    evidence: routeStands(
      'Whatever kind is chosen, a complaint about an adult of the school takes the adults’ route.',
    ),
  },
  {
    id: 'complaints.childProtection',
    name: 'A complaint that a child may be harmed reaches the safeguarding lead at once',
    does: 'enforces',
    clauses: ['B45', 'R111'],
    provedBy: 'a complaint that a child may be harmed is the safeguarding lead’s at once',
    evidence: routeStands('Such a complaint is a safeguarding concern from the moment it is written down.'),
  },
]
