// Who may do what with the school's people.

import type { PermissionTable } from '#/platform/access/access.ts'

const adults = ['staff', 'supply', 'governor', 'volunteer', 'contractor'] as const
const everybody = [...adults, 'pupil', 'guardian'] as const
const leaders = ['head', 'deputyHead', 'dsl', 'deputyDsl'] as const

export const peoplePermissions = {
  'people.open': { roles: ['staff'], words: 'look people up' },
  'people.keepRecords': {
    roles: [...leaders, 'office', 'businessManager'],
    words: 'add or change people',
  },
  'people.export': {
    roles: [...leaders, 'office', 'businessManager'],
    words: 'take a list of people away as a file',
  },
  'people.seeRestrictions': {
    roles: ['dsl', 'deputyDsl', 'office'],
    words: 'see court orders and restrictions',
  },
  'people.seeSignIns': {
    roles: [...leaders, 'office', 'businessManager', 'technician', 'networkManager'],
    words: 'see how people stand with signing in',
  },
  'people.designate': {
    roles: ['head', 'deputyHead', 'dsl', 'chairOfGovernors'],
    words: 'give or end a role',
  },
  'people.agreeDesignation': {
    roles: ['head', 'dsl', 'deputyDsl', 'chairOfGovernors'],
    words: 'agree to a role that two people must grant',
  },
  'people.seeWhoIsWho': { roles: everybody, words: 'see who is who' },
  'people.seeAllRoles': { roles: adults, words: 'see every role' },
} as const satisfies PermissionTable

/** Who looks up every pupil. Other staff see the pupils of their own classes. */
export const seesEveryPupil: readonly string[] = [
  ...leaders,
  'office',
  'businessManager',
  'seniorLeader',
  'delegatedSeniorLeader',
  'coordinator',
  'phaseLeader',
]
