// Who may do what with the systems that tell us of accounts.

import type { PermissionTable } from '#/platform/access/access.ts'
import { networkStaff } from '../people/index.ts'

/** Those who keep people's records; no technician says who somebody is. */
const keepers = ['office', 'businessManager', 'head', 'deputyHead'] as const

export const permissions = {
  'provisioning.open': {
    roles: [...keepers, ...networkStaff],
    words: 'look at what other systems say of accounts',
  },
  'provisioning.keep': {
    roles: ['head', 'deputyHead', ...networkStaff],
    words: 'connect a system that says who has an account',
  },
  'provisioning.settle': { roles: keepers, words: 'say who an account belongs to' },
  'provisioning.send': { roles: [], kinds: ['integration'], words: 'send accounts' },
} as const satisfies PermissionTable
