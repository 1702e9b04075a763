import type { ColumnType } from 'kysely'

/** A column that is written as JSON text and read as a value. */
export type Json<T> = ColumnType<T, string, string>

/** Tables of the platform itself. Each feature types its own in its store: `tx.withTables<IncidentTables>()`. */
export type PlatformTables = {
  'access.part_of': { school_id: string; part_id: string; record_id: string }
  'access.kept_from': {
    school_id: string
    record_id: string
    person_id: string
    why: 'subject' | 'relative' | 'notApproachable'
    since: Date
  }
  'web.sent_once': { school_id: string; token: string; at: Date; went_to: string | null }
  'audit.head': { school_id: string; entries: number; hash: Buffer; at: Date | null }
  'audit.entry': {
    school_id: string
    number: number
    id: string
    at: Date
    actor_kind: string
    actor_id: string | null
    did: string
    about_kind: string | null
    about_id: string | null
    detail_hash: Buffer | null
    previous_hash: Buffer
    hash: Buffer
  }
  'audit.detail': { school_id: string; entry_id: string; salt: Buffer; detail: Json<unknown> }
  'audit.inbox': {
    school_id: string
    id: string
    at: Date
    actor_kind: string
    actor_id: string | null
    did: string
    about_kind: string | null
    about_id: string | null
    detail: Json<unknown> | null
  }
  'settings.value': {
    school_id: string
    key: string
    version: number
    value: Json<unknown>
    why: string
    changed_by: string | null
    changed_at: Date
  }
}
