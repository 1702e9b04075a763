import type { PermissionTable } from '#/platform/access/access.ts'

const keepers = ['office', 'businessManager', 'head', 'deputyHead'] as const

export const rosterPermissions = {
  'rosters.import': { roles: keepers, words: 'import people' },
  'rosters.plan': { roles: keepers, words: 'plan when somebody moves' },
  'rosters.declare': {
    roles: ['staff', 'supply', 'governor', 'volunteer', 'contractor'],
    words: 'declare the logons that you have',
  },
  'rosters.closeLogons': {
    roles: [...keepers, 'technician', 'networkManager'],
    words: 'close the logons of somebody who leaves',
  },
} as const satisfies PermissionTable
