import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { SignInTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

export type ClassSession = {
  id: string
  className: string
  openedBy: string
  openedAt: Date
  endsAt: Date
  shown: Buffer
}

const columns = [
  'id',
  'class_name as className',
  'opened_by as openedBy',
  'opened_at as openedAt',
  'ends_at as endsAt',
  'shown',
] as const

/** Adds a class session. False when an open one has the same words: choose others. */
export async function insertClassSession(
  tx: Tx,
  schoolId: string,
  session: ClassSession & { classId: string; codeHash: Buffer; linkHash: Buffer },
): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('sign_in.class_session')
    .values({
      school_id: schoolId,
      id: session.id,
      class_id: session.classId,
      class_name: session.className,
      opened_by: session.openedBy,
      opened_at: session.openedAt,
      ends_at: session.endsAt,
      ended_at: null,
      shown: session.shown,
      code_hash: session.codeHash,
      link_hash: session.linkHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

/** The open session with these words or this link. */
export function findClassSession(
  tx: Tx,
  schoolId: string,
  by: { codeHash: Buffer } | { linkHash: Buffer },
  now: Date,
): Promise<ClassSession | undefined> {
  const [column, hash] =
    'codeHash' in by ? (['code_hash', by.codeHash] as const) : (['link_hash', by.linkHash] as const)
  return tables(tx)
    .selectFrom('sign_in.class_session')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where(column, '=', hash)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst()
}

/** The open sessions of an adult. */
export function classSessionsOf(
  tx: Tx,
  schoolId: string,
  personId: string,
  now: Date,
): Promise<ClassSession[]> {
  return tables(tx)
    .selectFrom('sign_in.class_session')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('opened_by', '=', personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
}

/** Ends a session that this adult opened. False when there is none. */
export async function endClassSession(
  tx: Tx,
  schoolId: string,
  session: { id: string; openedBy: string; at: Date },
): Promise<boolean> {
  const ended = await tables(tx)
    .updateTable('sign_in.class_session')
    .set({ ended_at: session.at })
    .where('school_id', '=', schoolId)
    .where('id', '=', session.id)
    .where('opened_by', '=', session.openedBy)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** Ends every open session of these adults and says which. */
export async function endClassSessionsOf(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const ended = await tables(tx)
    .updateTable('sign_in.class_session')
    .set({ ended_at: at })
    .where('school_id', '=', schoolId)
    .where('opened_by', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

/** The adults who opened these sessions. */
export async function whoOpened(tx: Tx, schoolId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('sign_in.class_session')
    .select('opened_by')
    .where('school_id', '=', schoolId)
    .where('id', 'in', [...ids])
    .execute()
  return rows.map(({ opened_by }) => opened_by)
}
