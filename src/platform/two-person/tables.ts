export type TwoPersonTables = {
  'two_person.request': {
    school_id: string
    id: string
    action: string
    about_id: string
    reason: string
    asked_by: string
    asked_at: Date
    waits_until: Date
    decision: 'agreed' | 'refused' | null
    decided_by: string | null
    decided_at: Date | null
    decided_why: string | null
    grant_ends_at: Date | null
    used_at: Date | null
    break_glass: boolean
    reviewed_by: string | null
    reviewed_at: Date | null
    finding: string | null
    withdrawn_at: Date | null
  }
}
