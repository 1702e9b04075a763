import { type SqlBool, sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Drift } from './entry-facts.ts'
import type { DirectoriesTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<DirectoriesTables>()

export type DriftFound = Drift & {
  id: string
  accountId: string
  foundAt: Date
  settledAt: Date | null
}

/** Notes what was changed by hand of one logon; what no longer differs is gone from the list. */
export async function saveDrift(
  tx: Tx,
  schoolId: string,
  of: { connectionId: string; accountId: string },
  found: readonly Drift[],
  at: Date,
): Promise<void> {
  const { connectionId, accountId } = of
  await tables(tx)
    .updateTable('directories.drift')
    .set({ settled_at: at, settled_as: 'gone' })
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .where('settled_at', 'is', null)
    .where(sql<SqlBool>`not (what = any(${found.map(({ what }) => what)}::text[]))`)
    .execute()
  for (const { what, ours, theirs } of found) {
    await sql`
      insert into directories.drift (school_id, id, connection_id, account_id, what, ours, theirs, found_at)
      values (${schoolId}, ${newId()}, ${connectionId}, ${accountId}, ${what}, ${ours}, ${theirs}, ${at})
      on conflict (school_id, connection_id, account_id, what) where settled_at is null
      do update set ours = excluded.ours, theirs = excluded.theirs`.execute(tx)
  }
}

const columns = [
  'id',
  'account_id as accountId',
  'what',
  'ours',
  'theirs',
  'found_at as foundAt',
  'settled_at as settledAt',
] as const

/** What was changed by hand and nobody has settled, oldest first, the first hundred. */
export async function openDrift(tx: Tx, schoolId: string, connectionId: string): Promise<DriftFound[]> {
  const rows = await tables(tx)
    .selectFrom('directories.drift')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('settled_at', 'is', null)
    .orderBy('found_at')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows as DriftFound[]
}

/** What was changed by hand there and nobody has decided yet. */
export async function countDrift(tx: Tx, schoolId: string, connectionId: string): Promise<number> {
  const { total } = await tables(tx)
    .selectFrom('directories.drift')
    .select(sql<number>`count(*)::int`.as('total'))
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return total
}

/** One of them, held until the commit. */
export async function lockDrift(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  id: string,
): Promise<DriftFound> {
  const found = await tables(tx)
    .selectFrom('directories.drift')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('difference')
  return found as DriftFound
}

/** `ours`: we write over it; `theirs`: it stays, and we leave that attribute alone. */
export async function settleDrift(
  tx: Tx,
  schoolId: string,
  id: string,
  { at, by, as }: { at: Date; by: string; as: 'ours' | 'theirs' },
): Promise<void> {
  await tables(tx)
    .updateTable('directories.drift')
    .set({ settled_at: at, settled_by: by, settled_as: as })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
