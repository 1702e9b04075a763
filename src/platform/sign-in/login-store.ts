import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { SignInTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

export type Login = {
  schoolId: string
  personId: string
  signInName: string
  passwordHash: string | null
  mustChangePassword: boolean
  disabledAt: Date | null
}

const loginColumns = [
  'school_id as schoolId',
  'person_id as personId',
  'sign_in_name as signInName',
  'password_hash as passwordHash',
  'must_change_password as mustChangePassword',
  'disabled_at as disabledAt',
] as const

/** Names are kept and compared in lower case, without the spaces that phones put after a word. */
export function asSignInName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

/** The person's login; undefined when they have none, or in another school. */
export function findLogin(tx: Tx, schoolId: string, personId: string): Promise<Login | undefined> {
  return tables(tx)
    .selectFrom('sign_in.login')
    .select(loginColumns)
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** Like `findLogin`, and nobody changes it until the commit. */
export function lockLogin(tx: Tx, schoolId: string, personId: string): Promise<Login | undefined> {
  return tables(tx)
    .selectFrom('sign_in.login')
    .select(loginColumns)
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
}

/** The login of a name, and whether this device is one that its holder has signed in on before. */
export async function findLoginByName(
  tx: Tx,
  schoolId: string,
  signInName: string,
  deviceHash: Buffer | null,
): Promise<{ login: Login | undefined; knownDevice: boolean }> {
  const login = await tables(tx)
    .selectFrom('sign_in.login as l')
    .leftJoin('sign_in.known_device as d', (join) =>
      join
        .onRef('d.school_id', '=', 'l.school_id')
        .onRef('d.person_id', '=', 'l.person_id')
        .on('d.token_hash', '=', deviceHash ?? Buffer.alloc(0)),
    )
    .select(loginColumns.map((column) => `l.${column}` as const))
    .select('d.token_hash as deviceHash')
    .where('l.school_id', '=', schoolId)
    .where('l.sign_in_name', '=', signInName)
    .executeTakeFirst()
  return { login, knownDevice: login !== undefined && login.deviceHash !== null }
}

/** Remembers a browser in which the password was right; wrong tries there are counted apart. */
export async function rememberDevice(
  tx: Tx,
  schoolId: string,
  device: { tokenHash: Buffer; personId: string; at: Date },
): Promise<void> {
  await tables(tx)
    .insertInto('sign_in.known_device')
    .values({
      school_id: schoolId,
      token_hash: device.tokenHash,
      person_id: device.personId,
      first_used_at: device.at,
      last_used_at: device.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'token_hash', 'person_id']).doUpdateSet({ last_used_at: device.at }),
    )
    .execute()
}

/** Adds a login. False when the name is taken, here or in another school, or when the person has one. */
export async function insertLogin(
  tx: Tx,
  schoolId: string,
  login: { personId: string; signInName: string; at: Date },
): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('sign_in.login')
    .values({
      school_id: schoolId,
      person_id: login.personId,
      sign_in_name: login.signInName,
      password_hash: null,
      password_set_at: null,
      must_change_password: false,
      disabled_at: null,
      disabled_why: null,
      created_at: login.at,
      last_signed_in_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return added !== undefined
}

/** Saves the hash; null: the person has no password until they choose one. A temporary one is changed at the next sign-in. */
export async function savePassword(
  tx: Tx,
  schoolId: string,
  personId: string,
  password: { hash: string | null; temporary: boolean; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.login')
    .set({
      password_hash: password.hash,
      password_set_at: password.at,
      must_change_password: password.temporary,
    })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .execute()
}

/** Disables the logins, or enables them again with null. Sessions are the caller's to end. */
export async function saveDisabled(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  disabled: { at: Date; why: string } | null,
): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.login')
    .set({ disabled_at: disabled?.at ?? null, disabled_why: disabled?.why ?? null })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute()
}

/** Links are hashed, work once and for a time. A new one makes the older ones void. */
export async function insertPasswordLink(
  tx: Tx,
  schoolId: string,
  link: { tokenHash: Buffer; personId: string; madeBy: string | null; at: Date; expiresAt: Date },
): Promise<void> {
  await tables(tx)
    .deleteFrom('sign_in.password_link')
    .where('school_id', '=', schoolId)
    .where('person_id', '=', link.personId)
    .where('used_at', 'is', null)
    .execute()
  await tables(tx)
    .insertInto('sign_in.password_link')
    .values({
      school_id: schoolId,
      token_hash: link.tokenHash,
      person_id: link.personId,
      made_at: link.at,
      made_by: link.madeBy,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute()
}

/** The person whose unused link this is. */
export async function findPasswordLink(
  tx: Tx,
  schoolId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<{ personId: string; signInName: string } | undefined> {
  return tables(tx)
    .selectFrom('sign_in.password_link as k')
    .innerJoin('sign_in.login as l', (join) =>
      join.onRef('l.school_id', '=', 'k.school_id').onRef('l.person_id', '=', 'k.person_id'),
    )
    .select(['l.person_id as personId', 'l.sign_in_name as signInName'])
    .where('k.school_id', '=', schoolId)
    .where('k.token_hash', '=', tokenHash)
    .where('k.used_at', 'is', null)
    .where('k.expires_at', '>', now)
    .where('l.disabled_at', 'is', null)
    .executeTakeFirst()
}

/** Uses a link up. False when somebody was faster. */
export async function usePasswordLink(
  tx: Tx,
  schoolId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ person_id: string }>`
    update sign_in.password_link set used_at = ${now}
     where school_id = ${schoolId} and token_hash = ${tokenHash} and used_at is null and expires_at > ${now}
    returning person_id`.execute(tx)
  return rows.length === 1
}
