import type { AccountKind } from './account.ts'
import type { Reason, Stops } from './hold.ts'
import type { MustChange } from './password.ts'
import type { Level, ResourceKind, Sensitivity } from './resource.ts'

/** The tables of this feature, as its stores see them. Dates without a time are text: `2026-09-01`. */
export type AccountsTables = {
  'accounts.account': {
    school_id: string
    id: string
    kind: AccountKind
    logon_name: string
    person_id: string | null
    class_id: string | null
    owner_id: string | null
    purpose: string | null
    starts_on: string
    ends_on: string | null
    last_used_at: Date | null
    created_at: Date
    created_by: string | null
    closed_at: Date | null
  }
  'accounts.hold': {
    school_id: string
    id: string
    subject_kind: 'person' | 'account'
    subject_id: string
    because_kind: Reason
    because_id: string
    stops: Stops
    sentence: string
    starts_at: Date
    until: Date | null
    placed_at: Date
    placed_by: string | null
    announced_at: Date | null
    released_at: Date | null
    released_by: string | null
    released_why: string | null
  }
  'accounts.exception': {
    school_id: string
    id: string
    person_id: string
    why: string
    granted_at: Date
    granted_by: string
    last_day: string
    ends_at: Date
    ended_at: Date | null
    ended_by: string | null
  }
  'accounts.standing': {
    school_id: string
    subject_id: string
    works: boolean
    internet: boolean
    email: boolean
    since: Date
  }
  'accounts.password': {
    school_id: string
    account_id: string
    password_hash: string
    set_at: Date
    set_by: string | null
    must_change: MustChange | null
    must_change_since: Date | null
  }
  'accounts.disclosure': {
    school_id: string
    id: string
    account_id: string
    told_to: string
    why: string
    told_at: Date
    told_by: string | null
    changed_at: Date | null
  }
  'accounts.seating': {
    school_id: string
    id: string
    class_id: string | null
    account_id: string | null
    adult_id: string
    room: string | null
    opened_at: Date
    ends_at: Date
    ended_at: Date | null
  }
  'accounts.seat': {
    school_id: string
    seating_id: string
    person_id: string
    device: string
    starts_at: Date
    ended_at: Date | null
  }
  'accounts.resource': {
    school_id: string
    id: string
    name: string
    kind: ResourceKind
    holds: string
    sensitivity: Sensitivity
    owner_id: string
    preset_by: string | null
    created_at: Date
    created_by: string | null
    closed_at: Date | null
  }
  'accounts.access_right': {
    school_id: string
    id: string
    resource_id: string
    role: string | null
    person_id: string | null
    level: Level
    why: string
    last_day: string | null
    granted_at: Date
    granted_by: string | null
    ended_at: Date | null
    ended_by: string | null
    ended_why: string | null
  }
  'accounts.access_review': {
    school_id: string
    id: string
    resource_id: string
    confirmed_at: Date
    confirmed_by: string
    kept: number
    removed: number
    remark: string | null
  }
}
