// Who may do what with logons to the network.

import type { PermissionTable } from '#/platform/access/access.ts'
import { networkStaff } from '../people/index.ts'

const leaders = ['head', 'deputyHead'] as const

export const permissions = {
  'accounts.open': {
    roles: [...leaders, ...networkStaff, 'office', 'businessManager', 'dsl', 'deputyDsl', 'coordinator'],
    words: 'look at logons to the network',
  },
  'accounts.keep': {
    roles: [...leaders, ...networkStaff, 'office'],
    words: 'give, stop or close logons',
  },
  'accounts.resetPassword': {
    roles: ['staff', 'contractor'],
    words: 'give somebody a new password',
  },
  'accounts.own': {
    roles: ['staff', 'supply', 'governor', 'volunteer', 'contractor', 'visitor', 'pupil'],
    words: 'have a network logon here',
  },
  'accounts.grantException': {
    roles: ['head'],
    words: 'let somebody on to the network without a signature',
  },
  'accounts.openSeating': {
    roles: ['staff', 'supply'],
    words: 'open a lesson for a class',
  },
  'accounts.askWhoSat': {
    roles: [
      ...leaders,
      'dsl',
      'deputyDsl',
      'coordinator',
      'delegatedSeniorLeader',
      'siro',
      'monitoringViewer',
    ],
    words: 'ask who was at a device',
  },
  'accounts.seeAccess': {
    roles: ['staff', 'contractor'],
    words: 'see who can reach which folder or system',
  },
  'accounts.keepAccess': {
    roles: [...leaders, ...networkStaff, 'businessManager', 'siro', 'informationAssetOwner'],
    words: 'add a folder or system to the list',
  },
  'accounts.implement': {
    roles: networkStaff,
    words: 'say that a system is set as its list says',
  },
} as const satisfies PermissionTable
