import type { Lasts, ProviderTrouble, State, Wants } from './request.ts'

/** The tables of this feature, as its store sees them. */
export type SiteRequestTables = {
  'site_requests.request': {
    school_id: string
    id: string
    wants: Wants
    site: string
    why: string | null
    asked_at: Date
    asked_by: string | null
    class_session_id: string | null
    profiles: string[]
    state: State
    agreed_site: string | null
    lasts: Lasts | null
    until: Date | null
    first_agreed_by: string | null
    decided_at: Date | null
    decided_by: string | null
    decided_why: string | null
    answer: string | null
    own_site_id: string | null
    told_provider_at: Date | null
    provider_trouble: ProviderTrouble | null
    provider_did: string | null
    provider_did_at: Date | null
    incident_id: string | null
  }
}
