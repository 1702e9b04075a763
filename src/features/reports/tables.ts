import type { Json } from '#/platform/database/tables.ts'
import type { Channel, Said } from './report.ts'

/** The tables of this feature, as its store sees them. */
export type ReportTables = {
  'reports.report': {
    school_id: string
    id: string
    incident_id: string
    channel: Channel
    reporter_id: string | null
    class_session_id: string | null
    contact: string | null
    said: Json<readonly (Omit<Said, 'answer'> & { answer: string })[]>
    about_adult: boolean
    danger: boolean
    received_at: Date
    reply_code_hmac: Buffer | null
  }
  'reports.message': {
    school_id: string
    id: string
    report_id: string
    incident_id: string
    reporter_id: string | null
    written_by: 'reporter' | 'school'
    person_id: string | null
    text: string
    written_at: Date
    first_read_at: Date | null
  }
}
