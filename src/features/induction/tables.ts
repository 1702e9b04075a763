export type InductionTables = {
  'induction.item': {
    school_id: string
    person_id: string
    key: string
    begun_on: string
    due_on: string
    done_at: Date | null
    confirmed_at: Date | null
    confirmed_by: string | null
    remark: string | null
  }
  'induction.guest': {
    school_id: string
    id: string
    person_id: string
    organisation: string | null
    purpose: string
    sponsor_id: string
    starts_on: string
    ends_on: string
    supervised: boolean
    told: string[]
    signed: boolean
    identity_seen: string
    recorded_at: Date
    recorded_by: string
    ended_at: Date | null
  }
  'induction.contract': {
    school_id: string
    id: string
    firm: string
    service: string
    commissioned_by: string
    chosen_how: string
    advice: string
    knows_policy_on: string | null
    destroys_data: boolean
    guarantee: string | null
    starts_on: string
    ends_on: string | null
    recorded_at: Date
    recorded_by: string
  }
  'induction.deficiency': {
    school_id: string
    id: string
    contract_id: string
    what: string
    told_whom: string
    noted_at: Date
    noted_by: string
  }
}
