// What leavers declare, what of it is closed, and rights that go to another school.

import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RosterTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<RosterTables>()

/** The logons that a leaver named, none included: “none” is an answer too. */
export async function insertDeclaration(
  tx: Tx,
  row: RosterTables['rosters.declaration'],
  logons: readonly RosterTables['rosters.declared_logon'][],
): Promise<void> {
  await tables(tx).insertInto('rosters.declaration').values(row).execute()
  if (logons.length > 0)
    await tables(tx)
      .insertInto('rosters.declared_logon')
      .values([...logons])
      .execute()
}

export type Declaration = {
  id: string
  declaredAt: Date
  by: string
  onBehalfBecause: string | null
  hasNone: boolean
}
export type DeclaredLogon = {
  id: string
  system: string
  logon: string
  closedAt: Date | null
  closedBy: string | null
}

/** What somebody declared, newest first, and every logon of theirs. */
export async function declarationsOf(
  tx: Tx,
  schoolId: string,
  personId: string,
): Promise<{ declarations: Declaration[]; logons: DeclaredLogon[] }> {
  const { rows: declarations } = await sql<Declaration>`
    select d.id, d.declared_at as "declaredAt", n.name as by, d.on_behalf_because as "onBehalfBecause", d.has_none as "hasNone"
      from rosters.declaration d join people.named n on n.school_id = d.school_id and n.id = d.declared_by
     where d.school_id = ${schoolId} and d.person_id = ${personId} order by d.declared_at desc`.execute(tx)
  const { rows: logons } = await sql<DeclaredLogon>`
    select l.id, l.system, l.logon, l.closed_at as "closedAt", n.name as "closedBy"
      from rosters.declared_logon l left join people.named n on n.school_id = l.school_id and n.id = l.closed_by
     where l.school_id = ${schoolId} and l.person_id = ${personId} order by l.closed_at nulls first, l.system`.execute(
    tx,
  )
  return { declarations, logons }
}

/** Those of the people who have declared their logons, or for whom somebody has. */
export async function declaredAmong(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('rosters.declaration')
    .select('person_id')
    .where('school_id', '=', schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Closes a declared logon and says whose it was. Not found in another school, nor when it is closed. */
export async function saveClosed(
  tx: Tx,
  schoolId: string,
  logonId: string,
  by: { personId: string | null; at: Date },
): Promise<string> {
  const row = await tables(tx)
    .updateTable('rosters.declared_logon')
    .set({ closed_at: by.at, closed_by: by.personId })
    .where('school_id', '=', schoolId)
    .where('id', '=', logonId)
    .where('closed_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  if (!row) throw new NotFound('logon')
  return row.person_id
}

export type Leaver = { personId: string; name: string; leftOn: string; declared: boolean; open: number }

/** Adults who leave, or have left within a year: whether they declared their logons, and how many are still open. */
export async function leaversOf(tx: Tx, schoolId: string, since: string): Promise<Leaver[]> {
  const { rows } = await sql<Leaver>`
    select p.id as "personId", coalesce(p.known_as, p.given_name) || ' ' || p.family_name as name, p.left_on as "leftOn",
           exists (select from rosters.declaration d where d.school_id = p.school_id and d.person_id = p.id) as declared,
           (select count(*)::int from rosters.declared_logon l
             where l.school_id = p.school_id and l.person_id = p.id and l.closed_at is null) as open
      from people.on_roll p
     where p.school_id = ${schoolId} and p.left_on >= ${since} and p.kind in ('staff', 'supply', 'volunteer', 'governor', 'contractor')
     order by p.left_on desc, name limit 200`.execute(tx)
  return rows
}

/** What a leaver may go on using at another school, and who agreed. */
export async function insertTransfer(tx: Tx, row: RosterTables['rosters.transfer']): Promise<void> {
  await tables(tx).insertInto('rosters.transfer').values(row).execute()
}

export type Transfer = {
  id: string
  toSchool: string
  onDay: string
  what: string
  agreedWith: string
  receivedAt: Date | null
  receivedByWhom: string | null
}

/** The rights of somebody that went to another school, newest first. */
export function transfersOf(tx: Tx, schoolId: string, personId: string): Promise<Transfer[]> {
  return tables(tx)
    .selectFrom('rosters.transfer')
    .select([
      'id',
      'to_school as toSchool',
      'on_day as onDay',
      'what',
      'agreed_with as agreedWith',
      'received_at as receivedAt',
      'received_by_whom as receivedByWhom',
    ])
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .orderBy('recorded_at', 'desc')
    .execute()
}

/** Whose rights were transferred. Not found in another school. */
export async function findTransfer(tx: Tx, schoolId: string, transferId: string): Promise<string> {
  const row = await tables(tx)
    .selectFrom('rosters.transfer')
    .select('person_id')
    .where('school_id', '=', schoolId)
    .where('id', '=', transferId)
    .executeTakeFirst()
  if (!row) throw new NotFound('transfer')
  return row.person_id
}

/** Notes that the other school has what was transferred. Not found when it is noted already. */
export async function saveReceipt(
  tx: Tx,
  schoolId: string,
  transferId: string,
  receipt: { byWhom: string; at: Date; notedBy: string | null },
): Promise<string> {
  const row = await tables(tx)
    .updateTable('rosters.transfer')
    .set({ received_at: receipt.at, received_by_whom: receipt.byWhom, noted_by: receipt.notedBy })
    .where('school_id', '=', schoolId)
    .where('id', '=', transferId)
    .where('received_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  if (!row) throw new NotFound('transfer')
  return row.person_id
}

/** For the controls: adults whose last day is over, of these who declared, and logons still open. Whoever is still here may yet declare. */
export async function countLeavers(
  tx: Tx,
  schoolId: string,
  { since, today }: { since: string; today: string },
): Promise<{ leavers: number; declared: number; open: number }> {
  const gone = (await leaversOf(tx, schoolId, since)).filter(({ leftOn }) => leftOn < today)
  return {
    leavers: gone.length,
    declared: gone.filter(({ declared }) => declared).length,
    open: gone.reduce((sum, { open }) => sum + open, 0),
  }
}
