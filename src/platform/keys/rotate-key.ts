// A new master key in place of the old one. Three steps, each whole or not at all, and safe to be killed between any two:
// the next key is written beside the current one; one transaction wraps every school's keys by it; it takes the current one's
// place. Until the last step both are accepted, and running it again finishes what was begun.

import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import {
  type KeyFile,
  type MasterKey,
  openMasterKeys,
  prepareNextMasterKey,
  promoteNextMasterKey,
} from './master-key.ts'
import { schoolKeyBoundTo } from './school-keys.ts'
import type { KeyTables } from './tables.ts'
import { unwrapKey, wrapKey } from './wrap.ts'

/** `printed` is the new key for paper. The old paper opens backups made before, so it is kept as long as they are. */
export type Rotated = { printed: string; schoolKeys: number }

const tables = (tx: Tx) => tx.withTables<KeyTables>()

/** Replaces the master key. Needs the database as its owner, because it reaches the keys of every school. */
export async function rotateKey(ownerDb: Db, file: KeyFile): Promise<Rotated> {
  const printed = await prepareNextMasterKey(file)
  const schoolKeys = await rewrapAll(ownerDb, file)
  await promoteNextMasterKey(file)
  return { printed, schoolKeys }
}

/** The middle step: every school's keys under the next master key, or none. Returns how many there were to do. */
export async function rewrapAll(ownerDb: Db, file: KeyFile): Promise<number> {
  const { current, next } = await openMasterKeys(file)
  if (!next) throw new Error('no next master key was prepared')
  return ownerDb.transaction().execute(async (tx) => {
    const inUse = { key_id: next.id, since: sql<Date>`now()`, print_confirmed_at: null }
    await tables(tx)
      .insertInto('keys.master_key_in_use')
      .values({ only_one: true, ...inUse })
      .onConflict((conflict) =>
        conflict
          .column('only_one')
          .doUpdateSet(inUse)
          .where('keys.master_key_in_use.key_id', '=', current.id),
      )
      .execute()
    const rows = await tables(tx)
      .selectFrom('keys.school_key')
      .selectAll()
      .where('master_key_id', '<>', next.id)
      .forUpdate()
      .execute()
    for (const row of rows) await rewrap(tx, row, current, next)
    return rows.length
  })
}

async function rewrap(
  tx: Tx,
  row: KeyTables['keys.school_key'],
  current: MasterKey,
  next: MasterKey,
): Promise<void> {
  const { school_id, purpose, version, wrapped } = row
  const boundTo = schoolKeyBoundTo(school_id, purpose, version)
  await tables(tx)
    .updateTable('keys.school_key')
    .set({
      master_key_id: next.id,
      wrapped: wrapKey(unwrapKey(wrapped, current.key, boundTo), next.key, boundTo),
    })
    .where('school_id', '=', school_id)
    .where('purpose', '=', purpose)
    .where('version', '=', version)
    .execute()
}
