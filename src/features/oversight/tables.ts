import type { Json } from '#/platform/database/tables.ts'
import type { IncidentViews } from '../incidents/index.ts'

/** The tables of this feature, and the views of incidents that it reads. */
export type OversightTables = IncidentViews & {
  'oversight.report': {
    school_id: string
    id: string
    term_name: string
    term_from: string
    term_to: string
    edition: number
    body: Json<unknown>
    editions: Json<unknown>
    comment: string | null
    made_by: string | null
    made_at: Date
  }
  'oversight.transfer': {
    school_id: string
    id: string
    pupil_id: string
    to_school: string
    to_person: string
    method: 'byHand' | 'securePost' | 'secureElectronic'
    summary_hash: Buffer
    records: number
    sent_by: string
    sent_at: Date
    received_at: Date | null
    received_by: string | null
    noted_by: string | null
  }
}
