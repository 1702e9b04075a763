// A directory that follows the school's logons: how it is reached, and how it is. Pure.

import type { LdapSecurity } from '#/platform/ldap/ldap.ts'
import type { Status } from '#/platform/web/components/records.ts'
import type { DialectKey } from './dialects.ts'

export type PlacedBy = 'kind' | 'phase' | 'class'

export type Connection = {
  id: string
  name: string
  dialect: DialectKey
  host: string
  port: number
  security: LdapSecurity
  trusted: string | null
  bindName: string | null
  base: string | null
  placedBy: PlacedBy
  logonDomain: string | null
  state: ConnectionState
  lastSuccessAt: Date | null
  failingSince: Date | null
  failure: string | null
  revision: number
}

/** A connection with everything that is needed to reach it. */
export type Reachable = Connection & { bindName: string; base: string }

export const connectionStates = {
  unfinished: { text: 'Not set up', means: 'A step is missing. Nothing is connected.', colour: 'grey' },
  planning: {
    text: 'Waits for a plan',
    means: 'Nothing is written before somebody has looked at a plan and agreed to it.',
    colour: 'yellow',
  },
  following: { text: 'Follows', means: 'Each change is written within seconds.', colour: 'green' },
  paused: { text: 'Paused', means: 'Changes wait until somebody goes on.', colour: 'orange' },
} as const satisfies Record<string, Status>
export type ConnectionState = keyof typeof connectionStates

export const securities = {
  ldaps: { words: 'LDAPS (encrypted from the start, usually port 636)' },
  startTls: { words: 'StartTLS (encrypted before anything is said, usually port 389)' },
  none: { words: 'None: the directory runs on this very machine' },
} as const satisfies Record<LdapSecurity, { words: string }>

export const placings = {
  kind: { words: 'By what people are: Pupils, Staff, Others, Shared logons' },
  phase: { words: 'Pupils by phase as well: Pupils, Key stage 2' },
  class: { words: 'Pupils by phase and class: Pupils, Key stage 2, 5 Ash' },
} as const satisfies Record<PlacedBy, { words: string }>

/** Whether all three steps were taken. */
export function isReachable(connection: Connection): connection is Reachable {
  return connection.bindName !== null && connection.base !== null
}
