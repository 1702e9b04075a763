// Who holds which role in each school: every role of the product is held somewhere.

import type { PolicyCode } from '#/platform/settings/settings.ts'
import type { PersonKind } from '../src/features/people/index.ts'

export type Part = {
  /** How the demonstration speaks of the person: `head.alder` is a sign-in. */
  part: string
  kind: PersonKind
  jobTitle: string
  roles: readonly string[]
  /** Has a sign-in that the terminal prints. */
  signsIn?: boolean
}

const everywhere: readonly Part[] = [
  { part: 'head', kind: 'staff', jobTitle: 'Head teacher', roles: ['head', 'seniorLeader'], signsIn: true },
  {
    part: 'deputyhead',
    kind: 'staff',
    jobTitle: 'Deputy head teacher',
    roles: ['deputyHead', 'seniorLeader', 'lineManager'],
  },
  {
    part: 'deputydsl',
    kind: 'staff',
    jobTitle: 'Inclusion leader',
    roles: ['deputyDsl', 'seniorLeader'],
    signsIn: true,
  },
  {
    part: 'business',
    kind: 'staff',
    jobTitle: 'School business manager',
    roles: ['businessManager', 'lineManager'],
  },
  { part: 'office', kind: 'staff', jobTitle: 'Office manager', roles: ['office'], signsIn: true },
  { part: 'teacher', kind: 'staff', jobTitle: 'Class teacher', roles: [], signsIn: true },
  {
    part: 'computing',
    kind: 'staff',
    jobTitle: 'Class teacher and computing lead',
    roles: ['computingLead'],
  },
  {
    part: 'chair',
    kind: 'governor',
    jobTitle: 'Chair of governors',
    roles: ['chairOfGovernors'],
    signsIn: true,
  },
  {
    part: 'safetygovernor',
    kind: 'governor',
    jobTitle: 'Governor',
    roles: ['onlineSafetyGovernor'],
    signsIn: true,
  },
  {
    part: 'technician',
    kind: 'contractor',
    jobTitle: 'ICT technician',
    roles: ['technician'],
    signsIn: true,
  },
]

const inOneSchool: Readonly<Record<PolicyCode, readonly Part[]>> = {
  A: [
    {
      part: 'dsl',
      kind: 'staff',
      jobTitle: 'Assistant head teacher',
      roles: ['dsl', 'coordinator', 'seniorLeader', 'monitoringViewer'],
      signsIn: true,
    },
    {
      part: 'operations',
      kind: 'staff',
      jobTitle: 'ICT operations manager',
      roles: ['ictOperationsManager'],
    },
    { part: 'phase1', kind: 'staff', jobTitle: 'Head of infants', roles: ['phaseLeader'], signsIn: true },
    {
      part: 'phase2',
      kind: 'staff',
      jobTitle: 'Head of juniors',
      roles: ['phaseLeader', 'subjectLead', 'committeeMember'],
    },
    { part: 'network', kind: 'contractor', jobTitle: 'Network engineer', roles: ['networkManager'] },
  ],
  B: [
    {
      part: 'dsl',
      kind: 'staff',
      jobTitle: 'Assistant head teacher',
      roles: ['dsl', 'seniorLeader'],
      signsIn: true,
    },
    {
      part: 'coordinator',
      kind: 'staff',
      jobTitle: 'Computing co-ordinator',
      roles: ['coordinator'],
      signsIn: true,
    },
    { part: 'website', kind: 'staff', jobTitle: 'Website administrator', roles: ['siteAdministrator'] },
    { part: 'network', kind: 'staff', jobTitle: 'Network manager', roles: ['networkManager'] },
  ],
  T: [
    {
      part: 'dsl',
      kind: 'staff',
      jobTitle: 'Pastoral leader',
      roles: ['dsl', 'seniorLeader'],
      signsIn: true,
    },
    {
      part: 'coordinator',
      kind: 'staff',
      jobTitle: 'E-safety co-ordinator',
      roles: ['coordinator'],
      signsIn: true,
    },
    {
      part: 'delegated',
      kind: 'staff',
      jobTitle: 'Assistant head teacher',
      roles: ['seniorLeader', 'delegatedSeniorLeader'],
      signsIn: true,
    },
    { part: 'assets', kind: 'staff', jobTitle: 'Data officer', roles: ['informationAssetOwner'] },
    { part: 'hr', kind: 'contractor', jobTitle: 'HR adviser of the local authority', roles: ['hrAdviser'] },
  ],
  H: [
    {
      part: 'dsl',
      kind: 'staff',
      jobTitle: 'Assistant head teacher',
      roles: ['dsl', 'seniorLeader'],
      signsIn: true,
    },
    {
      part: 'coordinator',
      kind: 'staff',
      jobTitle: 'Designated person for e-safety',
      roles: ['coordinator', 'seniorLeader'],
      signsIn: true,
    },
  ],
  R: [
    {
      part: 'dsl',
      kind: 'staff',
      jobTitle: 'Assistant head teacher',
      roles: ['dsl', 'seniorLeader'],
      signsIn: true,
    },
    {
      part: 'siro',
      kind: 'staff',
      jobTitle: 'Assistant head teacher (operations)',
      roles: ['seniorLeader', 'siro', 'coordinator'],
      signsIn: true,
    },
    {
      part: 'operations',
      kind: 'staff',
      jobTitle: 'School operations manager',
      roles: ['operationsManager', 'informationAssetOwner'],
    },
    {
      part: 'poster',
      kind: 'staff',
      jobTitle: 'Class teacher',
      roles: ['socialMediaPoster', 'riskChampion'],
    },
    { part: 'network', kind: 'contractor', jobTitle: 'IT consultant', roles: ['networkManager'] },
    {
      part: 'dpo',
      kind: 'contractor',
      jobTitle: 'Data protection officer',
      roles: ['dataProtectionOfficer'],
    },
  ],
}

/** The named parts of a school, those whom visitors of the demonstration sign in as first. */
export function castOf(code: PolicyCode): readonly Part[] {
  return [...everywhere, ...inOneSchool[code]]
}
