// Who may do what. Which matters a case manager sees is the row rule's to say (visible-store.ts).

import type { PermissionTable } from '#/platform/access/access.ts'

export const permissions = {
  'allegations.tell': {
    roles: ['staff', 'governor', 'supply', 'volunteer', 'contractor'],
    words: 'tell the school of a concern here. Use “Something is wrong online” instead',
  },
  'allegations.read': {
    roles: ['head', 'chairOfGovernors', 'hrAdviser'],
    words: 'read this: it is for the case manager, and for an adviser who was asked',
  },
  'allegations.advise': {
    roles: ['hrAdviser'],
    words: 'advise on this: it is for an adviser whom the case manager asked',
  },
  'allegations.manage': {
    roles: ['head', 'chairOfGovernors'],
    words: 'work on this: it is for the case manager',
  },
} as const satisfies PermissionTable
