import type { Json } from '#/platform/database/tables.ts'

/** What was typed, by question and field. */
export type Answers = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

/** The tables of this feature, as its store sees them. */
export type SetUpTables = {
  'set_up.draft': {
    id: string
    code_hash: Buffer
    session_hash: Buffer | null
    failures: number
    failed_at: Date | null
    answers: Json<Answers>
    begun_at: Date
    school_made_at: Date | null
    links_made_at: Date | null
    seal_keys_made_at: Date | null
    finished_at: Date | null
  }
}
