// What is shown names nobody and gives no small counts, so all who answer for the policy may read it.

import type { PermissionTable } from '#/platform/access/access.ts'

export const permissions = {
  'coverage.read': {
    roles: [
      'head',
      'deputyHead',
      'dsl',
      'deputyDsl',
      'coordinator',
      'siro',
      'seniorLeader',
      'delegatedSeniorLeader',
      'chairOfGovernors',
      'onlineSafetyGovernor',
      'governor',
    ],
    words: 'read how the policy is kept',
  },
  'coverage.confirmOutside': {
    roles: [
      'head',
      'coordinator',
      'siro',
      'businessManager',
      'networkManager',
      'ictOperationsManager',
      'technician',
    ],
    words: 'confirm what another system does for the policy',
  },
} as const satisfies PermissionTable
