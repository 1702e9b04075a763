import type { PermissionTable } from '#/platform/access/access.ts'
import { networkStaff } from '../people/index.ts'

export const permissions = {
  'proxyKeys.own': {
    roles: ['staff', 'supply', 'governor', 'volunteer', 'contractor', 'visitor', 'pupil'],
    words: 'have a key for the proxy here',
  },
  'proxyKeys.endAny': {
    roles: ['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator', ...networkStaff],
    words: 'see and end keys of others for the proxy',
  },
} as const satisfies PermissionTable
