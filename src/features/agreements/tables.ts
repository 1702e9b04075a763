import type { Generated } from 'kysely'
import type { Json } from '#/platform/database/tables.ts'
import type { AgreementKey, AgreementText, Change, VersionState } from './agreement.ts'
import type { Answer, AskState, MailTrouble, Way } from './ask.ts'

/** The tables of this feature, as its stores see them. Days without a time are text: `2026-09-01`. */
export type AgreementTables = {
  'agreements.version': {
    school_id: string
    id: string
    agreement: AgreementKey
    number: number
    edition: number
    state: VersionState
    text: Json<AgreementText>
    sha256: Buffer
    change: Change
    why: string
    drafted_by: string | null
    drafted_at: Date
    revision: Generated<number>
    approved_by: string | null
    published_at: Date | null
  }
  'agreements.round': {
    school_id: string
    id: string
    agreement: AgreementKey
    reason: 'office' | 'standing' | 'change'
    phases: string[] | null
    class_ids: string[] | null
    with_joiners: boolean
    opened_at: Date
    opened_by: string | null
    due_on: string
    closed_at: Date | null
    chased_on: string | null
  }
  'agreements.ask': {
    school_id: string
    id: string
    round_id: string
    agreement: AgreementKey
    signer_id: string
    about_id: string
    class_id: string | null
    phase: string | null
    host_id: string | null
    asked_at: Date
    due_on: string
    holds_from: string
    state: AskState
    answered_at: Date | null
    edition: number | null
    reminded_on: string | null
    mail_of: string | null
    mail_trouble: MailTrouble | null
  }
  'agreements.signature': {
    school_id: string
    id: string
    ask_id: string
    version_id: string
    version_sha256: Buffer
    signer_id: string
    about_id: string
    answer: Answer
    way: Way
    name_written: string | null
    job_title: string | null
    class_name: string | null
    remark: string | null
    at: Date
    recorded_by_kind: string
    recorded_by: string | null
    file_id: string | null
  }
  'agreements.link': {
    school_id: string
    id: string
    token_hash: Buffer
    ask_id: string
    made_at: Date
    made_by: string | null
    expires_at: Date
    wrong_tries: Generated<number>
    used_at: Date | null
    withdrawn_at: Date | null
    mailed_to: string | null
    version_id: string | null
  }
  'agreements.kiosk': {
    school_id: string
    id: string
    token_hash: Buffer
    round_id: string
    class_id: string
    class_name: string
    opened_by: string
    opened_at: Date
    ends_at: Date
    ended_at: Date | null
  }
  'agreements.declaration': {
    school_id: string
    id: string
    person_id: string
    rule: string
    what: string
    declared_at: Date
    state: 'waiting' | 'allowed' | 'notAllowed'
    decided_by: string | null
    decided_at: Date | null
    decided_why: string | null
    ends_on: string | null
  }
  'agreements.reminder': {
    school_id: string
    id: string
    agreement: AgreementKey
    class_id: string
    at: Date
    reminded_by: string
  }
}
