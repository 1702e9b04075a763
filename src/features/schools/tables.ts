import type { Generated } from 'kysely'
import type { PhaseKey } from './school.ts'

export type SchoolTables = {
  'schools.trust': { id: string; name: string }
  'schools.school': {
    id: string
    trust_id: string | null
    slug: string
    name: string
    kind: string
    policy_code: 'A' | 'B' | 'T' | 'H' | 'R' | null
    network_ranges: string[]
    day_starts_at: string
    day_ends_at: string
    set_up_at: Date | null
    email: Generated<string | null>
    created_at: Date
  }
  'schools.phase': { school_id: string; id: string; key: PhaseKey; name: string }
  'schools.class': {
    school_id: string
    id: string
    phase_id: string
    name: string
    year_group: number | null
    starts_on: string
    ends_on: string | null
  }
  'schools.term': { school_id: string; id: string; name: string; starts_on: string; ends_on: string }
  'schools.closed_day': { school_id: string; on_day: string; why: string }
  'schools.contact': {
    school_id: string
    id: string
    role: string
    name: string
    organisation: string | null
    phone: string | null
    out_of_hours_phone: string | null
    email: string | null
    web_address: string | null
    notes: string | null
    in_force_from: Date
    in_force_to: Date | null
    changed_by: string | null
  }
}
