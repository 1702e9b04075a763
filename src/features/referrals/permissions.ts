// Who may do what. Anyone of the school may refer; which referrals somebody sees is the row rule’s to say (store.ts).

import type { PermissionTable } from '#/platform/access/access.ts'

const workers = [
  'dsl',
  'deputyDsl',
  'head',
  'deputyHead',
  'chairOfGovernors',
  'coordinator',
  'delegatedSeniorLeader',
  'siro',
] as const

export const permissions = {
  'referrals.read': { roles: workers, words: 'read the register of referrals' },
  'referrals.make': { roles: workers, words: 'enter a referral for an incident' },
  'referrals.tellOwn': {
    roles: ['staff', 'governor', 'supply', 'volunteer', 'contractor'],
    words: 'record that you referred somebody yourself',
  },
} as const satisfies PermissionTable
