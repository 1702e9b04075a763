// Who may do what. Which requests somebody sees is the incident’s row rule.

import type { PermissionTable } from '#/platform/access/access.ts'

const workers = [
  'dsl',
  'deputyDsl',
  'head',
  'deputyHead',
  'chairOfGovernors',
  'coordinator',
  'delegatedSeniorLeader',
] as const

export const permissions = {
  'takedowns.read': { roles: workers, words: 'read the register of removal requests' },
  'takedowns.ask': { roles: workers, words: 'record a removal request' },
} as const satisfies PermissionTable
