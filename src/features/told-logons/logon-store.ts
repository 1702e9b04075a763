import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { ToldLogonsTables } from './tables.ts'
import type { ToldLogon } from './told-logon.ts'

const tables = (tx: Tx) => tx.withTables<ToldLogonsTables>()

/** One message of a school at a time: a logon and the end of the one before it may come together. */
export async function lockSchool(tx: Tx, schoolId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`network logons ${schoolId}`}, 0))`.execute(tx)
}

/** Logons that count now, of all or at one address. */
export function logonsNow(tx: Tx, schoolId: string, now: Date, address?: string): Promise<ToldLogon[]> {
  const all = tables(tx)
    .selectFrom('told_logons.logon as l')
    .innerJoin('told_logons.teller as t', (join) =>
      join.onRef('t.school_id', '=', 'l.school_id').onRef('t.id', '=', 'l.teller_id'),
    )
    .select([
      'l.id',
      'l.teller_id as tellerId',
      't.kind as tellerKind',
      'l.account_id as accountId',
      'l.person_id as personId',
      'l.class_id as classId',
      'l.adult_id as adultId',
      'l.address',
      'l.device',
      'l.session',
      'l.since',
      'l.until',
    ])
    .where('l.school_id', '=', schoolId)
    .where('l.until', '>', now)
    .orderBy('l.since')
    .orderBy('l.id')
  return (address === undefined ? all : all.where('l.address', '=', address)).execute()
}

/** A logon that was told just now. */
export async function insertLogon(
  tx: Tx,
  schoolId: string,
  { tellerKind: _, ...logon }: ToldLogon,
): Promise<void> {
  await tables(tx)
    .insertInto('told_logons.logon')
    .values({
      school_id: schoolId,
      id: logon.id,
      teller_id: logon.tellerId,
      account_id: logon.accountId,
      person_id: logon.personId,
      class_id: logon.classId,
      adult_id: logon.adultId,
      address: logon.address,
      device: logon.device,
      session: logon.session,
      since: logon.since,
      until: logon.until,
    })
    .execute()
}

/** These logons go on: until when they count now, and in which session. */
export async function saveGoesOn(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  change: { until: Date; session: string | null },
): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .updateTable('told_logons.logon')
    .set(change)
    .where('school_id', '=', schoolId)
    .where(sql<SqlBool>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

/** Until when these logons count; the present ends them. */
export async function saveUntil(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
  until: Date,
): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .updateTable('told_logons.logon')
    .set({ until })
    .where('school_id', '=', schoolId)
    .where(sql<SqlBool>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

export type Lease = { device: string; address: string; until: Date }

/** Which device has which address now. */
export function leasesNow(tx: Tx, schoolId: string, now: Date): Promise<Lease[]> {
  return tables(tx)
    .selectFrom('told_logons.lease')
    .select(['device', 'address', 'until'])
    .where('school_id', '=', schoolId)
    .where('until', '>', now)
    .orderBy('device')
    .execute()
}

/** The device has this address from now on, and no other device has it. */
export async function saveLease(tx: Tx, schoolId: string, lease: Lease, now: Date): Promise<void> {
  await tables(tx)
    .updateTable('told_logons.lease')
    .set({ until: now })
    .where('school_id', '=', schoolId)
    .where('address', '=', lease.address)
    .where('device', '<>', lease.device)
    .where('until', '>', now)
    .execute()
  const { address, until } = lease
  await tables(tx)
    .insertInto('told_logons.lease')
    .values({ school_id: schoolId, ...lease })
    .onConflict((kept) => kept.columns(['school_id', 'device']).doUpdateSet({ address, until }))
    .execute()
}

/** When a system of the school last told a logon: for evidence, which names nobody. */
export async function lastLogonAt(tx: Tx, schoolId: string, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ lastAt: Date | null }>`
    select max(since) as "lastAt" from told_logons.logon where school_id = ${schoolId} and since <= ${now}`.execute(
    tx,
  )
  return rows[0]?.lastAt ?? null
}
