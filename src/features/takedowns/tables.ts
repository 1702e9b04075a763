import type { Network } from './networks.ts'
import type { Act, State, Wants, Whom } from './request.ts'

/** The tables of this feature, as its stores see them. */
export type TakedownTables = {
  'takedowns.request': {
    school_id: string
    id: string
    incident_id: string
    whom: Whom
    wants: Wants
    network: Network | null
    place: string
    what: string
    person_id: string | null
    name_then: string | null
    under_age: boolean | null
    follows: string | null
    state: State
    asked_at: Date
    asked_by: string | null
    answer_by: Date
    over_at: Date | null
  }
  'takedowns.entry': {
    school_id: string
    id: string
    request_id: string
    incident_id: string
    act: Act
    says: string
    at: Date
    written_by: string | null
  }
}
