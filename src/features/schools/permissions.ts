// Who may do what with the school as a place, its directory and its settings.

import type { PermissionTable } from '#/platform/access/access.ts'

const adults = ['staff', 'supply', 'governor', 'volunteer', 'contractor'] as const
const leaders = ['head', 'deputyHead', 'dsl', 'deputyDsl'] as const

export const schoolPermissions = {
  'schools.open': { roles: adults, words: 'see the school’s page' },
  'schools.seeContacts': { roles: adults, words: 'see whom to contact' },
  'schools.change': {
    roles: [...leaders, 'businessManager', 'office'],
    words: 'change the school’s details',
  },
  'schools.changeContacts': {
    roles: [...leaders, 'businessManager', 'office', 'coordinator'],
    words: 'change whom to contact',
  },
  'schools.seeSettings': {
    roles: [...leaders, 'businessManager', 'coordinator', 'siro', 'governor', 'chairOfGovernors'],
    words: 'see the settings',
  },
  'schools.changeSettings': { roles: ['head', 'dsl', 'coordinator', 'siro'], words: 'change the settings' },
  'schools.choosePolicy': { roles: ['head'], words: 'set everything as a policy says' },
} as const satisfies PermissionTable
