import type { Tx } from '#/platform/database/database.ts'
import type { AddedKind } from './person.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

export type KindBesides = { kind: AddedKind; startsOn: string; endsOn: string | null; why: string }

/** What a person is or was besides what they are, newest first. */
export function addedKindsOf(tx: Tx, schoolId: string, personId: string): Promise<KindBesides[]> {
  return tables(tx)
    .selectFrom('people.added_kind')
    .select(['kind', 'starts_on as startsOn', 'ends_on as endsOn', 'why'])
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .orderBy('starts_on', 'desc')
    .execute()
}

/** What somebody is besides: a parent who helps. What they are first stays in their record. */
export async function insertAddedKind(tx: Tx, row: PeopleTables['people.added_kind']): Promise<void> {
  await tables(tx).insertInto('people.added_kind').values(row).execute()
}

/** Ends what is in force on that day; false when there is nothing. */
export async function endAddedKind(
  tx: Tx,
  schoolId: string,
  end: { personId: string; kind: AddedKind; lastDay: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('people.added_kind')
    .set({ ends_on: end.lastDay })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', end.personId)
    .where('kind', '=', end.kind)
    .where('ends_on', 'is', null)
    .where('starts_on', '<=', end.lastDay)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
