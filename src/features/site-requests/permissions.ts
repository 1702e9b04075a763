// Everybody asks, a class session too. Who decides is a setting of the filter (`filtering.approver`), and for unsuitable sites those told.

import type { PermissionTable } from '#/platform/access/access.ts'

const everybody = [
  'pupil',
  'staff',
  'guardian',
  'governor',
  'volunteer',
  'supply',
  'contractor',
  'visitor',
] as const
const readers = [
  'head',
  'deputyHead',
  'dsl',
  'deputyDsl',
  'coordinator',
  'siro',
  'seniorLeader',
  'networkManager',
  'technician',
  'ictOperationsManager',
] as const

export const permissions = {
  'siteRequests.ask': { roles: everybody, kinds: ['classSession'], words: 'ask for a site' },
  'siteRequests.readOwn': {
    roles: everybody,
    words: 'read here what was asked for: a class’s device shows nothing',
  },
  'siteRequests.read': { roles: readers, words: 'read which sites were asked for' },
  // Those who look after the network need the site, not the child who told of it (decision S7).
  'siteRequests.seeWho': {
    roles: ['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator', 'siro', 'seniorLeader'],
    words: 'see who asked for a site',
  },
  'siteRequests.decide': { roles: readers, words: 'decide about sites' },
  'siteRequests.makeIncident': {
    roles: ['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator', 'siro'],
    words: 'make an incident of it',
  },
} as const satisfies PermissionTable
