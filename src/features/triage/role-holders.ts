// The roles that flows speak of, and the designations by which people of a school hold them.

import type { PersonActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Incident, seenByRole } from '../incidents/index.ts'
import type { DesignatedRole } from '../people/index.ts'
import { recipients } from '../tasks/index.ts'
import type { FlowNode } from './flow.ts'
import { rolesFor } from './run-flow.ts'
import type { TriageSettings } from './triage-settings.ts'
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

/**
 * To whom a task for one of the roles goes: the first whose holders see the incident, else whoever leads on it. A task
 * that nobody could open would be a task that nobody does.
 */
export async function recipientOf(tx: Tx, incident: Incident, who: readonly Role[]): Promise<DesignatedRole> {
  for (const role of who) {
    const [designation] = designations[role]
    if (designation && (await seenByRole(tx, incident, designation))) return designation
  }
  if (incident.restricted || incident.register === 'staffVictim') return 'head'
  return incident.safeguarding ? 'dsl' : 'head'
}

/** The roles that somebody holds at a node. Whoever gets its task, because others may not know, stands in for them. */
export async function rolesIn(
  tx: Tx,
  actor: PersonActor,
  asked: {
    incident: Incident
    node: FlowNode
    notFor: readonly string[]
    settings: TriageSettings
    at: Date
  },
): Promise<Role[]> {
  const { incident, node, notFor, settings, at } = asked
  const held = flowRolesOf(actor.roles)
  const who = 'who' in node ? rolesFor(node.who, settings) : []
  if (who.includes('anyStaff') || who.some((role) => held.includes(role))) return held
  const role = await recipientOf(tx, incident, who)
  const { people } = await asSchool(tx, () =>
    recipients(tx, incident.schoolId, { to: { role }, aboutId: incident.id, notFor, at }),
  )
  return people.some(({ id }) => id === actor.personId) ? [...held, ...who] : held
}
