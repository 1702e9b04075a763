import type { PermissionTable } from '#/platform/access/access.ts'
import { filterReaders, safeguarding } from '../filtering/index.ts'
import { networkStaff } from '../people/index.ts'

/** Who reads reviews, and so may be asked to do something because of one. */
export const readers = filterReaders

export const permissions = {
  'filterChecks.read': { roles: readers, words: 'read how the filter was checked' },
  'filterChecks.test': {
    roles: [...safeguarding, ...networkStaff],
    words: 'test the filter now',
  },
  'filterChecks.try': {
    roles: [...safeguarding, ...networkStaff, 'seniorLeader', 'computingLead', 'onlineSafetyGovernor'],
    words: 'put on record what they tried on a device',
  },
  'filterChecks.review': {
    roles: [...safeguarding, 'seniorLeader', 'networkManager', 'ictOperationsManager'],
    words: 'hold the review of filtering and monitoring',
  },
  'filterChecks.sign': { roles: readers, words: 'sign the review of filtering and monitoring' },
} as const satisfies PermissionTable
