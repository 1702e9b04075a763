// Who may do what with logons to the network.

import type { PermissionTable } from '#/platform/access/access.ts'

const leaders = ['head', 'deputyHead'] as const
const technical = ['networkManager', 'technician', 'ictOperationsManager'] as const

export const permissions = {
  'accounts.open': {
    roles: [...leaders, ...technical, 'office', 'businessManager', 'dsl', 'deputyDsl', 'coordinator'],
    words: 'look at logons to the network',
  },
  'accounts.keep': {
    roles: [...leaders, ...technical, 'office'],
    words: 'give, stop or close logons',
  },
  'accounts.grantException': {
    roles: ['head'],
    words: 'let somebody on to the network without a signature',
  },
} as const satisfies PermissionTable
