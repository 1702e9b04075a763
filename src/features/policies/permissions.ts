// Who may do what with policies. Which drafts somebody sees besides is `seesVersion` in version-store.ts.

import type { PermissionTable } from '#/platform/access/access.ts'

const writers = ['coordinator', 'dsl', 'deputyDsl', 'head', 'deputyHead', 'siro'] as const
const everybody = ['staff', 'supply', 'governor', 'volunteer', 'contractor', 'pupil', 'guardian'] as const

export const permissions = {
  'policies.read': { roles: everybody, words: 'open the school’s policies here' },
  'policies.comment': {
    roles: ['staff', 'supply', 'governor', 'volunteer', 'pupil', 'guardian'],
    words: 'comment on a policy',
  },
  'policies.write': { roles: writers, words: 'write a policy' },
  'policies.decide': {
    roles: ['coordinator', 'dsl', 'head', 'deputyHead', 'chairOfGovernors'],
    words: 'record what was decided on a policy',
  },
  'policies.sign': { roles: ['chairOfGovernors'], words: 'sign a policy' },
  'policies.publish': {
    roles: ['head', 'deputyHead', 'coordinator', 'dsl', 'siro'],
    words: 'publish a policy',
  },
  'policies.seeReaders': {
    roles: [...writers, 'chairOfGovernors', 'onlineSafetyGovernor', 'businessManager', 'office'],
    words: 'see who has read a policy',
  },
  'policies.askReview': {
    roles: [...writers, 'chairOfGovernors', 'onlineSafetyGovernor'],
    words: 'ask for a policy to be reviewed',
  },
} as const satisfies PermissionTable

/** Those who write and decide see every version and every comment. */
export const workers: readonly string[] = [...writers, 'chairOfGovernors', 'onlineSafetyGovernor']
