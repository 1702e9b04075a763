import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { ProxyKey } from './proxy-key.ts'
import type { ProxyKeysTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<ProxyKeysTables>()

const columns = [
  'id',
  'person_id as personId',
  'name',
  'device',
  'made_at as madeAt',
  'until',
  'ended_at as endedAt',
] as const

const thatCount = (tx: Tx, schoolId: string, now: Date) =>
  tables(tx)
    .selectFrom('proxy_keys.key')
    .where('school_id', '=', schoolId)
    .where('ended_at', 'is', null)
    .where('until', '>', now)

/** Keys that count now, of one person or of everybody, the newest first. */
export function listKeys(tx: Tx, schoolId: string, now: Date, personId: string | null): Promise<ProxyKey[]> {
  const all = thatCount(tx, schoolId, now).select(columns).orderBy('made_at', 'desc').orderBy('id')
  return (personId === null ? all : all.where('person_id', '=', personId)).execute()
}

export type OverKey = ProxyKey & { endedBy: string | null }

/** Keys that ended or ran out since then, of one person or of everybody, the latest first. */
export function listOver(
  tx: Tx,
  schoolId: string,
  { now, since }: { now: Date; since: Date },
  personId: string | null,
): Promise<OverKey[]> {
  const overAt = sql<Date>`least(ended_at, until)`
  const all = tables(tx)
    .selectFrom('proxy_keys.key')
    .select([...columns, 'ended_by as endedBy'])
    .where('school_id', '=', schoolId)
    .where(overAt, '<=', now)
    .where(overAt, '>=', since)
    .orderBy(overAt, 'desc')
    .orderBy('id')
  return (personId === null ? all : all.where('person_id', '=', personId)).execute()
}

export type CountingKey = { name: string; secretHash: string; personId: string; until: Date }

/** What engines are told of keys that count now, in the order of their names. */
export function keysThatCount(tx: Tx, schoolId: string, now: Date): Promise<CountingKey[]> {
  return thatCount(tx, schoolId, now)
    .select(['name', 'secret_hash as secretHash', 'person_id as personId', 'until'])
    .orderBy('name')
    .execute()
}

/** A key, held until the commit. Not found in another school. */
export async function findKey(tx: Tx, schoolId: string, id: string): Promise<ProxyKey> {
  const found = await tables(tx)
    .selectFrom('proxy_keys.key')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound('key')
  return found
}

/** One who makes keys at a time, so that two at once make no more than they may. */
export async function lockHolder(tx: Tx, schoolId: string, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`proxy keys ${schoolId} ${personId}`}, 0))`.execute(
    tx,
  )
}

/** A new key, of which only the hash is kept. */
export async function insertKey(
  tx: Tx,
  schoolId: string,
  { id, personId, name, device, madeAt, until }: ProxyKey,
  secretHash: string,
): Promise<void> {
  await tables(tx)
    .insertInto('proxy_keys.key')
    .values({
      school_id: schoolId,
      id,
      person_id: personId,
      name,
      secret_hash: secretHash,
      device,
      made_at: madeAt,
      until,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** Ends these keys, or all keys of these people, and says which those were. `by` is null where nobody did it by hand. */
export async function saveEnd(
  tx: Tx,
  schoolId: string,
  which: { id: string } | { personIds: readonly string[] },
  { at, by }: { at: Date; by: string | null },
): Promise<{ id: string; personId: string }[]> {
  const open = tables(tx)
    .updateTable('proxy_keys.key')
    .set({ ended_at: at, ended_by: by })
    .where('school_id', '=', schoolId)
    .where('ended_at', 'is', null)
    .returning(['id', 'person_id as personId'])
  return 'id' in which
    ? open.where('id', '=', which.id).execute()
    : open.where('person_id', '=', sql<string>`any(${[...which.personIds]}::uuid[])`).execute()
}
