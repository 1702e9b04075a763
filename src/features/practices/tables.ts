/** The tables of this feature, as its store sees them. */
export type PracticesTables = {
  'practices.arrangement': {
    school_id: string
    id: string
    practice: string
    practice_version: number
    role: string
    every: 'month' | 'halfTerm' | 'term' | 'year'
    adopted_on: string
    due_on: string
  }
  'practices.attestation': {
    school_id: string
    id: string
    arrangement_id: string
    practice_version: number
    result: 'kept' | 'partly' | 'notKept'
    seen_on: string
    seen: string
    remark: string | null
    attested_by: string
    attested_at: Date
    file_id: string | null
  }
}
