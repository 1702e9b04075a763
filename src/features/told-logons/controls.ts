import { formatInstant } from '#/kernel/london-time.ts'
import type { Control, Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { lastLogonAt } from './logon-store.ts'

/** Where no system of the school tells it, whoever signs in to Schoolkeeper is known all the same. */
export const controls: readonly Control[] = [
  {
    id: 'toldLogons.told',
    name: 'Whoever logs on to the school’s network gets their own rules at that device',
    does: 'enforces',
    clauses: ['H68', 'R2'],
    provedBy: 'a logon that the Wi-Fi’s own server tells gives the device what is theirs, until the logoff',
    optional: true,
    evidence: toldLast,
  },
]

async function toldLast(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const lastAt = await lastLogonAt(tx, schoolId, at)
  return {
    sentence:
      lastAt === null
        ? 'No system of the school tells who logged on where.'
        : `A system of the school told last on ${formatInstant(lastAt)} who logged on where.`,
    lastAt,
    inDate: lastAt !== null,
    isSetUp: lastAt !== null,
    mendAt: '/told-logons',
  }
}
