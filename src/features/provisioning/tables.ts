import type { ColumnType, Generated } from 'kysely'
import type { Asked, Brings, ConnectionState, GroupMeans, Outcome, Source } from './connection.ts'
import type { Said, WaitsFor, Written } from './entry.ts'

type Stored<T> = ColumnType<T, string, string>

/** The tables of this feature, as its stores see them. */
export type ProvisioningTables = {
  'provisioning.connection': {
    school_id: string
    id: string
    name: string
    source: Source
    brings: Brings
    state: ConnectionState
    made_at: Date
    made_by: string | null
    stopped_at: Date | null
    may_close_until: Date | null
    ended_at: Date | null
    ended_by: string | null
  }
  'provisioning.token': {
    school_id: string
    id: string
    connection_id: string
    hash: Buffer
    made_at: Date
    made_by: string | null
    expires_at: Date
    last_used_at: Date | null
    ended_at: Date | null
    ended_by: string | null
  }
  'provisioning.entry': {
    school_id: string
    id: string
    connection_id: string
    user_name: string
    external_id: string | null
    said: Stored<Said>
    active: boolean
    person_id: string | null
    waits_for: WaitsFor | null
    written: Stored<Written>
    closed_as: 'left' | 'access' | null
    closed_at: Date | null
    made_at: Date
    changed_at: Date
    gone_at: Date | null
    revision: Generated<number>
  }
  'provisioning.source_group': {
    school_id: string
    id: string
    connection_id: string
    name: string
    external_id: string | null
    means: GroupMeans
    class_id: string | null
    made_at: Date
    changed_at: Date
    gone_at: Date | null
    revision: Generated<number>
  }
  'provisioning.group_member': { school_id: string; group_id: string; entry_id: string }
  'provisioning.deed': {
    school_id: string
    id: string
    connection_id: string
    at: Date
    asked: Asked
    outcome: Outcome
    sentence: string
    entry_id: string | null
    group_id: string | null
  }
}
