import type { Tx } from '../database/database.ts'

export type ExportTables = {
  'exports.code': {
    school_id: string
    id: string
    code_hash: Buffer
    asked_by: string
    made_at: Date
    ends_at: Date
    used_at: Date | null
  }
}

const tables = (tx: Tx) => tx.withTables<ExportTables>()

/** A hash of the code, unused; the code itself is only on the page. */
export async function insertCode(tx: Tx, row: Omit<ExportTables['exports.code'], 'used_at'>): Promise<void> {
  await tables(tx)
    .insertInto('exports.code')
    .values({ ...row, used_at: null })
    .execute()
}

/** Uses a code up and returns who asked for it; undefined when it is wrong, over or was used. */
export async function spendCode(
  tx: Tx,
  schoolId: string,
  codeHash: Buffer,
  at: Date,
): Promise<string | undefined> {
  const row = await tables(tx)
    .updateTable('exports.code')
    .set({ used_at: at })
    .where('school_id', '=', schoolId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .returning('asked_by')
    .executeTakeFirst()
  return row?.asked_by
}
