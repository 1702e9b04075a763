import type { PermissionTable } from '#/platform/access/access.ts'

const keepers = ['office', 'businessManager', 'operationsManager', 'head', 'deputyHead'] as const

export const inductionPermissions = {
  'induction.follow': {
    roles: ['staff', 'supply', 'governor', 'volunteer', 'contractor'],
    words: 'go through an induction',
  },
  'induction.confirm': {
    roles: [...keepers, 'lineManager', 'dsl', 'deputyDsl'],
    words: 'confirm an induction',
  },
  'induction.keepGuests': { roles: keepers, words: 'keep the record of guests' },
  'induction.keepContracts': {
    roles: ['businessManager', 'head', 'deputyHead', 'chairOfGovernors'],
    words: 'keep the record of contracts',
  },
} as const satisfies PermissionTable
