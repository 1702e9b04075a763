import type { Control } from '#/platform/controls/control.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { seenOfProvider, seenOfRequests } from './evidence-store.ts'
import { hasProvider } from './settings.ts'

export const controls: readonly Control[] = [
  {
    id: 'siteRequests.unsuitable',
    name: 'Anybody reports an unsuitable site in a moment; those whom the policy names have a task at once',
    does: 'runs',
    clauses: ['A19', 'B31', 'B50', 'T167', 'R100'],
    provedBy:
      'a child reports a site, those whom the school names have a task, and it is blocked for everybody',
    evidence: (tx, schoolId, at) => seenOfRequests(tx, schoolId, 'block', at),
  },
  {
    id: 'siteRequests.route',
    name: 'Who decides about a site is whom the school named, and every request is on record',
    does: 'enforces',
    clauses: ['A22', 'A23', 'B41', 'T163'],
    provedBy:
      'a teacher asks for a site, whom the school names decides, and it is open within two seconds and until its end',
    evidence: (tx, schoolId, at) => seenOfRequests(tx, schoolId, 'open', at),
  },
  {
    id: 'siteRequests.provider',
    name: 'The provider’s desk is written to, and somebody sees that it acts',
    does: 'runs',
    clauses: ['A20', 'A22', 'B51'],
    provedBy: 'the provider is written to without a name or a reason, and a task stands until it has acted',
    evidence: async (tx, schoolId, at) =>
      seenOfProvider(tx, schoolId, await readSetting(tx, schoolId, hasProvider), at),
  },
]
