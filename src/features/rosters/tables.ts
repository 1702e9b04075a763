import type { Generated } from 'kysely'
import type { ChangeState, ImportState, SourceFormat, WhatChanges } from './import.ts'
import type { Mapping } from './mapping.ts'
import type { WhatIsStaged } from './staged-row.ts'

/** The tables of this feature, as its stores see them. Dates without a time are text. */
export type RosterTables = {
  'rosters.source': {
    school_id: string
    id: string
    name: string
    format: SourceFormat
    mapping: Mapping | null
    school_code: string | null
    added_at: Date
    added_by: string | null
  }
  'rosters.import': {
    school_id: string
    id: string
    source_id: string
    state: ImportState
    mode: Generated<'bulk' | 'delta' | null>
    begun_at: Date
    begun_by: string | null
    steps_done: Generated<number>
    steps: Generated<number>
    problems: Generated<number>
    known: Generated<number>
    leavers: Generated<number>
    most_percent: Generated<number>
    confirmed_by: Generated<string | null>
    confirmed_at: Generated<Date | null>
    applied_at: Generated<Date | null>
    changes_hash: Generated<Buffer | null>
    undone_by: Generated<string | null>
    undone_at: Generated<Date | null>
  }
  'rosters.import_file': { school_id: string; import_id: string; file_id: string; name: string }
  'rosters.problem': {
    school_id: string
    import_id: string
    id: string
    stops: boolean
    file: string
    line: number | null
    column_name: string | null
    sentence: string
  }
  'rosters.staged': {
    school_id: string
    import_id: string
    what: WhatIsStaged
    code: string
    other: string | null
    gone: boolean
    fields: unknown
    file: string
    line: number
    ours: string | null
  }
  'rosters.link': {
    school_id: string
    source_id: string
    what: 'person' | 'class'
    code: string
    ours: string
  }
  'rosters.guardian_link': { school_id: string; source_id: string; guardian_id: string; pupil_id: string }
  'rosters.change': {
    school_id: string
    import_id: string
    id: Generated<string>
    step: number
    what: WhatChanges
    person_id: string
    other_id: string | null
    name: string
    before: unknown
    after: unknown
    state: ChangeState
    why: string | null
  }
  'rosters.planned_move': {
    school_id: string
    id: string
    person_id: string
    on_day: string
    to_class_id: string | null
    to_kind: string | null
    why: string
    planned_at: Date
    planned_by: string | null
    state: 'planned' | 'done' | 'withdrawn' | 'impossible'
    ended_at: Date | null
    says: string | null
  }
  'rosters.declaration': {
    school_id: string
    id: string
    person_id: string
    declared_at: Date
    declared_by: string
    on_behalf_because: string | null
    has_none: boolean
  }
  'rosters.declared_logon': {
    school_id: string
    id: string
    declaration_id: string
    person_id: string
    system: string
    logon: string
    closed_at: Date | null
    closed_by: string | null
  }
  'rosters.transfer': {
    school_id: string
    id: string
    person_id: string
    to_school: string
    on_day: string
    what: string
    agreed_with: string
    recorded_at: Date
    recorded_by: string
    received_at: Date | null
    received_by_whom: string | null
    noted_by: string | null
  }
}
