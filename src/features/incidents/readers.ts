// Who may see which incidents by their role. Everybody else needs to be on the incident's own list, and nobody sees
// what is about them: that is the database's rule and stands above this table.

import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { isDesignatedRole, roleChoices } from '../people/index.ts'
import type { RegisterName } from './incident.ts'

type ReadersRow = { register: RegisterName; safeguarding: boolean; roles: readonly string[] }

const leads = ['dsl', 'deputyDsl', 'head'] as const
const leaders = [...leads, 'deputyHead', 'coordinator', 'delegatedSeniorLeader'] as const

/** `safeguarding` rows are for concerns that a child may be harmed: fewer people (decision S7). */
const readers: readonly ReadersRow[] = [
  { register: 'pupil', safeguarding: false, roles: leaders },
  { register: 'pupil', safeguarding: true, roles: leads },
  { register: 'staffVictim', safeguarding: false, roles: ['head', 'deputyHead', 'delegatedSeniorLeader'] },
  { register: 'staffVictim', safeguarding: true, roles: leads },
  {
    register: 'technical',
    safeguarding: false,
    roles: [
      ...leaders,
      'siro',
      'networkManager',
      'technician',
      'ictOperationsManager',
      'businessManager',
      'informationAssetOwner',
    ],
  },
  { register: 'technical', safeguarding: true, roles: leads },
]

const roleList = z.array(z.string().refine(isDesignatedRole, 'Choose roles from the list')).readonly()

export const alsoReadsLog = defineSetting<readonly string[]>({
  key: 'incidents.alsoReadsLog',
  title: 'Who else may read the incident log',
  explain:
    'Roles that see incidents about pupils besides head, safeguarding leads, co-ordinator and senior leader. Safeguarding concerns have a setting of their own.',
  schema: roleList,
  default: [],
  shape: { as: 'choices', choices: roleChoices() },
  presets: { B: ['onlineSafetyGovernor', 'computingLead'], H: ['seniorLeader'], R: ['siro'] },
  clauses: ['B118', 'B126', 'H24', 'R108'],
})

export const alsoReadsSafeguarding = defineSetting<readonly string[]>({
  key: 'incidents.alsoReadsSafeguarding',
  title: 'Who else may read safeguarding concerns',
  explain:
    'Roles that see concerns about harm to a child besides the head, the safeguarding lead and deputies.',
  schema: roleList,
  default: [],
  shape: { as: 'choices', choices: roleChoices() },
  presets: { T: ['delegatedSeniorLeader'] },
  clauses: ['T107', 'T118'],
})

export type Readable = { register: RegisterName; safeguarding: boolean }

/** The registers that somebody with these roles sees, as rows of the table. */
export function readableBy(
  roles: ReadonlySet<string>,
  also: { log: readonly string[]; safeguarding: readonly string[] },
): Readable[] {
  const has = (role: string) => roles.has(role)
  return readers
    .filter((row) => {
      if (row.roles.some(has)) return true
      if (row.register !== 'pupil') return false
      return (row.safeguarding ? also.safeguarding : also.log).some(has)
    })
    .map(({ register, safeguarding }) => ({ register, safeguarding }))
}
