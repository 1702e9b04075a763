// A key for each school and purpose, made when first asked for, wrapped by the master key.

import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { type Keyring, masterKeyNamed } from './keyring.ts'
import type { KeyTables } from './tables.ts'
import { newKey, unwrapKey, wrapKey } from './wrap.ts'

const tables = (tx: Tx) => tx.withTables<KeyTables>()

/** What keys are for. A key made for one purpose opens nothing of another. */
export const purposes = [
  'files',
  'signIn',
  'mail',
  'audit',
  'replyCodes',
  'throttling',
  'signInHashes',
  'directories',
  'inspection',
] as const
export type Purpose = (typeof purposes)[number]

export type SchoolKey = { version: number; key: KeyObject }
type Row = { version: number; master_key_id: string; wrapped: Buffer }

/** What a wrapped school key is bound to: one school, purpose and version. */
export function schoolKeyBoundTo(schoolId: string, purpose: string, version: number) {
  return { schoolId, about: `${purpose}/${version}`, purpose: 'school key' }
}

/** The school's newest key for the purpose. The first time it makes one, so not in a transaction that cannot write. */
export async function keyFor(
  tx: Tx,
  keyring: Keyring,
  schoolId: string,
  purpose: Purpose,
): Promise<SchoolKey> {
  const found = await findNewest(tx, schoolId, purpose)
  return found ? open(keyring, schoolId, purpose, found) : makeKey(tx, keyring, schoolId, purpose, 1)
}

/** The key of a version, for what was wrapped by it. */
export async function keyOfVersion(
  tx: Tx,
  keyring: Keyring,
  schoolId: string,
  purpose: Purpose,
  version: number,
): Promise<KeyObject> {
  const row = await findVersion(tx, schoolId, purpose, version)
  return (await open(keyring, schoolId, purpose, row)).key
}

/** The key of a version as it is kept: wrapped, with the fingerprint of the master key that opens it. */
export async function wrappedKeyOf(
  tx: Tx,
  schoolId: string,
  purpose: Purpose,
  version: number,
): Promise<{ masterKeyId: string; wrapped: Buffer }> {
  const { master_key_id: masterKeyId, wrapped } = await findVersion(tx, schoolId, purpose, version)
  return { masterKeyId, wrapped }
}

function findVersion(tx: Tx, schoolId: string, purpose: Purpose, version: number): Promise<Row> {
  return tables(tx)
    .selectFrom('keys.school_key')
    .select(['version', 'master_key_id', 'wrapped'])
    .where('school_id', '=', schoolId)
    .where('purpose', '=', purpose)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
}

/** A further version, used from now on. What was wrapped by earlier ones stays readable by them. */
export async function renewKey(
  tx: Tx,
  keyring: Keyring,
  schoolId: string,
  purpose: Purpose,
): Promise<SchoolKey> {
  const { version } = await keyFor(tx, keyring, schoolId, purpose)
  return makeKey(tx, keyring, schoolId, purpose, version + 1)
}

/**
 * The fingerprint of the master key that wraps here, the first time that of the keyring. Its row is held until the
 * commit, so that no key is wrapped by a master key which a rotation is just replacing.
 */
async function masterKeyInUse(tx: Tx, keyring: Keyring): Promise<string> {
  await tables(tx)
    .insertInto('keys.master_key_in_use')
    .values({ only_one: true, key_id: keyring.keys.current.id, since: new Date(), print_confirmed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { key_id } = await tables(tx)
    .selectFrom('keys.master_key_in_use')
    .select('key_id')
    .forShare()
    .executeTakeFirstOrThrow()
  return key_id
}

/** The fingerprint of the master key that wraps the keys of a database, asked as its owner; null where nothing is wrapped yet. */
export async function masterKeyIdIn(ownerDb: Db): Promise<string | null> {
  // Asked before the first migration too.
  const { rows } = await sql`select where to_regclass('keys.master_key_in_use') is not null`.execute(ownerDb)
  if (rows.length === 0) return null
  const row = await ownerDb
    .withTables<KeyTables>()
    .selectFrom('keys.master_key_in_use')
    .select('key_id')
    .executeTakeFirst()
  return row?.key_id ?? null
}

/** Notes that a person has typed the printed master key back; until then, home pages ask for it. */
export async function notePrintConfirmed(tx: Tx, at: Date): Promise<void> {
  await tables(tx).updateTable('keys.master_key_in_use').set({ print_confirmed_at: at }).execute()
}

async function makeKey(
  tx: Tx,
  keyring: Keyring,
  schoolId: string,
  purpose: Purpose,
  version: number,
): Promise<SchoolKey> {
  const master = await masterKeyNamed(keyring, await masterKeyInUse(tx, keyring))
  const row = {
    school_id: schoolId,
    purpose,
    version,
    master_key_id: master.id,
    wrapped: wrapKey(newKey(), master.key, schoolKeyBoundTo(schoolId, purpose, version)),
    made_at: new Date(),
  }
  await tables(tx)
    .insertInto('keys.school_key')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // Two at once: the first to commit made the key, and both use that one.
  const made = await findNewest(tx, schoolId, purpose)
  if (!made) throw new Error(`no key for ${purpose} right after one was made`)
  return open(keyring, schoolId, purpose, made)
}

async function findNewest(tx: Tx, schoolId: string, purpose: Purpose): Promise<Row | undefined> {
  return tables(tx)
    .selectFrom('keys.school_key')
    .select(['version', 'master_key_id', 'wrapped'])
    .where('school_id', '=', schoolId)
    .where('purpose', '=', purpose)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function open(keyring: Keyring, schoolId: string, purpose: Purpose, row: Row): Promise<SchoolKey> {
  const master = await masterKeyNamed(keyring, row.master_key_id)
  const key = unwrapKey(row.wrapped, master.key, schoolKeyBoundTo(schoolId, purpose, row.version))
  return { version: row.version, key }
}
