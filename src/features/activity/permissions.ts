// Numbers are for whoever answers for the filter; one child's day is for few, and what an adult did is not looked at here.

import type { PermissionTable } from '#/platform/access/access.ts'

const leads = ['head', 'dsl', 'deputyDsl'] as const

export const permissions = {
  'activity.readNumbers': {
    roles: [
      ...leads,
      'deputyHead',
      'coordinator',
      'siro',
      'seniorLeader',
      'networkManager',
      'technician',
      'ictOperationsManager',
    ],
    words: 'read what was blocked',
  },
  'activity.readWeeks': {
    roles: [...leads, 'deputyHead', 'coordinator', 'siro', 'seniorLeader'],
    words: 'read the weekly reports of what was blocked',
  },
  // Which of these may is a setting.
  'activity.look': {
    roles: [...leads, 'deputyHead', 'coordinator', 'siro'],
    words: 'look at one child’s day on the network',
  },
  'activity.readLooks': { roles: leads, words: 'read who looked at whose day' },
  'activity.readConcerns': {
    roles: [...leads, 'chairOfGovernors'],
    words: 'read what the filter tells the safeguarding lead',
  },
} as const satisfies PermissionTable
