// Addresses at which somebody cannot be reached, from the day that it was noted until somebody put it right.

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { PeopleTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<PeopleTables>()

export type WrongAddress = {
  personId: string
  way: 'email' | 'letter'
  why: 'refused' | 'notMe' | 'cameBack'
  notedAt: Date
}

/** Notes it; false when that was known already. What was noted of an address that they no longer have is over. */
export async function addWrongAddress(
  tx: Tx,
  row: Omit<PeopleTables['people.wrong_address'], 'settled_at' | 'settled_by'>,
): Promise<boolean> {
  await settleCorrected(tx, row.school_id, row.noted_at, row.person_id)
  const added = await tables(tx)
    .insertInto('people.wrong_address')
    .values({ ...row, settled_at: null, settled_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Those of the people who cannot be reached at the address that they have. */
export async function wrongAddressesAmong(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<WrongAddress[]> {
  const { rows } = await sql<WrongAddress>`
    select w.person_id as "personId", w.way, w.why, w.noted_at as "notedAt"
      from people.wrong_address w
      join people.person p on p.school_id = w.school_id and p.id = w.person_id
     where w.school_id = ${schoolId} and w.person_id = any(${[...personIds]}::uuid[])
       and w.settled_at is null and (w.way = 'letter' or lower(w.address) = lower(p.email))
     order by w.noted_at`.execute(tx)
  return rows
}

/** A person `p` has an e-mail address, and nothing that was sent there came back. For the queries of this feature. */
export const canBeMailed: RawBuilder<boolean> = sql<boolean>`(p.email is not null and not exists (
  select from people.wrong_address w
   where w.school_id = p.school_id and w.person_id = p.id and w.way = 'email' and w.settled_at is null
     and lower(w.address) = lower(p.email)))`

/** Somebody says that the person can be reached after all. Returns how many notes that ends. */
export async function settleWrongAddresses(
  tx: Tx,
  schoolId: string,
  personId: string,
  { at, by }: { at: Date; by: string | null },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('people.wrong_address')
    .set({ settled_at: at, settled_by: by })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Ends the notes about e-mail addresses that people no longer have, of all or one. Returns whose they were. */
export async function settleCorrected(
  tx: Tx,
  schoolId: string,
  at: Date,
  personId: string | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update people.wrong_address w set settled_at = ${at}
      from people.person p
     where w.school_id = ${schoolId} and p.school_id = w.school_id and p.id = w.person_id
       and (${personId}::uuid is null or p.id = ${personId})
       and w.settled_at is null and w.way = 'email' and lower(w.address) is distinct from lower(p.email)
    returning w.person_id as id`.execute(tx)
  return rows.map(({ id }) => id)
}
