// Those who may be asked to look at a practice may read the calendar. Who attests is decided practice by practice: the
// role that the calendar names, or whoever keeps the calendar.

import { NotAllowed } from '#/kernel/refusal.ts'
import type { PermissionTable } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type DesignatedRole, roleWords } from '../people/index.ts'
import type { Arrangement } from './practice.ts'

/** Who may be asked to look at a practice, in the order of the form. */
export const lookers = [
  'head',
  'deputyHead',
  'seniorLeader',
  'dsl',
  'deputyDsl',
  'coordinator',
  'siro',
  'delegatedSeniorLeader',
  'phaseLeader',
  'technician',
  'networkManager',
  'ictOperationsManager',
  'informationAssetOwner',
  'businessManager',
  'office',
  'chairOfGovernors',
  'onlineSafetyGovernor',
] as const satisfies readonly DesignatedRole[]

/** Whether a role may be asked to look at practices. */
export const isLooker = (text: string): text is (typeof lookers)[number] =>
  (lookers as readonly string[]).includes(text)

const keepers = ['head', 'deputyHead', 'dsl', 'coordinator', 'siro'] as const

export const permissions = {
  'practices.read': { roles: lookers, words: 'read the calendar of practices' },
  'practices.attest': { roles: lookers, words: 'attest a practice' },
  'practices.arrange': { roles: keepers, words: 'say who looks at a practice, and how often' },
} as const satisfies PermissionTable

/** They attest in anybody's place: the calendar must not stand still because somebody is away. */
const forAnybody: readonly string[] = ['head', 'coordinator']

/** Whether a practice is the actor's to attest: the calendar names their role, or they keep the calendar. */
export function isForActor(actor: Actor, { role }: Pick<Arrangement, 'role'>): boolean {
  return actor.kind === 'person' && [role, ...forAnybody].some((one) => actor.roles.has(one))
}

/** Refuses, in words, whoever the calendar does not name (403). */
export function requireForActor(actor: Actor, arrangement: Pick<Arrangement, 'role'>): void {
  if (isForActor(actor, arrangement)) return
  throw new NotAllowed(
    `This practice is for the ${roleWords(arrangement.role).toLowerCase()} to attest, or for the head or co-ordinator in their place.`,
  )
}
