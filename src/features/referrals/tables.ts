import type { Act, Consent, Method, Referral, State } from './referral.ts'

/** The tables of this feature, as its stores see them. */
export type ReferralTables = {
  'referrals.referral': {
    school_id: string
    id: string
    incident_id: string | null
    for_leads: boolean
    route: string
    route_version: number
    route_words: string
    state: State
    why: string
    due_at: Date | null
    due_clock: Referral['dueClock']
    consent: Consent | null
    consent_why: string | null
    method: Method | null
    sent_at: Date | null
    named_person: string | null
    reference: string | null
    answer_due_at: Date | null
    answered_at: Date | null
    answer: string | null
    entered_at: Date
    entered_by: string | null
  }
  'referrals.entry': {
    school_id: string
    id: string
    referral_id: string
    incident_id: string | null
    act: Act
    says: string | null
    at: Date
    written_by: string | null
  }
}
