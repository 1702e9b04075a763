// Who looks over the whole. What each of them sees of it is the row rule of incidents.

import type { PermissionTable } from '#/platform/access/access.ts'

const leads = ['head', 'deputyHead', 'dsl', 'deputyDsl'] as const

export const permissions = {
  'oversight.readBoard': {
    roles: [...leads, 'coordinator', 'delegatedSeniorLeader', 'siro', 'chairOfGovernors'],
    words: 'read the board',
  },
  'oversight.readWorkList': {
    roles: ['coordinator', 'siro', 'delegatedSeniorLeader', ...leads],
    words: 'read the work list',
  },
  'oversight.readChronology': {
    roles: ['dsl', 'deputyDsl', 'head', 'coordinator'],
    words: 'read a person’s chronology',
  },
  'oversight.search': {
    roles: [...leads, 'coordinator', 'delegatedSeniorLeader', 'siro'],
    words: 'search the records',
  },
  'oversight.makeReport': { roles: ['head', 'dsl', 'deputyDsl'], words: 'make the termly report' },
  'oversight.readReports': {
    roles: [...leads, 'coordinator', 'siro', 'seniorLeader', 'governor'],
    words: 'read the termly reports',
  },
  'oversight.readTrailCounts': {
    roles: ['head', 'dsl', 'deputyDsl', 'governor'],
    words: 'read the numbers of the audit trail',
  },
  'oversight.transfer': {
    roles: ['dsl', 'deputyDsl'],
    words: 'send a child’s record to another school: that is for the safeguarding lead',
  },
} as const satisfies PermissionTable
