import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

export type KeptWhy = 'subject' | 'relative' | 'notApproachable'
export type KeptFrom = { personId: string; why: KeptWhy }

/**
 * Keeps a record from people (decision S3): from now on the database itself hides every row of it from them, in
 * every feature whose table names the record. Says nothing about those who were kept from it before.
 */
export async function keepFrom(
  tx: Tx,
  record: { schoolId: string; recordId: string; at: Date },
  people: readonly KeptFrom[],
): Promise<void> {
  if (people.length === 0) return
  await tx
    .insertInto('access.kept_from')
    .values(
      people.map(({ personId, why }) => ({
        school_id: record.schoolId,
        record_id: record.recordId,
        person_id: personId,
        why,
        since: record.at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['school_id', 'person_id', 'record_id']).doNothing())
    .execute()
}

/**
 * Of each two people, keeps from the one what is about the other, both ways round, in one statement however many they are.
 * Returns the records that somebody may not see any more.
 */
export async function keepFromThoseCloseTo(
  tx: Tx,
  schoolId: string,
  pairs: readonly (readonly [string, string])[],
  at: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with pair as (
      select (one ->> 0)::uuid as a, (one ->> 1)::uuid as b from jsonb_array_elements(${JSON.stringify(pairs)}::jsonb) one
    ), kept as (
      insert into access.kept_from (school_id, record_id, person_id, why, since)
      select distinct k.school_id, k.record_id, close.b, 'relative', ${at}::timestamptz
        from (select a, b from pair union select b, a from pair) close
        join access.kept_from k on k.school_id = ${schoolId} and k.person_id = close.a and k.why = 'subject'
       where close.a <> close.b
      on conflict (school_id, person_id, record_id) do nothing
      returning record_id
    )
    select distinct record_id as id from kept`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Lets a person see a record again, after a mistaken identity was put right. */
export async function keepNoLonger(
  tx: Tx,
  schoolId: string,
  recordId: string,
  personId: string,
): Promise<void> {
  await tx
    .deleteFrom('access.kept_from')
    .where('school_id', '=', schoolId)
    .where('record_id', '=', recordId)
    .where('person_id', '=', personId)
    .execute()
}

/**
 * Says that something with an id of its own belongs to a record: it is kept from whomever the record is kept from, now
 * and later.
 */
export async function makePartOf(
  tx: Tx,
  part: { schoolId: string; partId: string; recordId: string },
): Promise<void> {
  await tx
    .insertInto('access.part_of')
    .values({ school_id: part.schoolId, part_id: part.partId, record_id: part.recordId })
    .execute()
}

/** Everybody a record, or what it is a part of, is kept from: nobody among them is told, given a task or escalated to. */
export async function keptFromOf(tx: Tx, schoolId: string, recordId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('access.kept_from')
    .select('person_id')
    .where('school_id', '=', schoolId)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('record_id', '=', recordId),
        eb(
          'record_id',
          'in',
          selectFrom('access.part_of')
            .select('access.part_of.record_id')
            .where('access.part_of.school_id', '=', schoolId)
            .where('access.part_of.part_id', '=', recordId),
        ),
      ]),
    )
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** Why a record itself is kept from each of those from whom it is. */
export async function whyKeptFrom(
  tx: Tx,
  schoolId: string,
  recordId: string,
): Promise<ReadonlyMap<string, KeptWhy>> {
  const rows = await tx
    .selectFrom('access.kept_from')
    .select(['person_id', 'why'])
    .where('school_id', '=', schoolId)
    .where('record_id', '=', recordId)
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.why as KeptWhy]))
}

/** Those of the records that are kept from somebody, themselves or as part of another. */
export async function keptAmong(
  tx: Tx,
  schoolId: string,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select one.id from unnest(${[...recordIds]}::uuid[]) as one (id)
     where exists (select from access.kept_from k where k.school_id = ${schoolId} and k.record_id = one.id)
        or exists (select from access.part_of p
                     join access.kept_from k on k.school_id = p.school_id and k.record_id = p.record_id
                    where p.school_id = ${schoolId} and p.part_id = one.id)`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
