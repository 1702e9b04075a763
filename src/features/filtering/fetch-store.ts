import type { Tx } from '#/platform/database/database.ts'
import type { CategoryId } from './category.ts'
import type { Brought, ListChange } from './kept-lists.ts'
import type { SourceId } from './sources.ts'
import type { FetchOutcome, FilteringTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<FilteringTables>()

export type Fetch = {
  id: string
  source: SourceId
  category: CategoryId
  address: string
  at: Date
  outcome: FetchOutcome
  names: number
  namesBefore: number
  bytes: number
  /** In words, what went wrong. */
  says: string | null
  /** What came besides names; null where nothing was read, or it was not kept yet. */
  brought: Brought | null
  /** What changed when the list changed last, by this fetch or by one before. */
  changed: ListChange | null
}

const columns = [
  'id',
  'source',
  'category',
  'address',
  'at',
  'outcome',
  'names',
  'names_before as namesBefore',
  'bytes',
  'says',
  'brought',
  'changed',
] as const

const asFetch = <Row extends { source: string; category: string; bytes: number }>(row: Row) => ({
  ...row,
  source: row.source as SourceId,
  category: row.category as CategoryId,
  // A bigint comes as text.
  bytes: Number(row.bytes),
})

/** The newest fetch of each list. */
export async function newestFetches(tx: Tx, schoolId: string): Promise<Fetch[]> {
  const rows = await tables(tx)
    .selectFrom('filtering.fetch')
    .distinctOn(['source', 'category', 'address'])
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('source')
    .orderBy('category')
    .orderBy('address')
    .orderBy('at', 'desc')
    .execute()
  return rows.map(asFetch)
}

/** Fetches that changed or refused something, newest first. */
export async function fetchesOf(tx: Tx, schoolId: string, most: number): Promise<Fetch[]> {
  const rows = await tables(tx)
    .selectFrom('filtering.fetch')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('outcome', '<>', 'same')
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(asFetch)
}

/** What came of fetching lists, those that failed too; none is no mistake. */
export async function insertFetches(tx: Tx, schoolId: string, fetches: readonly Fetch[]): Promise<void> {
  if (fetches.length === 0) return
  await tables(tx)
    .insertInto('filtering.fetch')
    .values(
      fetches.map((one) => ({
        school_id: schoolId,
        id: one.id,
        source: one.source,
        category: one.category,
        address: one.address,
        at: one.at,
        outcome: one.outcome,
        names: one.names,
        names_before: one.namesBefore,
        bytes: one.bytes,
        says: one.says,
        brought: one.brought && JSON.stringify(one.brought),
        changed: one.changed && JSON.stringify(one.changed),
      })),
    )
    .execute()
}
