import type { Kind, Outcome, State } from './complaint.ts'

/** The tables of this feature, as its store sees them. */
export type ComplaintTables = {
  'complaints.complaint': {
    school_id: string
    id: string
    reference: string
    kind: Kind
    state: State
    decided_by: string[]
    about_id: string | null
    complainant: string
    account: string
    received_at: Date
    received_by: string | null
    acknowledge_by: Date
    answer_by: Date
    outcome: Outcome | null
    incident_id: string | null
    closed_at: Date | null
  }
  'complaints.entry': {
    school_id: string
    id: string
    complaint_id: string
    title: string
    says: string | null
    at: Date
    written_by: string | null
  }
  'complaints.adviser': { school_id: string; complaint_id: string; person_id: string; asked_at: Date }
}
