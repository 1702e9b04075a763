// Who may look at the filter, change it, and decide. Who decides is the setting's role or the head.

import { NotAllowed } from '#/kernel/refusal.ts'
import type { PermissionTable } from '#/platform/access/access.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { networkStaff, roleWords } from '../people/index.ts'
import { approver } from './settings.ts'

/** Who answers for children's safety online, and works on the filter. */
export const safeguarding = ['head', 'deputyHead', 'dsl', 'deputyDsl', 'coordinator', 'siro'] as const
/** Who reads how the filter is set and checked. */
export const filterReaders = [
  ...safeguarding,
  ...networkStaff,
  'seniorLeader',
  'computingLead',
  'businessManager',
  'chairOfGovernors',
  'onlineSafetyGovernor',
] as const

export const permissions = {
  'filtering.open': { roles: filterReaders, words: 'look at how the filter is set' },
  'filtering.propose': {
    roles: [...safeguarding, ...networkStaff, 'seniorLeader'],
    words: 'propose other rules for the filter',
  },
  'filtering.decide': {
    roles: [...safeguarding, 'seniorLeader'],
    words: 'decide what the filter blocks and opens',
  },
  'filtering.fetchLists': { roles: [...safeguarding, ...networkStaff], words: 'fetch the filter’s lists' },
  'filtering.place': {
    roles: ['head', 'dsl', 'deputyDsl'],
    words: 'see or change who has other rules than their class',
  },
} as const satisfies PermissionTable

/** The role that decides at this school, and whether somebody has it: the setting's, or the head. */
export async function decidesHere(tx: Tx, { schoolId, roles }: PersonActor): Promise<boolean> {
  return roles.has('head') || roles.has(await readSetting(tx, schoolId, approver))
}

/** Refuses (403) whoever does not decide at this school. */
export async function requireDecides(tx: Tx, actor: PersonActor): Promise<void> {
  if (await decidesHere(tx, actor)) return
  const role = await readSetting(tx, actor.schoolId, approver)
  throw new NotAllowed(`This is for the ${roleWords(role).toLowerCase()} to decide, or for the head.`)
}
