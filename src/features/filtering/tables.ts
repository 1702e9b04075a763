import type { Json } from '#/platform/database/tables.ts'
import type { Brought, ListChange } from './kept-lists.ts'
import type { Rules } from './profile.ts'
import type { VersionState } from './version.ts'

/** The tables of this feature, as its stores see them. */
export type FilteringTables = {
  'filtering.version': {
    school_id: string
    id: string
    number: number
    rules: Json<Rules>
    why: string
    state: VersionState
    proposed_at: Date
    proposed_by: string
    decided_at: Date | null
    decided_by: string | null
    decided_why: string | null
  }
  'filtering.own_site': {
    school_id: string
    id: string
    site: string
    does: 'allow' | 'block'
    profiles: string[]
    until: Date | null
    why: string
    added_at: Date
    added_by: string | null
    agreed_by: string | null
    ended_at: Date | null
    ended_by: string | null
    ended_why: string | null
  }
  'filtering.stopped': { school_id: string; subject_id: string; since: Date; until: Date | null }
  'filtering.placing': {
    school_id: string
    id: string
    person_id: string
    profile: string
    why: string
    until: string
    placed_at: Date
    placed_by: string
    ended_at: Date | null
    ended_by: string | null
  }
  'filtering.state': {
    school_id: string
    version: number
    says_hash: string
    file_hash: string
    index_hash: string
    made_at: Date
    own_sites: number
    stopped: number
    empty_categories: string[] | null
  }
  'filtering.engine': {
    school_id: string
    engine: 'dns' | 'proxy' | 'squid'
    at: string
    beat_at: Date
    answered_at: Date | null
    version: number | null
  }
  'filtering.inspected': { school_id: string; profiles: string[]; since: Date }
  'filtering.authority': {
    school_id: string
    id: string
    certificate: string
    sealed_key: Buffer
    made_at: Date
    ends_at: Date
  }
  'filtering.fetch': {
    school_id: string
    id: string
    source: string
    category: string
    address: string
    at: Date
    outcome: FetchOutcome
    names: number
    names_before: number
    bytes: number
    says: string | null
    brought: Json<Brought> | null
    changed: Json<ListChange> | null
  }
}

export type FetchOutcome = 'changed' | 'same' | 'shrunk' | 'failed'
