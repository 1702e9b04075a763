import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import { noMailServer } from '#/platform/mail/mail.ts'
import type { PolicyTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PolicyTables>()

/** Keeps who will be written to about a version. Whoever has been already is left out; returns the others. */
export async function insertLetters(
  tx: Tx,
  schoolId: string,
  versionId: string,
  personIds: readonly string[],
  at: Date,
): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await tables(tx)
    .insertInto('policies.letter')
    .values(
      personIds.map((personId) => ({
        school_id: schoolId,
        version_id: versionId,
        person_id: personId,
        queued_at: at,
        sent_at: null,
        withdrawn_at: null,
        failed_at: null,
        failure: null,
        given_up_at: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** To whom letters about a version still have to go. */
export async function lettersWaiting(tx: Tx, schoolId: string, versionId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('policies.letter')
    .select('person_id')
    .where('school_id', '=', schoolId)
    .where('version_id', '=', versionId)
    .where('sent_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('given_up_at', 'is', null)
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

export type LetterEnd =
  | { sentAt: Date }
  | { withdrawnAt: Date }
  | { failedAt: Date; failure: string; forGood: boolean }

/** What became of it. A failure is no end: it is tried again. */
export async function saveLetterEnd(
  tx: Tx,
  schoolId: string,
  letter: { versionId: string; personId: string },
  end: LetterEnd,
): Promise<void> {
  const set =
    'sentAt' in end
      ? { sent_at: end.sentAt, failed_at: null, failure: null }
      : 'withdrawnAt' in end
        ? { withdrawn_at: end.withdrawnAt }
        : {
            failed_at: end.failedAt,
            failure: end.failure,
            given_up_at: end.forGood ? end.failedAt : null,
          }
  await tables(tx)
    .updateTable('policies.letter')
    .set(set)
    .where('school_id', '=', schoolId)
    .where('version_id', '=', letter.versionId)
    .where('person_id', '=', letter.personId)
    .execute()
}

/** What is kept of a letter that was given up because of its address. */
export const addressWrong = 'The e-mail address is wrong.'

/** `failing` are those of `waiting` that were tried; the three after it were given up. */
export type LetterCounts = {
  queued: number
  sent: number
  waiting: number
  failing: number
  wrongAddress: number
  refused: number
  withoutServer: number
  lastAt: Date | null
}

const noLetters: LetterCounts = {
  queued: 0,
  sent: 0,
  waiting: 0,
  failing: 0,
  wrongAddress: 0,
  refused: 0,
  withoutServer: 0,
  lastAt: null,
}

/** How far the letters about a version are; with no version, those of everything that is in force. */
export async function countLetters(
  tx: Tx,
  schoolId: string,
  versionId: string | null = null,
): Promise<LetterCounts> {
  const { rows } = await sql<LetterCounts>`
    select count(*)::int as queued, count(l.sent_at)::int as sent,
           count(*) filter (where l.sent_at is null and l.given_up_at is null)::int as waiting,
           count(*) filter (where l.sent_at is null and l.given_up_at is null and l.failed_at is not null)::int as failing,
           count(*) filter (where l.given_up_at is not null and l.failure = ${addressWrong})::int as "wrongAddress",
           count(*) filter (where l.given_up_at is not null and l.failure not in (${addressWrong}, ${noMailServer}))::int as refused,
           count(*) filter (where l.given_up_at is not null and l.failure = ${noMailServer})::int as "withoutServer",
           max(l.sent_at) as "lastAt"
      from policies.letter l
      join policies.version v on v.school_id = l.school_id and v.id = l.version_id
     where l.school_id = ${schoolId} and l.withdrawn_at is null
       and (l.version_id = ${versionId}::uuid or (${versionId}::uuid is null and v.state = 'adopted'))`.execute(
    tx,
  )
  return rows[0] ?? noLetters
}
