import type { PermissionTable } from '#/platform/access/access.ts'

export const permissions = {
  'proxyKeys.own': {
    roles: ['staff', 'supply', 'governor', 'volunteer', 'contractor', 'visitor', 'pupil'],
    words: 'have a key for the proxy here',
  },
  'proxyKeys.endAny': {
    roles: [
      ...['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator'],
      ...['networkManager', 'technician', 'ictOperationsManager'],
    ],
    words: 'see and end keys of others for the proxy',
  },
} as const satisfies PermissionTable
