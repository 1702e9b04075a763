import type { Level, Stop } from './ladders.ts'
import type { Act, State } from './sanction.ts'

/** The tables of this feature, as its stores see them. */
export type SanctionTables = {
  'sanctions.sanction': {
    school_id: string
    id: string
    incident_id: string
    person_id: string
    name_then: string
    of: 'pupil' | 'staff'
    ladder: string
    ladder_version: number
    level: string
    level_words: string
    approver: Level['approver']
    state: State
    why: string
    stops: Stop | null
    tool: string | null
    ends_on: string | null
    needs_talk: boolean
    lado_advice: string | null
    proposed_at: Date
    proposed_by: string | null
    over_at: Date | null
  }
  'sanctions.decision': {
    school_id: string
    sanction_id: string
    incident_id: string
    party: number
    decision: 'approved' | 'refused'
    says: string | null
    decided_at: Date
    decided_by: string
  }
  'sanctions.entry': {
    school_id: string
    id: string
    sanction_id: string
    incident_id: string
    act: Act
    says: string | null
    at: Date
    written_by: string | null
  }
  'sanctions.own_ladder': {
    school_id: string
    of: 'pupil' | 'staff'
    version: number
    levels: unknown
    why: string
    made_at: Date
    made_by: string
  }
}
