import { formatInstant } from '#/kernel/london-time.ts'
import type { Control, Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { lastStayAt } from './store.ts'

/** Where nobody has signed in on the school's network, parts of the network alone say who gets what. */
export const controls: readonly Control[] = [
  {
    id: 'portal.ownRules',
    name: 'Whoever signs in on the school’s network gets their own rules at that device',
    does: 'enforces',
    clauses: ['H68', 'R2'],
    provedBy: 'whoever signs in at a device gets what is theirs within two seconds, until they sign out',
    optional: true,
    evidence: seenOfStays,
  },
  {
    id: 'portal.stopped',
    name: 'Internet that is suspended is stopped at the person’s device, help excepted, and given back on time',
    does: 'enforces',
    clauses: ['B95'],
    provedBy:
      'a suspended child’s device reaches help and nothing else, and is on again at the moment, though nothing of ours runs',
    optional: true,
    evidence: seenOfStays,
  },
]

async function seenOfStays(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const lastAt = await lastStayAt(tx, schoolId, at)
  return {
    sentence:
      lastAt === null
        ? 'Nobody has signed in on the school’s network yet.'
        : `The filter knew last on ${formatInstant(lastAt)} who had signed in at a device.`,
    lastAt,
    inDate: lastAt !== null,
    isSetUp: lastAt !== null,
    mendAt: '/filtering',
  }
}
