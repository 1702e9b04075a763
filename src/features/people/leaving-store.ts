// Who leaves, and until when anything is open to them.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

/** The person leaves after this day: their classes end with it. Roles are ended by the command, one by one. */
export async function saveLeaving(
  tx: Tx,
  schoolId: string,
  personId: string,
  lastDay: string,
): Promise<void> {
  await tables(tx)
    .updateTable('people.person')
    .set((set) => ({ left_on: lastDay, revision: set('revision', '+', 1) }))
    .where('school_id', '=', schoolId)
    .where('id', '=', personId)
    .execute()
  await tables(tx)
    .updateTable('people.class_member')
    .set({ ends_on: lastDay })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .where('starts_on', '<=', lastDay)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', lastDay)]))
    .execute()
  await tables(tx)
    .updateTable('people.added_kind')
    .set({ ends_on: sql`greatest(starts_on, ${lastDay}::date)` })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .where('ends_on', 'is', null)
    .execute()
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

/** False when it has ended before. */
export async function saveAccessEnded(
  tx: Tx,
  schoolId: string,
  personId: string,
  day: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('people.person')
    .set({ access_ended_on: day })
    .where('school_id', '=', schoolId)
    .where('id', '=', personId)
    .where('access_ended_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
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
