import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { DirectoriesTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<DirectoriesTables>()

export type Waiting = {
  accountId: string
  changes: number
  newPassword: Buffer | null
  mustChange: boolean
  /** Null where it was never declined. */
  declinedSince: Date | null
}

/** Logons that have to be written, each once however often it changed. */
export async function addWaiting(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  accountIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    insert into directories.waiting (school_id, connection_id, account_id, since, not_before)
    select ${schoolId}, ${connectionId}, id, ${at}, ${at} from unnest(${[...accountIds]}::uuid[]) as a (id)
    on conflict (school_id, connection_id, account_id)
    do update set changes = directories.waiting.changes + 1, not_before = excluded.not_before, declined = null`.execute(
    tx,
  )
}

/** A new password waits with its logon, encrypted, until it is written. */
export async function saveWaitingPassword(
  tx: Tx,
  schoolId: string,
  { connectionId, accountId }: { connectionId: string; accountId: string },
  { sealed, mustChange }: { sealed: Buffer | null; mustChange: boolean },
): Promise<void> {
  await tables(tx)
    .updateTable('directories.waiting')
    .set({ must_change: mustChange, ...(sealed === null ? {} : { new_password: sealed }) })
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .execute()
}

/** The next that are due, those first that have waited longest. */
export function dueWaiting(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  { now, most }: { now: Date; most: number },
): Promise<Waiting[]> {
  return tables(tx)
    .selectFrom('directories.waiting')
    .select([
      'account_id as accountId',
      'changes',
      'new_password as newPassword',
      'must_change as mustChange',
      'declined_since as declinedSince',
    ])
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('not_before', '<=', now)
    .orderBy('since')
    .orderBy('account_id')
    .limit(most)
    .execute()
}

/** What is still to be written for one logon; null when it is up to date. */
export async function findWaiting(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  accountId: string,
): Promise<Waiting | null> {
  const found = await tables(tx)
    .selectFrom('directories.waiting')
    .select([
      'account_id as accountId',
      'changes',
      'new_password as newPassword',
      'must_change as mustChange',
      'declined_since as declinedSince',
    ])
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return found ?? null
}

/** It is written, unless it changed again meanwhile. */
export async function endWaiting(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  { accountId, changes }: Pick<Waiting, 'accountId' | 'changes'>,
): Promise<void> {
  await tables(tx)
    .deleteFrom('directories.waiting')
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .where('changes', '=', changes)
    .execute()
}

/** The directory will not: it is tried again then, and the page says why. Kept is since when. */
export async function saveDeclined(
  tx: Tx,
  schoolId: string,
  { connectionId, accountId }: { connectionId: string; accountId: string },
  { declined, at, notBefore }: { declined: string; at: Date; notBefore: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('directories.waiting')
    .set({
      declined,
      declined_since: sql<Date>`coalesce(declined_since, ${at})`,
      not_before: notBefore,
    })
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('account_id', '=', accountId)
    .execute()
}

/** How many the directory has declined for long, so that they are tried no more than each night. */
export async function countHeld(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  after: Date,
): Promise<number> {
  const { held } = await tables(tx)
    .selectFrom('directories.waiting')
    .select(sql<number>`count(*)::int`.as('held'))
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where(sql<SqlBool>`declined is not null`)
    .where('not_before', '>', after)
    .executeTakeFirstOrThrow()
  return held
}

/** `changed`: those that are no new passwords, which are what a plan is about. */
export type Queue = { waiting: number; changed: number; oldest: Date | null; declined: number }

/** Forgets what waited when a plan was made, since the plan says all of it. A new password stays until it is written. */
export async function forgetPlanned(
  tx: Tx,
  schoolId: string,
  connectionId: string,
  madeAt: Date,
): Promise<void> {
  await tables(tx)
    .deleteFrom('directories.waiting')
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where('not_before', '<=', madeAt)
    .where('new_password', 'is', null)
    .execute()
}

/** How many wait, since when, and how many of them the directory declined. */
export async function queueOf(tx: Tx, schoolId: string, connectionId: string): Promise<Queue> {
  return await tables(tx)
    .selectFrom('directories.waiting')
    .select([
      sql<number>`count(*)::int`.as('waiting'),
      sql<number>`(count(*) filter (where new_password is null))::int`.as('changed'),
      sql<Date | null>`min(since)`.as('oldest'),
      sql<number>`count(declined)::int`.as('declined'),
    ])
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow()
}

export type Declined = { accountId: string; declined: string; since: Date }

/** What the directory declined, the first fifty. */
export async function declinedOf(tx: Tx, schoolId: string, connectionId: string): Promise<Declined[]> {
  const rows = await tables(tx)
    .selectFrom('directories.waiting')
    .select(['account_id as accountId', 'declined', 'since'])
    .where('school_id', '=', schoolId)
    .where('connection_id', '=', connectionId)
    .where(sql<SqlBool>`declined is not null`)
    .orderBy('since')
    .limit(50)
    .execute()
  return rows.map((row) => ({ ...row, declined: row.declined ?? '' }))
}
