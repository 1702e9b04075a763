import type { TellerKind } from '../told-logons/index.ts'

/** The tables of this feature, as its store sees them. */
export type PortalTables = {
  'portal.stay': {
    school_id: string
    id: string
    session_id: string
    address: string
    person_id: string | null
    class_id: string | null
    adult_id: string | null
    since: Date
    until: Date
    told_by: TellerKind | null
  }
}
