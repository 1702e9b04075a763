// Who may do what with the school's directories.

import type { PermissionTable } from '#/platform/access/access.ts'
import { networkStaff } from '../people/index.ts'

export const permissions = {
  'directories.open': {
    roles: ['head', 'deputyHead', 'businessManager', ...networkStaff],
    words: 'look at the school’s directories',
  },
  'directories.keep': {
    roles: ['head', 'deputyHead', ...networkStaff],
    words: 'connect the school’s directories',
  },
} as const satisfies PermissionTable
