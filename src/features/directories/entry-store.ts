import type { Tx } from '#/platform/database/database.ts'
import type { Facts, LetStand } from './entry-facts.ts'
import type { DirectoriesTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<DirectoriesTables>()

export type KnownEntry = { dn: string; written: Facts; letStand: LetStand }
type Of = { connectionId: string; accountId: string }

/** What we wrote of each of the logons, or of all. */
export async function knownEntries(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  accountIds: readonly string[] | null = null,
): Promise<ReadonlyMap<string, KnownEntry>> {
  let query = tables(tx)
    .selectFrom('directories.entry')
    .select(['account_id', 'dn', 'written', 'let_stand as letStand'])
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
  if (accountIds !== null) query = query.where('account_id', 'in', [...accountIds])
  const rows = await query.execute()
  return new Map(rows.map(({ account_id, ...known }) => [account_id, known]))
}

/** Notes what the directory says now because of us. */
export async function saveEntry(
  tx: Tx,
  schoolId: string,
  { connectionId, accountId }: Of,
  { dn, written, at }: { dn: string; written: Facts; at: Date },
): Promise<void> {
  const change = { dn, written: JSON.stringify(written), written_at: at }
  await tables(tx)
    .insertInto('directories.entry')
    .values({
      school_id: schoolId,
      connection_id: connectionId,
      account_id: accountId,
      let_stand: '{}',
      ...change,
    })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'connection_id', 'account_id']).doUpdateSet(change),
    )
    .execute()
}

/** Notes what of the directory's own stands, and what counts as written there. */
export async function saveStanding(
  tx: Tx,
  schoolId: string,
  { connectionId, accountId }: Of,
  { written, letStand }: Omit<KnownEntry, 'dn'>,
): Promise<void> {
  await tables(tx)
    .updateTable('directories.entry')
    .set({ written: JSON.stringify(written), let_stand: JSON.stringify(letStand) })
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .execute()
}

/** Forgets that it was written: it is made anew. */
export async function forgetEntry(tx: Tx, schoolId: string, { connectionId, accountId }: Of): Promise<void> {
  await tables(tx)
    .deleteFrom('directories.entry')
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .execute()
}
