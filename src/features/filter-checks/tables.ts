import type { Json } from '#/platform/database/tables.ts'
import type { Result, TestOutcome } from './case.ts'
import type { Seen } from './look.ts'

/** The tables of this feature, as its stores see them. */
export type FilterChecksTables = {
  'filter_checks.test': {
    school_id: string
    id: string
    at: Date
    asked_by: string | null
    cases_version: number
    resolver: string | null
    proxy: string | null
    outcome: TestOutcome
    results: Json<readonly Result[]>
  }
  'filter_checks.look': {
    school_id: string
    id: string
    at: Date
    looked_by: string
    device: string
    profile: string
    place: string
    results: Json<Seen>
    came_through: boolean
    action: string | null
  }
}
