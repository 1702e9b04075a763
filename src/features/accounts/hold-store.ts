import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import {
  type Because,
  type Exception,
  everythingWorks,
  type Hold,
  type Standing,
  type Subject,
} from './hold.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

type HoldRow = AccountsTables['accounts.hold']

const holdOf = (row: HoldRow): Hold => ({
  id: row.id,
  subject: { kind: row.subject_kind, id: row.subject_id },
  because: { kind: row.because_kind, id: row.because_id },
  stops: row.stops,
  sentence: row.sentence,
  startsAt: row.starts_at,
  until: row.until,
  placedAt: row.placed_at,
  announcedAt: row.announced_at,
})

const unreleased = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('accounts.hold').where('school_id', '=', schoolId).where('released_at', 'is', null)

/** One change of a subject's holds at a time: the second waits for the first to commit. */
export async function lockSubject(tx: Tx, schoolId: string, subjectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`accounts ${schoolId} ${subjectId}`}, 0))`.execute(
    tx,
  )
}

/** Holds that are not released, those that lie ahead included, oldest first. */
export async function holdsOf(tx: Tx, schoolId: string, subjectId: string): Promise<Hold[]> {
  const rows = await unreleased(tx, schoolId)
    .selectAll()
    .where('subject_id', '=', subjectId)
    .orderBy('placed_at')
    .orderBy('id')
    .execute()
  return rows.map(holdOf)
}

/** The hold that stands for this very reason. */
export async function findHold(
  tx: Tx,
  schoolId: string,
  subjectId: string,
  because: Because,
): Promise<Hold | undefined> {
  const holds = await holdsOf(tx, schoolId, subjectId)
  return holds.find((hold) => hold.because.kind === because.kind && hold.because.id === because.id)
}

/** Those of the people whose network is stopped for this kind of reason, now or later. */
export async function heldAmong(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  reason: Because['kind'],
): Promise<string[]> {
  const rows = await unreleased(tx, schoolId)
    .select('subject_id')
    .distinct()
    .where('because_kind', '=', reason)
    .where('subject_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute()
  return rows.map(({ subject_id }) => subject_id)
}

/** One reason for which a network is stopped. It stands beside others; each is lifted alone. */
export async function insertHold(tx: Tx, row: HoldRow): Promise<void> {
  await tables(tx).insertInto('accounts.hold').values(row).execute()
}

/** Says anew what the hold stops, from when to when. */
export async function saveHold(
  tx: Tx,
  schoolId: string,
  id: string,
  change: Pick<HoldRow, 'stops' | 'sentence' | 'starts_at' | 'until' | 'announced_at'>,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.hold')
    .set(change)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Lifts one hold; the row stays, with who lifted it and why. */
export async function saveRelease(
  tx: Tx,
  schoolId: string,
  id: string,
  release: Pick<HoldRow, 'released_at' | 'released_by' | 'released_why'>,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.hold')
    .set(release)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Holds whose beginning or end has come since anybody was told. */
export async function holdsThatTurned(tx: Tx, schoolId: string, now: Date): Promise<Hold[]> {
  const rows = await unreleased(tx, schoolId)
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('announced_at', 'is', null), where('starts_at', '<=', now)]),
        where('until', '<=', now),
      ]),
    )
    .orderBy('starts_at')
    .limit(1000)
    .execute()
  return rows.map(holdOf)
}

/** Notes that a hold which begins on a later day has begun, so that it is announced once. */
export async function saveAnnounced(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('accounts.hold')
    .set({ announced_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

const exceptions = (tx: Tx, schoolId: string) =>
  tables(tx)
    .selectFrom('accounts.exception')
    .select([
      'id',
      'person_id as personId',
      'why',
      'granted_at as grantedAt',
      'granted_by as grantedBy',
      'last_day as lastDay',
      'ends_at as endsAt',
    ])
    .where('school_id', '=', schoolId)
    .where('ended_at', 'is', null)

/** The exception that the head made for the person and that was not ended. */
export async function exceptionOf(tx: Tx, schoolId: string, personId: string): Promise<Exception | null> {
  return (await exceptions(tx, schoolId).where('person_id', '=', personId).executeTakeFirst()) ?? null
}

/** Exceptions whose day is over. */
export function exceptionsOver(tx: Tx, schoolId: string, now: Date): Promise<Exception[]> {
  return exceptions(tx, schoolId).where('ends_at', '<=', now).execute()
}

/** Access without a signature until the last day, as the head granted it. */
export async function insertException(tx: Tx, schoolId: string, one: Exception): Promise<void> {
  await tables(tx)
    .insertInto('accounts.exception')
    .values({
      school_id: schoolId,
      id: one.id,
      person_id: one.personId,
      why: one.why,
      granted_at: one.grantedAt,
      granted_by: one.grantedBy,
      last_day: one.lastDay,
      ends_at: one.endsAt,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** Ends it before its last day; `by` is null when it ran out. */
export async function saveExceptionEnd(
  tx: Tx,
  schoolId: string,
  id: string,
  end: { at: Date; by: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.exception')
    .set({ ended_at: end.at, ended_by: end.by })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** What was last announced of the subject. */
export async function standingOf(tx: Tx, schoolId: string, subjectId: string): Promise<Standing> {
  const found = await tables(tx)
    .selectFrom('accounts.standing')
    .select(['works', 'internet', 'email'])
    .where('school_id', '=', schoolId)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  return found ?? everythingWorks
}

/** How things stand with somebody’s network since then: one row, written over each time. */
export async function saveStanding(
  tx: Tx,
  schoolId: string,
  { id }: Subject,
  { works, internet, email }: Standing,
  since: Date,
): Promise<void> {
  await tables(tx)
    .insertInto('accounts.standing')
    .values({ school_id: schoolId, subject_id: id, works, internet, email, since })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'subject_id']).doUpdateSet({ works, internet, email, since }),
    )
    .execute()
}
