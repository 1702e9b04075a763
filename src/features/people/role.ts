// Every role that the five policies give somebody, as a table. A role is held from a date to a date (a designation);
// what a person *is* (pupil, guardian, staff …) gives a role of its own besides.

import { type PersonKind, personKindWords } from './person.ts'

export type Role = DesignatedRole | PersonKind

export type DesignatedRole = keyof typeof designatedRoles

type RoleRow = {
  words: string
  /** What it answers for, as the people page prints it. */
  does: string
  /** Who may hold it. */
  heldBy: readonly PersonKind[]
  /** Granted by two people (decision X8). */
  powerful?: boolean
  /** Must also hold one of these. */
  needs?: readonly string[]
  /** Must hold none of these. */
  never?: readonly string[]
  /** One holder at a time. */
  single?: boolean
  clauses?: readonly string[]
}

const staff = ['staff'] as const

export const designatedRoles = {
  head: {
    words: 'Head teacher',
    does: 'Answers for online safety with the governors; investigates what staff did.',
    heldBy: staff,
    powerful: true,
    single: true,
    clauses: ['A8', 'B119', 'R10'],
  },
  deputyHead: {
    words: 'Deputy head teacher',
    does: 'Stands in for the head.',
    heldBy: staff,
    clauses: ['B43', 'T34'],
  },
  seniorLeader: {
    words: 'Senior leader',
    does: 'Belongs to the senior leadership team.',
    heldBy: staff,
    clauses: ['H22', 'B31'],
  },
  delegatedSeniorLeader: {
    words: 'Senior leader for online safety incidents',
    does: 'Decides with the head whether an incident may be a crime.',
    heldBy: staff,
    needs: ['seniorLeader', 'deputyHead'],
    powerful: true,
    clauses: ['T107', 'T118'],
  },
  dsl: {
    words: 'Designated safeguarding lead',
    does: 'Leads safeguarding, makes referrals, sees every safeguarding concern.',
    heldBy: staff,
    powerful: true,
    single: true,
    clauses: ['A89', 'B143', 'T125', 'T127'],
  },
  deputyDsl: {
    words: 'Deputy safeguarding lead',
    does: 'Stands in for the safeguarding lead in everything.',
    heldBy: staff,
    powerful: true,
    clauses: ['B142'],
  },
  coordinator: {
    words: 'Online safety co-ordinator',
    does: 'Receives reports, keeps the incident log, chases what is overdue.',
    heldBy: staff,
    powerful: true,
    clauses: ['A9', 'T103', 'B119', 'B126', 'H18'],
  },
  siro: {
    words: 'Senior information risk owner',
    does: 'Answers for the risk to information; directs the network manager.',
    heldBy: staff,
    needs: ['seniorLeader', 'deputyHead', 'head'],
    never: ['networkManager'],
    single: true,
    clauses: ['R9', 'R17', 'R20'],
  },
  computingLead: {
    words: 'Computing lead',
    does: 'Leads the computing curriculum and staff training.',
    heldBy: staff,
    clauses: ['B2', 'R35', 'R135'],
  },
  phaseLeader: {
    words: 'Phase leader or key stage co-ordinator',
    does: 'Hears of concerns and alerts about the pupils of a phase.',
    heldBy: staff,
    clauses: ['A46', 'A90', 'A91', 'R57'],
  },
  subjectLead: {
    words: 'Subject co-ordinator',
    does: 'Reviews and shares resources.',
    heldBy: staff,
    clauses: ['A73'],
  },
  lineManager: {
    words: 'Line manager',
    does: 'Authorises equipment and data for a team.',
    heldBy: staff,
    clauses: ['T198', 'T234'],
  },
  networkManager: {
    words: 'Network manager',
    does: 'Runs the network; implements and never decides.',
    heldBy: ['staff', 'contractor'],
    never: ['siro'],
    clauses: ['B129', 'R20', 'R24'],
  },
  technician: {
    words: 'ICT technician',
    does: 'Mends, installs and inspects school equipment.',
    heldBy: ['staff', 'contractor'],
    clauses: ['T3', 'T4', 'B133'],
  },
  ictOperationsManager: {
    words: 'ICT operations manager',
    does: 'Passes reported sites to the filter provider; edits the website.',
    heldBy: staff,
    clauses: ['A19', 'A20', 'A45'],
  },
  businessManager: {
    words: 'School business manager',
    does: 'Hears of viruses, lost equipment and data breaches.',
    heldBy: staff,
    clauses: ['T57', 'T99', 'T171'],
  },
  operationsManager: {
    words: 'School operations manager',
    does: 'Issues guest codes and loans; hears of suspicious e-mail.',
    heldBy: staff,
    clauses: ['R52', 'R72', 'R102'],
  },
  informationAssetOwner: {
    words: 'Information asset owner',
    does: 'Knows what is held, why, who may see it and for how long.',
    heldBy: staff,
    clauses: ['R21', 'R22', 'T99'],
  },
  dataProtectionOfficer: {
    words: 'Data protection officer',
    does: 'Advises on data protection; the school answers for what it makes of the advice.',
    heldBy: ['staff', 'contractor'],
    clauses: ['R105'],
  },
  hrAdviser: {
    words: 'HR adviser',
    does: 'Advises a case manager on one concern about an adult when asked, and sees nothing else.',
    heldBy: ['staff', 'contractor'],
    clauses: ['T141'],
  },
  office: {
    words: 'School office',
    does: 'Keeps the records of visitors and temporary logons.',
    heldBy: staff,
    clauses: ['A28', 'B62'],
  },
  siteAdministrator: {
    words: 'Website administrator',
    does: 'Removes material from the school’s sites and blogs.',
    heldBy: ['staff', 'contractor'],
    clauses: ['B75'],
  },
  socialMediaPoster: {
    words: 'Social media poster',
    does: 'Alone posts to the school’s account, with the head’s check.',
    heldBy: staff,
    clauses: ['R93', 'R94'],
  },
  riskChampion: {
    words: 'Information risk champion',
    does: 'Speaks for information risk among the staff.',
    heldBy: staff,
    clauses: ['R19'],
  },
  monitoringViewer: {
    words: 'Monitoring viewer',
    does: 'Looks at monitoring alerts, one of two for staff.',
    heldBy: staff,
    powerful: true,
    clauses: ['A88'],
  },
  chairOfGovernors: {
    words: 'Chair of governors',
    does: 'Case manager when a concern is about the head; signs the policy.',
    heldBy: ['governor'],
    powerful: true,
    single: true,
    clauses: ['B1', 'H1', 'T137', 'T139'],
  },
  onlineSafetyGovernor: {
    words: 'Online safety governor',
    does: 'Meets the co-ordinator, inspects logs, reports to the governors.',
    heldBy: ['governor'],
    clauses: ['B115', 'B116', 'B118'],
  },
  committeeMember: {
    words: 'Online safety committee member',
    does: 'Reviews the policy and assesses risks.',
    heldBy: ['staff', 'governor'],
    clauses: ['A10'],
  },
} as const satisfies Record<string, RoleRow>

/** Who looks after the school's network: what one of them may do there, they all may. */
export const networkStaff = ['networkManager', 'technician', 'ictOperationsManager'] as const

/** A role or kind of person as people say it; what is not known stays as it is spelt. */
export const roleWords = (role: string): string =>
  (designatedRoles as Record<string, RoleRow>)[role]?.words ?? personKindWords[role as PersonKind] ?? role

/** Roles to choose from, as people say them: these, or all that are given. */
export const roleChoices = (roles: readonly string[] = Object.keys(designatedRoles)) =>
  roles.map((value) => ({ value, text: roleWords(value) }))

/** What the table says of a role: who may hold it, who gives it, whether it is powerful. */
export const roleRow = (role: DesignatedRole): RoleRow => designatedRoles[role]

/** Whether it is a role that is given, and not what somebody is by kind. */
export function isDesignatedRole(text: string): text is DesignatedRole {
  return Object.hasOwn(designatedRoles, text)
}
