import { sql } from 'kysely'
import { minuteMs } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Seat, Seating } from './seating.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

const columns = [
  'id',
  'class_id as classId',
  'account_id as accountId',
  'adult_id as adultId',
  'room',
  'opened_at as openedAt',
  'ends_at as endsAt',
  'ended_at as endedAt',
] as const

/** Not found in another school. */
export async function findSeating(tx: Tx, schoolId: string, id: string): Promise<Seating> {
  const found = await tables(tx)
    .selectFrom('accounts.seating')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new NotFound('lesson')
  return found
}

export type ListedSeating = Seating & { logonName: string | null }

/** An adult’s lessons, newest first. */
export function seatingsOf(
  tx: Tx,
  schoolId: string,
  adultId: string,
  most: number,
): Promise<ListedSeating[]> {
  return tables(tx)
    .selectFrom('accounts.seating')
    .select(columns)
    .select((select) =>
      select
        .selectFrom('accounts.account as a')
        .select('a.logon_name')
        .whereRef('a.school_id', '=', 'accounts.seating.school_id')
        .whereRef('a.id', '=', 'accounts.seating.account_id')
        .as('logonName'),
    )
    .where('school_id', '=', schoolId)
    .where('adult_id', '=', adultId)
    .orderBy('opened_at', 'desc')
    .limit(most)
    .execute()
}

/** Opens a lesson on shared devices. It ends by itself, so that no end has to be written. */
export async function insertSeating(tx: Tx, schoolId: string, one: Seating): Promise<void> {
  await tables(tx)
    .insertInto('accounts.seating')
    .values({
      school_id: schoolId,
      id: one.id,
      class_id: one.classId,
      account_id: one.accountId,
      adult_id: one.adultId,
      room: one.room,
      opened_at: one.openedAt,
      ends_at: one.endsAt,
      ended_at: one.endedAt,
    })
    .execute()
  if (one.accountId !== null) {
    await tables(tx)
      .updateTable('accounts.account')
      .set({ last_used_at: one.openedAt })
      .where('school_id', '=', schoolId)
      .where('id', '=', one.accountId)
      .execute()
  }
}

/** Ends a lesson and every place in it. */
export async function saveSeatingEnd(tx: Tx, schoolId: string, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('accounts.seating')
    .set({ ended_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Where each child sits now. */
export function seatsOf(tx: Tx, schoolId: string, seatingId: string): Promise<Seat[]> {
  return tables(tx)
    .selectFrom('accounts.seat')
    .select(['person_id as personId', 'device'])
    .where('school_id', '=', schoolId)
    .where('seating_id', '=', seatingId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Who sits where from then on; a later seat of the same child stands beside the earlier one. */
export async function insertSeats(
  tx: Tx,
  schoolId: string,
  seatingId: string,
  seats: readonly Seat[],
  at: Date,
): Promise<void> {
  if (seats.length === 0) return
  await tables(tx)
    .insertInto('accounts.seat')
    .values(
      seats.map(({ personId, device }) => ({
        school_id: schoolId,
        seating_id: seatingId,
        person_id: personId,
        device,
        starts_at: at,
        ended_at: null,
      })),
    )
    .execute()
}

/** These children are no longer where they were. */
export async function endSeats(
  tx: Tx,
  schoolId: string,
  seatingId: string,
  personIds: readonly string[],
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.seat')
    .set({ ended_at: at })
    .where('school_id', '=', schoolId)
    .where('seating_id', '=', seatingId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .execute()
}

export type SharedLogon = { id: string; logonName: string; purpose: string | null }

/** Logons that people of any class use, by name: all, or the one of that id. Closed ones are none. */
export function sharedLogons(tx: Tx, schoolId: string, id?: string): Promise<SharedLogon[]> {
  const all = tables(tx)
    .selectFrom('accounts.account')
    .select(['id', 'logon_name as logonName', 'purpose'])
    .where('school_id', '=', schoolId)
    .where('kind', '=', 'generic')
    .where('closed_at', 'is', null)
    .orderBy('logon_name')
  return (id === undefined ? all : all.where('id', '=', id)).execute()
}

/** The logon that the class uses: its own, or that of its phase by name. */
export async function logonOfClass(tx: Tx, schoolId: string, classId: string, phaseLogon: string) {
  return tables(tx)
    .selectFrom('accounts.account')
    .select(['id', 'logon_name as logonName'])
    .where('school_id', '=', schoolId)
    .where('closed_at', 'is', null)
    .where((where) => where.or([where('class_id', '=', classId), where('logon_name', '=', phaseLogon)]))
    .orderBy(sql`class_id is null`)
    .executeTakeFirst()
}

export type SatAt = {
  seatingId: string
  child: string
  adult: string
  classId: string | null
  room: string | null
  logonName: string | null
  from: Date
  to: Date
}

/** Who was at the device at any moment of that minute: people ask by the clock on the wall. */
export async function satAt(tx: Tx, schoolId: string, device: string, at: Date): Promise<SatAt[]> {
  const minuteEnds = new Date(at.getTime() + minuteMs)
  const { rows } = await sql<SatAt>`
    select g.id as "seatingId", c.name as child, d.name as adult, g.class_id as "classId", g.room,
           a.logon_name as "logonName", s.starts_at as "from",
           least(coalesce(s.ended_at, 'infinity'), coalesce(g.ended_at, 'infinity'), g.ends_at) as "to"
      from accounts.seat s
      join accounts.seating g on g.school_id = s.school_id and g.id = s.seating_id
      join people.named c on c.school_id = s.school_id and c.id = s.person_id
      join people.named d on d.school_id = g.school_id and d.id = g.adult_id
      left join accounts.account a on a.school_id = g.school_id and a.id = g.account_id
     where s.school_id = ${schoolId} and lower(s.device) = lower(${device})
       and s.starts_at < ${minuteEnds} and coalesce(s.ended_at, 'infinity') > ${at}
       and coalesce(g.ended_at, 'infinity') > ${at} and g.ends_at > ${at}
     order by s.starts_at`.execute(tx)
  return rows
}

export type SeatNow = { seatingId: string; personId: string; device: string; since: Date; until: Date }

/** Who sits where in the lessons that are open now, until these end. */
export async function seatsNow(tx: Tx, schoolId: string, now: Date): Promise<SeatNow[]> {
  const { rows } = await sql<SeatNow>`
    select g.id as "seatingId", s.person_id as "personId", s.device, s.starts_at as since, g.ends_at as until
      from accounts.seating g
      join accounts.seat s on s.school_id = g.school_id and s.seating_id = g.id
     where g.school_id = ${schoolId} and g.opened_at > ${now}::timestamptz - interval '1 day'
       and g.opened_at <= ${now} and g.ends_at > ${now} and g.ended_at is null
       and s.starts_at <= ${now} and s.ended_at is null
     order by g.opened_at, s.device`.execute(tx)
  return rows
}
