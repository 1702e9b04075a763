// Who may do what with the systems that tell us of accounts.

import type { PermissionTable } from '#/platform/access/access.ts'

const technical = ['networkManager', 'technician', 'ictOperationsManager'] as const
/** Those who keep people's records; no technician says who somebody is. */
const keepers = ['office', 'businessManager', 'head', 'deputyHead'] as const

export const permissions = {
  'provisioning.open': {
    roles: [...keepers, ...technical],
    words: 'look at what other systems say of accounts',
  },
  'provisioning.keep': {
    roles: ['head', 'deputyHead', ...technical],
    words: 'connect a system that says who has an account',
  },
  'provisioning.settle': { roles: keepers, words: 'say who an account belongs to' },
  'provisioning.send': { roles: [], kinds: ['integration'], words: 'send accounts' },
} as const satisfies PermissionTable
