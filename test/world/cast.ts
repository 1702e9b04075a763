// Everybody who may knock: the columns of the matrix, in its order.

import type { Role } from '../../src/features/people/role.ts'

type PersonKind =
  | 'staff'
  | 'governor'
  | 'pupil'
  | 'guardian'
  | 'volunteer'
  | 'supply'
  | 'contractor'
  | 'visitor'
type Part = { kind: PersonKind; roles: readonly Role[] }

/** People, each with one role more than what they are, so that a cell says what that role alone opens. */
export const people = {
  head: { kind: 'staff', roles: ['head'] },
  deputyHead: { kind: 'staff', roles: ['deputyHead'] },
  dsl: { kind: 'staff', roles: ['dsl'] },
  deputyDsl: { kind: 'staff', roles: ['deputyDsl'] },
  coordinator: { kind: 'staff', roles: ['coordinator'] },
  delegatedLeader: { kind: 'staff', roles: ['seniorLeader', 'delegatedSeniorLeader'] },
  siro: { kind: 'staff', roles: ['seniorLeader', 'siro'] },
  seniorLeader: { kind: 'staff', roles: ['seniorLeader'] },
  phaseLeader: { kind: 'staff', roles: ['phaseLeader'] },
  computingLead: { kind: 'staff', roles: ['computingLead'] },
  teacher: { kind: 'staff', roles: [] },
  supply: { kind: 'supply', roles: [] },
  technician: { kind: 'staff', roles: ['technician'] },
  networkManager: { kind: 'staff', roles: ['networkManager'] },
  ictOperations: { kind: 'staff', roles: ['ictOperationsManager'] },
  operationsManager: { kind: 'staff', roles: ['operationsManager'] },
  lineManager: { kind: 'staff', roles: ['lineManager'] },
  monitoringViewer: { kind: 'staff', roles: ['monitoringViewer'] },
  committeeMember: { kind: 'staff', roles: ['committeeMember'] },
  assetOwner: { kind: 'staff', roles: ['informationAssetOwner'] },
  businessManager: { kind: 'staff', roles: ['businessManager'] },
  dataProtection: { kind: 'staff', roles: ['dataProtectionOfficer'] },
  office: { kind: 'staff', roles: ['office'] },
  hrAdviser: { kind: 'contractor', roles: ['hrAdviser'] },
  chair: { kind: 'governor', roles: ['chairOfGovernors'] },
  safetyGovernor: { kind: 'governor', roles: ['onlineSafetyGovernor'] },
  governor: { kind: 'governor', roles: [] },
  volunteer: { kind: 'volunteer', roles: [] },
  contractor: { kind: 'contractor', roles: [] },
  visitor: { kind: 'visitor', roles: [] },
  guardian: { kind: 'guardian', roles: [] },
  pupil: { kind: 'pupil', roles: [] },
} as const satisfies Record<string, Part>
export type PersonName = keyof typeof people
export const personNames = Object.keys(people) as PersonName[]

/** Who is no person: a class at shared devices, nobody known, and kinds of actor that no page is for. */
export const strangers = [
  'classSession',
  'kiosk',
  'guardianLink',
  'integration',
  'operator',
  'anonymous',
] as const
export type ActorName = PersonName | (typeof strangers)[number]
export const actorNames: readonly ActorName[] = [...personNames, ...strangers]

/** Of each school besides: whoever tells and works on the records, so that these may be about anybody in the matrix. */
export const crew = {
  teller: { kind: 'staff', roles: [] },
  worker: { kind: 'staff', roles: ['deputyDsl'] },
  accused: { kind: 'staff', roles: [] },
  kinOfMany: { kind: 'staff', roles: [] },
  kinOfHead: { kind: 'staff', roles: [] },
  kinOfChair: { kind: 'staff', roles: [] },
  child: { kind: 'pupil', roles: [] },
} as const satisfies Record<string, Part>
export type CrewName = keyof typeof crew
