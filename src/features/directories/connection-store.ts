import { type SqlBool, sql, type Updateable } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Connection } from './connection.ts'
import type { DirectoriesTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<DirectoriesTables>()

const columns = [
  'c.id',
  'c.name',
  'c.dialect',
  'c.host',
  'c.port',
  'c.security',
  'c.trusted',
  'c.bind_name as bindName',
  'c.base',
  'c.placed_by as placedBy',
  'c.logon_domain as logonDomain',
  'c.state',
  'c.last_success_at as lastSuccessAt',
  'c.failing_since as failingSince',
  'c.failure',
  'c.revision',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('directories.connection as c').where('c.school_id', '=', schoolId)

/** The connection. Not found in another school. */
export async function findConnection(tx: Tx, schoolId: string, id: string): Promise<Connection> {
  const found = await ofSchool(tx, schoolId).select(columns).where('c.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('directory')
  return found
}

/** The connection, held until the commit. */
export async function lockConnection(tx: Tx, schoolId: string, id: string): Promise<Connection> {
  const found = await ofSchool(tx, schoolId)
    .select(columns)
    .where('c.id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('directory')
  return found
}

/** Every connection of the school, by name. */
export function connectionsOf(tx: Tx, schoolId: string): Promise<Connection[]> {
  return ofSchool(tx, schoolId).select(columns).orderBy('c.name').execute()
}

/** The encrypted password with which we sign in there. */
export async function sealedPasswordOf(tx: Tx, schoolId: string, id: string): Promise<Buffer | null> {
  const found = await ofSchool(tx, schoolId)
    .select('c.bind_password as sealed')
    .where('c.id', '=', id)
    .executeTakeFirst()
  return found?.sealed ?? null
}

/** By another connection of the school, whatever its capitals; `but` is the one that may keep its name. */
export async function nameIsTaken(tx: Tx, schoolId: string, name: string, but: string | null) {
  const found = await ofSchool(tx, schoolId)
    .select('c.id')
    .where(sql<SqlBool>`lower(c.name) = lower(${name})`)
    .where(sql<SqlBool>`(${but}::uuid is null or c.id <> ${but}::uuid)`)
    .executeTakeFirst()
  return found !== undefined
}

/** It reaches nothing yet: no success, no failure, revision 1. */
export async function insertConnection(
  tx: Tx,
  row: Omit<
    DirectoriesTables['directories.connection'],
    'last_success_at' | 'failing_since' | 'failure' | 'worked_on_until' | 'revision'
  >,
): Promise<void> {
  await tables(tx)
    .insertInto('directories.connection')
    .values({ ...row, revision: 1 })
    .execute()
}

/** Counts the revision on, by which a stale form is refused. */
export async function saveConnection(
  tx: Tx,
  schoolId: string,
  id: string,
  change: Updateable<DirectoriesTables['directories.connection']>,
): Promise<void> {
  await tables(tx)
    .updateTable('directories.connection')
    .set({ ...change, revision: sql`revision + 1` })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Takes the connection for one worker until a moment. False while another has it. */
export async function claimWork(
  tx: Tx,
  schoolId: string,
  id: string,
  { now, until }: { now: Date; until: Date },
): Promise<boolean> {
  const done = await tables(tx)
    .updateTable('directories.connection')
    .set({ worked_on_until: until })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where(sql<SqlBool>`(worked_on_until is null or worked_on_until <= ${now})`)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Gives it back, with how it went: a failure keeps the moment since which it fails. */
export async function endWork(
  tx: Tx,
  schoolId: string,
  id: string,
  { now, failure }: { now: Date; failure: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('directories.connection')
    .set({
      worked_on_until: null,
      failure,
      failing_since: failure === null ? null : sql`coalesce(failing_since, ${now}::timestamptz)`,
      ...(failure === null ? { last_success_at: now } : {}),
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
