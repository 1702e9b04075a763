// Systems that tell us of accounts, and the tokens by which they are known.

import { type SqlBool, sql, type Updateable } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Connection, Token } from './connection.ts'
import type { ProvisioningTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ProvisioningTables>()

const columns = [
  'id',
  'name',
  'source',
  'brings',
  'state',
  'made_at as madeAt',
  'stopped_at as stoppedAt',
  'may_close_until as mayCloseUntil',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('provisioning.connection').select(columns).where('school_id', '=', schoolId)

/** One connection, locked until the commit where it is going to change. Not found in another school. */
export async function findConnection(
  tx: Tx,
  schoolId: string,
  id: string,
  lock = false,
): Promise<Connection> {
  const found = await ofSchool(tx, schoolId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!found) throw new NotFound('connection')
  return found
}

/** By name, those that have ended too. */
export function connectionsOf(tx: Tx, schoolId: string): Promise<Connection[]> {
  return ofSchool(tx, schoolId).orderBy('name').execute()
}

/** By a connection that has not ended, whatever its capitals. */
export async function nameIsTaken(tx: Tx, schoolId: string, name: string): Promise<boolean> {
  const found = await ofSchool(tx, schoolId)
    .where(sql<SqlBool>`lower(name) = lower(${name})`)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  return found !== undefined
}

/** A source that may write here once it has a token; it has sent nothing yet. */
export async function insertConnection(
  tx: Tx,
  row: Pick<
    ProvisioningTables['provisioning.connection'],
    'school_id' | 'id' | 'name' | 'source' | 'brings' | 'made_at' | 'made_by'
  >,
): Promise<void> {
  const rest = { stopped_at: null, may_close_until: null, ended_at: null, ended_by: null }
  await tables(tx)
    .insertInto('provisioning.connection')
    .values({ ...row, ...rest, state: 'open' })
    .execute()
}

/** What of it may change. Which source it is never does. */
export async function saveConnection(
  tx: Tx,
  schoolId: string,
  id: string,
  change: Updateable<ProvisioningTables['provisioning.connection']>,
): Promise<void> {
  await tables(tx)
    .updateTable('provisioning.connection')
    .set(change)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

const tokenColumns = [
  'id',
  'connection_id as connectionId',
  'made_at as madeAt',
  'made_by as madeBy',
  'expires_at as expiresAt',
  'last_used_at as lastUsedAt',
  'ended_at as endedAt',
] as const

/** Every token that a connection ever had, newest first. */
export function tokensOf(tx: Tx, schoolId: string, connectionId: string): Promise<Token[]> {
  return tables(tx)
    .selectFrom('provisioning.token')
    .select(tokenColumns)
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .orderBy('made_at', 'desc')
    .execute()
}

/** The token with this hash, of this school. */
export function tokenBehind(
  tx: Tx,
  schoolId: string,
  hash: Buffer,
): Promise<(Token & { connectionId: string }) | undefined> {
  return tables(tx)
    .selectFrom('provisioning.token')
    .select(tokenColumns)
    .where('school_id', '=', schoolId)
    .where('hash', '=', hash)
    .executeTakeFirst()
}

/** Keeps a hash; the token itself is shown once. Two may be valid while one replaces the other (decision X7). */
export async function insertToken(
  tx: Tx,
  row: Pick<
    ProvisioningTables['provisioning.token'],
    'school_id' | 'id' | 'connection_id' | 'hash' | 'made_at' | 'made_by' | 'expires_at'
  >,
): Promise<void> {
  await tables(tx)
    .insertInto('provisioning.token')
    .values({ ...row, last_used_at: null, ended_at: null, ended_by: null })
    .execute()
}

/** Ends one token of a connection, or all of them; returns how many were open. */
export async function endTokens(
  tx: Tx,
  schoolId: string,
  of: { connectionId: string; tokenId?: string },
  end: { at: Date; by: string | null },
): Promise<number> {
  const { tokenId } = of
  const ended = await tables(tx)
    .updateTable('provisioning.token')
    .set({ ended_at: end.at, ended_by: end.by })
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', of.connectionId)
    .$if(tokenId !== undefined, (query) => query.where('id', '=', tokenId ?? ''))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** When the source last asked with it: an unused token is one that can go. */
export async function saveUsed(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('provisioning.token')
    .set({ last_used_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
