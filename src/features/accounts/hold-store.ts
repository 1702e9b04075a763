import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Because, Exception, Hold } from './hold.ts'
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
export function lockSubject(tx: Tx, schoolId: string, subjectId: string): Promise<void> {
  return lockSubjects(tx, schoolId, [subjectId])
}

/** The same of many, in one order for all who lock, so that two never wait for each other. */
export async function lockSubjects(tx: Tx, schoolId: string, subjectIds: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`accounts ${schoolId} `} || id, 0))
      from (select distinct id from unnest(${[...subjectIds]}::text[]) as one (id) order by id) ordered`.execute(
    tx,
  )
}

/** Holds that are not released, those that lie ahead included, oldest first. */
export function holdsOf(tx: Tx, schoolId: string, subjectId: string): Promise<Hold[]> {
  return holdsOfMany(tx, schoolId, [subjectId])
}

/** The same of many subjects. */
export async function holdsOfMany(tx: Tx, schoolId: string, subjectIds: readonly string[]): Promise<Hold[]> {
  const rows = await unreleased(tx, schoolId)
    .selectAll()
    .where('subject_id', '=', sql<string>`any(${[...subjectIds]}::uuid[])`)
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
  return holds.find((hold) => isBecause(hold, because))
}

/** Whether the hold stands for this very reason, and not for another of its kind. */
export const isBecause = (hold: Pick<Hold, 'because'>, { kind, id }: Because): boolean =>
  hold.because.kind === kind && hold.because.id === id

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

/** Reasons for which networks are stopped. Each stands beside others and is lifted alone. */
export async function insertHolds(tx: Tx, rows: readonly HoldRow[]): Promise<void> {
  if (rows.length > 0) await tables(tx).insertInto('accounts.hold').values(rows).execute()
}

/** Says anew what holds stop, from when to when. */
export async function saveHolds(
  tx: Tx,
  schoolId: string,
  changes: readonly Pick<HoldRow, 'id' | 'stops' | 'sentence' | 'starts_at' | 'until' | 'announced_at'>[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update accounts.hold h
       set stops = one.stops, sentence = one.sentence, starts_at = one.starts_at, until = one.until,
           announced_at = one.announced_at
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as one (id uuid, stops text, sentence text, starts_at timestamptz, until timestamptz, announced_at timestamptz)
     where h.school_id = ${schoolId} and h.id = one.id`.execute(tx)
}

/** Notes that holds no longer stand, and why. */
export async function saveReleases(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  release: Pick<HoldRow, 'released_at' | 'released_by' | 'released_why'>,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.hold')
    .set(release)
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

/** Holds whose beginning or end has come since anybody was told, those first that began first. */
export async function holdsThatTurned(tx: Tx, schoolId: string, now: Date, most: number): Promise<Hold[]> {
  const rows = await unreleased(tx, schoolId)
    .selectAll()
    .where((where) =>
      where.or([
        where.and([where('announced_at', 'is', null), where('starts_at', '<=', now)]),
        where('until', '<=', now),
      ]),
    )
    .orderBy('starts_at')
    .limit(most)
    .execute()
  return rows.map(holdOf)
}

/** Notes that those who follow were told that these holds have begun. */
export async function saveAnnounced(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.hold')
    .set({ announced_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
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
  return (await exceptionsOf(tx, schoolId, [personId]))[0] ?? null
}

/** The same of many people: one each at most. */
export function exceptionsOf(tx: Tx, schoolId: string, personIds: readonly string[]): Promise<Exception[]> {
  return exceptions(tx, schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute()
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
