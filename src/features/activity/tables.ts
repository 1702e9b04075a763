import type { Json } from '#/platform/database/tables.ts'
import type { ConcernKind, ConcernState } from './concern.ts'
import type { WeekNumbers } from './week.ts'

/** The tables of this feature, as its stores see them. */
export type ActivityTables = {
  'activity.visit': VisitRow & { allowed: boolean }
  'activity.attempt': VisitRow
  'activity.taken': { school_id: string; file: string; at: Date; visits: number; lost: number }
  'activity.concern': {
    school_id: string
    id: string
    day: string
    kind: ConcernKind
    person_id: string | null
    address: string
    profile: string
    adult: boolean
    categories: string[]
    first_at: Date
    last_at: Date
    times: number
    state: ConcernState
    outcome: string | null
    looked_at: Date | null
    looked_by: string | null
    incident_id: string | null
  }
  'activity.look': {
    school_id: string
    id: string
    person_id: string | null
    address: string | null
    adult: boolean
    day: string
    reason: string
    at: Date
    by_id: string
  }
  'activity.opening': {
    school_id: string
    look_id: string
    at: Date
    by_id: string
    with_id: string
    person_id: string
  }
  'activity.week': {
    school_id: string
    id: string
    monday: string
    numbers: Json<WeekNumbers>
    made_at: Date
  }
}

type VisitRow = {
  school_id: string
  at: Date
  person_id: string | null
  address: string
  profile: string
  site: string
  because: string
  category: string | null
  rule: string | null
  times: number
}
