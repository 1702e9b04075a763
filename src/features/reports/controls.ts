import { countInPublic } from '#/kernel/limits.ts'
import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { countBetween } from './store.ts'

const yearMs = 365 * 86_400_000

async function evidence(tx: Tx, schoolId: string, at: Date) {
  const { count, lastAt } = await countBetween(tx, schoolId, new Date(at.getTime() - yearMs), at)
  return {
    sentence:
      count === 0
        ? 'Nobody has told us anything in twelve months.'
        : `Reports in twelve months: ${countInPublic(count)}.`,
    lastAt,
    inDate: count > 0,
  }
}

/** What this feature does for clauses of the policies. */
export const controls: readonly Control[] = [
  {
    id: 'reports.everybodyCanTell',
    name: 'Pupils, staff, parents and strangers can tell the school, with or without a name',
    does: 'runs',
    clauses: [
      'A12',
      'A43',
      'B39',
      'B61',
      'B137',
      'B145',
      'T15',
      'T30',
      'T75',
      'T76',
      'T103',
      'T117',
      'T175',
      'H23',
      'H32',
      'H42',
      'R127',
      'R128',
    ],
    provedBy: 'a report is kept word for word, makes an incident, and the trail says so',
    evidence,
  },
  {
    id: 'reports.reachTheRightPeople',
    name: 'One report reaches everybody whom the settings name for its kind',
    does: 'runs',
    clauses: ['A9', 'B126', 'T98', 'T99', 'H24', 'H75', 'R82'],
    provedBy: 'an ordinary report reaches co-ordinator and safeguarding lead',
    evidence,
  },
  {
    id: 'reports.staffToTheHead',
    name: 'What an adult of the school may have done goes to the head, or past the head',
    does: 'enforces',
    clauses: ['B44', 'R109', 'T101', 'T134', 'T138'],
    provedBy:
      'a report about an adult goes to the head alone; about the head, to the chair; about both, to nobody here',
    evidence,
  },
]
