import type { PermissionTable } from '#/platform/access/access.ts'

export const permissions = {
  'portal.askWhoWasAt': {
    roles: ['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator', 'siro'],
    words: 'ask who was at an address of the network',
  },
} as const satisfies PermissionTable
