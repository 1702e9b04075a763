// What is shown names nobody and gives no small counts, so all who answer for the policy may read it.

import type { PermissionTable } from '#/platform/access/access.ts'

const leaders = [
  'head',
  'deputyHead',
  'dsl',
  'deputyDsl',
  'coordinator',
  'siro',
  'seniorLeader',
  'delegatedSeniorLeader',
] as const

export const permissions = {
  'coverage.read': {
    roles: [...leaders, 'chairOfGovernors', 'onlineSafetyGovernor', 'governor'],
    words: 'read how the policy is kept',
  },
  // What each page lets them do is asked there; this says only what the way to it is called.
  'coverage.mend': { roles: leaders, words: 'mend what the policy needs' },
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
