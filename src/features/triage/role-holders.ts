// The roles that flows speak of, and the designations by which people of a school hold them.

import type { DesignatedRole } from '../people/index.ts'
import { type Role, roles } from './triage-words.ts'

/** The first gets the task; holders of any may answer. `anyStaff` may be answered by every adult who sees the incident. */
const designations: Readonly<Record<Role, readonly DesignatedRole[]>> = {
  anyStaff: [],
  classTeacher: ['phaseLeader'],
  dsl: ['dsl'],
  deputyDsl: ['deputyDsl'],
  head: ['head'],
  deputyHead: ['deputyHead'],
  delegatedLeader: ['delegatedSeniorLeader'],
  seniorLeader: ['seniorLeader'],
  // Whoever may see the allegation: the register shows it to the case manager alone.
  caseManager: ['head', 'chairOfGovernors'],
  chairOfGovernors: ['chairOfGovernors'],
  governors: ['chairOfGovernors'],
  coordinator: ['coordinator'],
  siro: ['siro'],
  itSupport: ['networkManager', 'technician'],
  businessManager: ['businessManager'],
}

/** The roles of flows that somebody with these roles holds. */
export function flowRolesOf(held: ReadonlySet<string>): Role[] {
  return roles.filter((role) => designations[role].some((designation) => held.has(designation)))
}

/** The designation to which a task for that role goes; null where the flow leaves open who does it. */
export const designationFor = (role: Role): DesignatedRole | null => designations[role][0] ?? null
