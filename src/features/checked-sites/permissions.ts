// The staff read, check and make lists. Who checks is a setting (`checkedSites.checkers`). Lists are opened by anybody who has the code: they name nobody.

import { NotAllowed } from '#/kernel/refusal.ts'
import type { PermissionTable } from '#/platform/access/access.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { roleWords } from '../people/index.ts'
import { checkers } from './settings.ts'

export const permissions = {
  'checkedSites.read': { roles: ['staff', 'supply', 'governor'], words: 'read which sites were checked' },
  'checkedSites.check': { roles: ['staff'], words: 'check sites for children' },
  'checkedSites.takeOut': { roles: ['staff', 'supply'], words: 'take a checked site out' },
  'checkedSites.makeList': { roles: ['staff', 'supply'], words: 'make lists of links' },
} as const satisfies PermissionTable

/** Whether somebody checks sites here: those whom the school named, or the head. */
export async function checksHere(tx: Tx, person: PersonActor): Promise<boolean> {
  const named = await readSetting(tx, person.schoolId, checkers)
  return person.roles.has('head') || named.some((role) => person.roles.has(role))
}

/** Refuses, in words, whoever the school did not name (403). */
export async function requireChecks(tx: Tx, person: PersonActor): Promise<void> {
  if (await checksHere(tx, person)) return
  const named = (await readSetting(tx, person.schoolId, checkers)).map((role) =>
    roleWords(role).toLowerCase(),
  )
  throw new NotAllowed(`Here these people check sites: ${named.join(', ')}, or the head.`)
}
