import type { PermissionTable } from '#/platform/access/access.ts'

const anyAdult = ['staff', 'governor', 'supply', 'volunteer', 'contractor'] as const
const deciders = ['head', 'deputyHead', 'delegatedSeniorLeader', 'chairOfGovernors'] as const

export const permissions = {
  'complaints.receive': { roles: anyAdult, words: 'write a complaint down' },
  'complaints.read': { roles: anyAdult, words: 'read complaints' },
  'complaints.decide': { roles: deciders, words: 'decide on a complaint: that is for the head' },
} as const satisfies PermissionTable
