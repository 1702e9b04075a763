// What changes about a school as a place.

import type { Tx } from '#/platform/database/database.ts'
import type { SchoolTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SchoolTables>()

/** Adds a school. Its id is the school that the transaction is set to. False when the name in addresses is taken. */
export async function addSchool(
  tx: Tx,
  row: Pick<SchoolTables['schools.school'], 'id' | 'trust_id' | 'slug' | 'name' | 'created_at'> & {
    email: string | null
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('schools.school')
    .values({
      ...row,
      kind: 'school',
      policy_code: null,
      network_ranges: [],
      day_starts_at: '08:40',
      day_ends_at: '15:30',
      set_up_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The trust of that name, made when there is none. */
export async function trustNamed(tx: Tx, id: string, name: string): Promise<string> {
  const found = await tables(tx)
    .selectFrom('schools.trust')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst()
  if (found) return found.id
  await tables(tx).insertInto('schools.trust').values({ id, name }).execute()
  return id
}

export type PlaceChange = Partial<
  Pick<
    SchoolTables['schools.school'],
    'name' | 'network_ranges' | 'day_starts_at' | 'day_ends_at' | 'set_up_at' | 'policy_code'
  > & { email: string | null }
>

/** What of the school may change; its short name in addresses never does. */
export async function savePlace(tx: Tx, schoolId: string, change: PlaceChange): Promise<void> {
  await tables(tx).updateTable('schools.school').set(change).where('id', '=', schoolId).execute()
}

/** Adds a phase; one that the school has already stays as it is. */
export async function addPhase(tx: Tx, row: SchoolTables['schools.phase']): Promise<void> {
  await tables(tx)
    .insertInto('schools.phase')
    .values(row)
    .onConflict((conflict) => conflict.columns(['school_id', 'key']).doNothing())
    .execute()
}

/** From its first day on; it has no last day yet. */
export async function addClass(tx: Tx, row: SchoolTables['schools.class']): Promise<void> {
  await tables(tx).insertInto('schools.class').values(row).execute()
}

/** Many at once, as an import brings them. */
export async function addClasses(tx: Tx, rows: readonly SchoolTables['schools.class'][]): Promise<void> {
  await tables(tx)
    .insertInto('schools.class')
    .values([...rows])
    .execute()
}

/** Ends a class after a day; false when it has ended. */
export async function saveClassEnd(
  tx: Tx,
  schoolId: string,
  classId: string,
  lastDay: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('schools.class')
    .set({ ends_on: lastDay })
    .where('school_id', '=', schoolId)
    .where('id', '=', classId)
    .where('ends_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Puts these terms in the place of those that begin on the day or later. */
export async function replaceTerms(
  tx: Tx,
  schoolId: string,
  from: string,
  terms: readonly SchoolTables['schools.term'][],
): Promise<void> {
  await tables(tx)
    .deleteFrom('schools.term')
    .where('school_id', '=', schoolId)
    .where('starts_on', '>=', from)
    .execute()
  if (terms.length > 0)
    await tables(tx)
      .insertInto('schools.term')
      .values([...terms])
      .execute()
}

/** Marks a day inside a term as closed; false when it is marked already. */
export async function addClosedDay(tx: Tx, row: SchoolTables['schools.closed_day']): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('schools.closed_day')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Opens a day again; false when it was not closed. */
export async function removeClosedDay(tx: Tx, schoolId: string, day: string): Promise<boolean> {
  const { numDeletedRows } = await tables(tx)
    .deleteFrom('schools.closed_day')
    .where('school_id', '=', schoolId)
    .where('on_day', '=', day)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Days on which the school is closed though a term runs, with the reason, soonest last. */
export function closedDaysOf(tx: Tx, schoolId: string): Promise<{ day: string; why: string }[]> {
  return tables(tx)
    .selectFrom('schools.closed_day')
    .select(['on_day as day', 'why'])
    .where('school_id', '=', schoolId)
    .orderBy('on_day', 'desc')
    .execute()
}
