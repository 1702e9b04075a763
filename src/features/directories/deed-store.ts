import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { DirectoriesTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<DirectoriesTables>()

export type Deed = { accountId: string | null; at: Date; wrote: string; detail: string | null }

/** Notes what was written to the directory. */
export async function noteDeed(tx: Tx, schoolId: string, connectionId: string, deed: Deed): Promise<void> {
  const { accountId, at, wrote, detail } = deed
  await tables(tx)
    .insertInto('directories.deed')
    .values({
      school_id: schoolId,
      id: newId(),
      connection_id: connectionId,
      account_id: accountId,
      at,
      wrote,
      detail,
    })
    .execute()
}

/** What was written last, newest first. */
export function newestDeeds(tx: Tx, schoolId: string, connectionId: string, most: number): Promise<Deed[]> {
  return tables(tx)
    .selectFrom('directories.deed')
    .select(['account_id as accountId', 'at', 'wrote', 'detail'])
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}
