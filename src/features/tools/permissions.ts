// The staff read, propose and assess. Who decides is a setting (`tools.approver`, `tools.blogApprover`), or the head.

import { NotAllowed } from '#/kernel/refusal.ts'
import type { PermissionTable } from '#/platform/access/access.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, roleWords } from '../people/index.ts'
import { approver, blogApprover, deciders, projectApprover } from './settings.ts'
import type { ToolKind } from './tool.ts'

export const permissions = {
  'tools.read': { roles: ['staff', 'supply', 'governor'], words: 'read which tools were assessed' },
  'tools.readList': {
    roles: ['staff', 'supply', 'guardian', 'governor', 'volunteer', 'contractor', 'visitor'],
    words: 'read the list of approved tools',
  },
  'tools.propose': { roles: ['staff'], words: 'propose and assess tools' },
  'tools.decide': { roles: deciders, words: 'decide about tools' },
  'tools.plan': { roles: ['staff'], words: 'plan projects' },
  'tools.decideProject': { roles: ['staff'], words: 'decide about projects' },
} as const satisfies PermissionTable

/** Who decides about a kind of tool at this school. */
export const approverOf = (tx: Tx, schoolId: string, kind: ToolKind): Promise<DesignatedRole> =>
  readSetting(tx, schoolId, kind === 'blog' ? blogApprover : approver)

/** Whether somebody decides about a kind of tool: the role that the school named, or the head. */
export async function decidesAboutTools(tx: Tx, person: PersonActor, kind: ToolKind): Promise<boolean> {
  return person.roles.has('head') || person.roles.has(await approverOf(tx, person.schoolId, kind))
}

/** Refuses, in words, whoever the school did not name (403). Nobody but the head decides what they assessed themselves. */
export async function requireDecides(
  tx: Tx,
  person: PersonActor,
  { kind, assessedBy }: { kind: ToolKind; assessedBy: string },
): Promise<void> {
  if (!(await decidesAboutTools(tx, person, kind))) {
    const role = await approverOf(tx, person.schoolId, kind)
    throw new NotAllowed(`Here the ${roleWords(role).toLowerCase()} decides about this, or the head.`)
  }
  if (assessedBy === person.personId && !person.roles.has('head'))
    throw new NotAllowed('You assessed this yourself. Somebody else decides.')
}

/** Whether somebody decides about projects: whom the school named, or the head. */
export async function decidesAboutProjects(tx: Tx, person: PersonActor): Promise<boolean> {
  return person.roles.has('head') || person.roles.has(await readSetting(tx, person.schoolId, projectApprover))
}
