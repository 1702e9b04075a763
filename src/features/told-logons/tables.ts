import type { TellerKind } from './told-logon.ts'

/** The tables of this feature, as its stores see them. */
export type ToldLogonsTables = {
  'told_logons.teller': {
    school_id: string
    id: string
    kind: TellerKind
    name: string
    hash: Buffer
    made_at: Date
    made_by: string
    until: Date
    ended_at: Date | null
    ended_by: string | null
    last_told_at: Date | null
    last_refused_at: Date | null
    last_refusal: string | null
  }
  'told_logons.logon': {
    school_id: string
    id: string
    teller_id: string
    account_id: string
    person_id: string | null
    class_id: string | null
    adult_id: string | null
    address: string
    device: string | null
    session: string | null
    since: Date
    until: Date
  }
  'told_logons.lease': {
    school_id: string
    device: string
    address: string
    until: Date
  }
}
