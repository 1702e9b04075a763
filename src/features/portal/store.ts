import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TellerKind } from '../told-logons/index.ts'
import type { Stay } from './stay.ts'
import type { PortalTables } from './tables.ts'

/** One school at a time writes the file that engines follow. */
export async function lockFile(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('portal signed in', 0))`.execute(tx)
}

/**
 * Writes down who is where: a stay that goes on gets a later end, whoever came gets one of their own, and one that is not
 * among them any more ends now.
 */
export async function saveStays(tx: Tx, schoolId: string, stays: readonly Stay[], now: Date): Promise<void> {
  const rows = JSON.stringify(stays.map((stay) => ({ ...stay, id: newId() })))
  await sql`
    with here as (
      select * from jsonb_to_recordset(${rows}::jsonb)
        as one (id uuid, "sessionId" uuid, address text, "personId" uuid, "classId" uuid, "adultId" uuid,
                since timestamptz, until timestamptz, "toldBy" text)
    ), goes_on as (
      update portal.stay s set until = h.until from here h
       where s.school_id = ${schoolId} and s.session_id = h."sessionId" and s.address = h.address and s.until > ${now}
      returning s.session_id, s.address
    ), over as (
      update portal.stay s set until = ${now}
       where s.school_id = ${schoolId} and s.until > ${now}
         and not exists (select from here h where h."sessionId" = s.session_id and h.address = s.address)
    )
    insert into portal.stay (school_id, id, session_id, address, person_id, class_id, adult_id, since, until, told_by)
    select ${schoolId}, h.id, h."sessionId", h.address, h."personId", h."classId", h."adultId",
           least(h.since, ${now}), h.until, h."toldBy"
      from here h
     where not exists (select from goes_on g where g.session_id = h."sessionId" and g.address = h.address)`.execute(
    tx,
  )
}

/** Where the session is now, as the engines were told; null where it is not in the school's network. */
export async function stayOfSession(
  tx: Tx,
  schoolId: string,
  sessionId: string,
  now: Date,
): Promise<{ address: string; until: Date } | null> {
  const found = await tx
    .withTables<PortalTables>()
    .selectFrom('portal.stay')
    .select(['address', 'until'])
    .where('school_id', '=', schoolId)
    .where('session_id', '=', sessionId)
    .where('until', '>', now)
    .orderBy('until', 'desc')
    .executeTakeFirst()
  return found ?? null
}

export type WasAt = {
  personId: string | null
  classId: string | null
  adultId: string | null
  since: Date
  until: Date
  toldBy: TellerKind | null
}

/** Who was at the address at any moment of that minute: people ask by the clock on the wall. */
export async function whoWasAt(
  tx: Tx,
  schoolId: string,
  { address, from, to }: { address: string; from: Date; to: Date },
): Promise<WasAt[]> {
  const { rows } = await sql<WasAt>`
    select person_id as "personId", class_id as "classId", adult_id as "adultId", since, until, told_by as "toldBy"
      from portal.stay
     where school_id = ${schoolId} and address = ${address} and since < ${to} and until > ${from}
     order by since, id`.execute(tx)
  return rows
}

/** When somebody last came to a device: for evidence, which names nobody. */
export async function lastStayAt(tx: Tx, schoolId: string, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ lastAt: Date | null }>`
    select max(since) as "lastAt" from portal.stay where school_id = ${schoolId} and since <= ${now}`.execute(
    tx,
  )
  return rows[0]?.lastAt ?? null
}
