// Who may do what with the school's directories.

import type { PermissionTable } from '#/platform/access/access.ts'

const technical = ['networkManager', 'technician', 'ictOperationsManager'] as const

export const permissions = {
  'directories.open': {
    roles: ['head', 'deputyHead', 'businessManager', ...technical],
    words: 'look at the school’s directories',
  },
  'directories.keep': {
    roles: ['head', 'deputyHead', ...technical],
    words: 'connect the school’s directories',
  },
} as const satisfies PermissionTable
