import type { Json } from '#/platform/database/tables.ts'
import type { ConnectionState, PlacedBy } from './connection.ts'
import type { DialectKey } from './dialects.ts'
import type { Change, Does, Facts, LetStand } from './entry-facts.ts'

/** The tables of this feature, as its stores see them. */
export type DirectoriesTables = {
  'directories.connection': {
    school_id: string
    id: string
    name: string
    dialect: DialectKey
    host: string
    port: number
    security: 'ldaps' | 'startTls' | 'none'
    trusted: string | null
    bind_name: string | null
    bind_password: Buffer | null
    base: string | null
    placed_by: PlacedBy
    logon_domain: string | null
    state: ConnectionState
    made_at: Date
    made_by: string
    last_success_at: Date | null
    failing_since: Date | null
    failure: string | null
    worked_on_until: Date | null
    revision: number
  }
  'directories.entry': {
    school_id: string
    connection_id: string
    account_id: string
    dn: string
    written: Json<Facts>
    let_stand: Json<LetStand>
    written_at: Date
  }
  'directories.waiting': {
    school_id: string
    connection_id: string
    account_id: string
    since: Date
    changes: number
    not_before: Date
    declined: string | null
    declined_since: Date | null
    new_password: Buffer | null
    must_change: boolean
  }
  'directories.plan': {
    school_id: string
    id: string
    connection_id: string
    made_at: Date
    made_by: string | null
    state: PlanState
    found: number
    stops: number
    needs_second: boolean
    agreed_at: Date | null
    agreed_by: string | null
    ended_at: Date | null
  }
  'directories.plan_line': {
    school_id: string
    plan_id: string
    account_id: string
    position: number
    does: Does
    changes: Json<readonly Change[]>
    outcome: LineOutcome | null
  }
  'directories.drift': {
    school_id: string
    id: string
    connection_id: string
    account_id: string
    what: string
    ours: string
    theirs: string
    found_at: Date
    settled_at: Date | null
    settled_by: string | null
    settled_as: 'ours' | 'theirs' | 'gone' | null
  }
  'directories.deed': {
    school_id: string
    id: string
    connection_id: string
    account_id: string | null
    at: Date
    wrote: string
    detail: string | null
  }
}

export type PlanState = 'shown' | 'agreed' | 'done' | 'dropped'
/** `other`: what had to be done was no longer what the plan said, so it was left for the next one. */
export type LineOutcome = 'written' | 'declined' | 'other'
