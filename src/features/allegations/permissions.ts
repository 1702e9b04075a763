// Who may do what. Which matters a case manager sees is the row rule's to say (visible-store.ts).

import type { PermissionTable } from '#/platform/access/access.ts'

export const permissions = {
  'allegations.tell': {
    roles: ['staff', 'governor', 'supply', 'volunteer', 'contractor'],
    words: 'tell the school of a concern here. Use “Something is wrong online” instead',
  },
  'allegations.manage': {
    roles: ['head', 'chairOfGovernors'],
    words: 'work on this: it is for the case manager',
  },
} as const satisfies PermissionTable
