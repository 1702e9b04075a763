import type { Control } from '#/platform/controls/control.ts'
import { seenOfSources } from './evidence-store.ts'

export const controls: readonly Control[] = [
  {
    id: 'provisioning.leavers',
    name: 'Whoever is closed in the school’s system of accounts is out here at once',
    does: 'enforces',
    clauses: ['B63', 'T192'],
    optional: true,
    provedBy: 'who is closed in Entra has left: sessions end in the same moment',
    evidence: seenOfSources,
  },
]
