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

/** The data protection officer makes the one to the Information Commissioner, and sees no incident by role. */
const referrers = [...workers, 'dataProtectionOfficer'] as const

export const permissions = {
  'referrals.read': { roles: referrers, words: 'read the register of referrals' },
  'referrals.make': { roles: referrers, words: 'enter a referral for an incident' },
  'referrals.tellOwn': {
    roles: ['staff', 'governor', 'supply', 'volunteer', 'contractor'],
    words: 'record that you referred somebody yourself',
  },
} as const satisfies PermissionTable
