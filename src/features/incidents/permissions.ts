// Who may do what to an incident that they can see. What they can see is the row rule's to say (readers.ts).

import type { PermissionTable } from '#/platform/access/access.ts'

const leads = ['dsl', 'deputyDsl', 'head', 'chairOfGovernors'] as const
const workers = [...leads, 'deputyHead', 'coordinator', 'delegatedSeniorLeader', 'siro'] as const
const anyAdult = ['staff', 'governor', 'supply', 'volunteer', 'contractor'] as const
const technicalRoles = [
  'networkManager',
  'technician',
  'ictOperationsManager',
  'businessManager',
  'informationAssetOwner',
  'siro',
] as const

export const permissions = {
  'incidents.read': { roles: anyAdult, words: 'read incidents' },
  'incidents.readLog': {
    roles: [...workers, ...technicalRoles, 'onlineSafetyGovernor'],
    words: 'read the incident log',
  },
  'incidents.work': { roles: workers, words: 'work on incidents' },
  'incidents.addNote': { roles: anyAdult, words: 'add to an incident' },
  'incidents.close': { roles: workers, words: 'close an incident' },
  'incidents.reopen': { roles: workers, words: 'reopen an incident' },
  'incidents.setAside': { roles: workers, words: 'set an incident aside' },
  'incidents.reclassify': { roles: workers, words: 'change what kind of incident this is' },
  'incidents.share': { roles: leads, words: 'decide who else may see an incident' },
  'incidents.release': {
    roles: leads,
    words: 'let somebody see an incident again whom the reporter did not mean',
  },
  'incidents.decideTelling': {
    roles: ['dsl', 'deputyDsl'],
    words: 'decide whether telling parents adds a risk: that is for the safeguarding lead',
  },
  'incidents.informParents': {
    roles: [...workers, 'phaseLeader'],
    words: 'record that parents were told',
  },
  'incidents.askIt': { roles: workers, words: 'ask IT support for help with an incident' },
  'incidents.doSlip': { roles: technicalRoles, words: 'see what IT support was asked to do' },
  'incidents.export': {
    roles: ['dsl', 'deputyDsl', 'head', 'coordinator'],
    words: 'export the incident log',
  },
} as const satisfies PermissionTable
