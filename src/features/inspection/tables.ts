import type { InspectionState } from './inspection.ts'

/** The tables of this feature, as its stores see them. */
export type InspectionTables = {
  'inspection.proposal': {
    school_id: string
    id: string
    profiles: string[]
    why: string
    state: InspectionState
    proposed_at: Date
    proposed_by: string
    decided_at: Date | null
    decided_by: string | null
    decided_why: string | null
    ended_at: Date | null
    ended_by: string | null
    ended_why: string | null
  }
}
