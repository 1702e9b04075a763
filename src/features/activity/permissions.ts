// Numbers are for whoever answers for the filter; one child's day is for few, and an adult's for two of them together.

import type { PermissionTable } from '#/platform/access/access.ts'
import { besideHead } from './who-looks.ts'

const leads = ['head', 'dsl', 'deputyDsl'] as const
const lookers = [...leads, 'deputyHead', 'coordinator', 'siro'] as const

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
    roles: lookers,
    words: 'look at one child’s day on the network',
  },
  // Which of these may is a setting too; the head always.
  'activity.askAboutAdult': {
    roles: ['head', ...besideHead],
    words: 'ask to look at an adult’s day on the network',
  },
  // A look opens to whoever asked for it, and one at an adult to the second person.
  'activity.readLook': {
    roles: [...new Set([...lookers, ...besideHead, 'chairOfGovernors'] as const)],
    words: 'open a look at one day on the network',
  },
  'activity.readLooks': { roles: [...leads, 'chairOfGovernors'], words: 'read who looked at whose day' },
  'activity.readConcerns': {
    roles: [...leads, 'chairOfGovernors'],
    words: 'read what the filter tells the safeguarding lead',
  },
} as const satisfies PermissionTable
