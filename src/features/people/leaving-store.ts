// Who leaves, and until when anything is open to them.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

/** The people leave after these days: their classes end with them. Roles are ended by the command, one by one. */
export async function saveLeaving(
  tx: Tx,
  schoolId: string,
  people: readonly { personId: string; lastDay: string }[],
): Promise<void> {
  const leaving = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as one ("personId" uuid, "lastDay" date)`
  await sql`
    update people.person p set left_on = one."lastDay", revision = p.revision + 1 from ${leaving}
     where p.school_id = ${schoolId} and p.id = one."personId"`.execute(tx)
  await sql`
    update people.class_member m set ends_on = greatest(m.starts_on, one."lastDay") from ${leaving}
     where m.school_id = ${schoolId} and m.person_id = one."personId"
       and (m.ends_on is null or m.ends_on > one."lastDay")`.execute(tx)
  await sql`
    update people.added_kind k set ends_on = greatest(k.starts_on, one."lastDay") from ${leaving}
     where k.school_id = ${schoolId} and k.person_id = one."personId" and k.ends_on is null`.execute(tx)
}

/** Whose last day has passed while their access has not ended. */
export async function leaversWithAccess(
  tx: Tx,
  schoolId: string,
  today: string,
  most: number,
): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('people.person')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('left_on', '<', today)
    .where('access_ended_on', 'is', null)
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** Returns those whose access ended by this: not whose had ended before. In the order of the ids that were given. */
export async function saveAccessEnded(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  day: string,
): Promise<string[]> {
  if (personIds.length === 0) return []
  const ended = await tables(tx)
    .updateTable('people.person')
    .set({ access_ended_on: day })
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('access_ended_on', 'is', null)
    .returning('id')
    .execute()
  const ids = new Set(ended.map(({ id }) => id))
  return personIds.filter((id) => ids.has(id))
}

/** Takes back that people leave or have left. What ended with it does not begin again by itself. */
export async function saveStaying(tx: Tx, schoolId: string, personIds: readonly string[]): Promise<void> {
  await tables(tx)
    .updateTable('people.person')
    .set((set) => ({ left_on: null, access_ended_on: null, revision: set('revision', '+', 1) }))
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute()
}
