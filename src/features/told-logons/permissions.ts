import type { PermissionTable } from '#/platform/access/access.ts'
import { networkStaff } from '../people/index.ts'

export const permissions = {
  'toldLogons.open': {
    roles: ['head', 'deputyHead', 'dsl', 'coordinator', ...networkStaff],
    words: 'see which systems tell who logged on where',
  },
  'toldLogons.keep': {
    roles: ['head', ...networkStaff],
    words: 'let a system tell who logged on where, and end that',
  },
  'toldLogons.tell': { roles: [], kinds: ['integration'], words: 'tell who logged on where' },
} as const satisfies PermissionTable
