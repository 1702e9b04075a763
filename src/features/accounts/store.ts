import { type SqlBool, sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Account, AccountKind } from './account.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

/** Every column of a logon, as the noun names it. The table goes by `a`. */
export const accountColumns = [
  'a.id',
  'a.kind',
  'a.logon_name as logonName',
  'a.person_id as personId',
  'a.class_id as classId',
  'a.owner_id as ownerId',
  'a.purpose',
  'a.starts_on as startsOn',
  'a.ends_on as endsOn',
  'a.last_used_at as lastUsedAt',
  'a.created_at as createdAt',
  'a.closed_at as closedAt',
] as const

const ofSchool = (tx: Tx, schoolId: string) =>
  tables(tx).selectFrom('accounts.account as a').where('a.school_id', '=', schoolId)

/** The logon. Not found in another school. */
export async function findAccount(tx: Tx, schoolId: string, id: string): Promise<Account> {
  const found = await ofSchool(tx, schoolId).select(accountColumns).where('a.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('logon')
  return found
}

/** The logon of this name that is open, whatever its capitals. */
export function logonNamed(tx: Tx, schoolId: string, logonName: string): Promise<Account | undefined> {
  return ofSchool(tx, schoolId)
    .select(accountColumns)
    .where(sql<SqlBool>`lower(a.logon_name) = lower(${logonName})`)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst()
}

/** A person's logons, the one in use first. */
export function accountsOf(tx: Tx, schoolId: string, personId: string): Promise<Account[]> {
  return ofSchool(tx, schoolId)
    .select(accountColumns)
    .where('a.person_id', '=', personId)
    .orderBy(sql`a.closed_at is null`, 'desc')
    .orderBy('a.created_at', 'desc')
    .execute()
}

/** Logons that a class uses together and that are not closed. */
export async function classLogons(
  tx: Tx,
  schoolId: string,
): Promise<{ accountId: string; classId: string }[]> {
  const rows = await ofSchool(tx, schoolId)
    .select(['a.id as accountId', 'a.class_id as classId'])
    .where('a.class_id', 'is not', null)
    .where('a.closed_at', 'is', null)
    .execute()
  return rows.flatMap(({ accountId, classId }) => (classId === null ? [] : [{ accountId, classId }]))
}

/** Saves new logons, all at once. */
export async function insertAccounts(
  tx: Tx,
  schoolId: string,
  accounts: readonly Account[],
  by: string | null,
): Promise<void> {
  await sql`
    insert into accounts.account (school_id, id, kind, logon_name, person_id, class_id, owner_id, purpose, starts_on, ends_on,
                                  last_used_at, created_at, created_by, closed_at)
    select ${schoolId}, id, kind, "logonName", "personId", "classId", "ownerId", purpose, "startsOn", "endsOn",
           "lastUsedAt", "createdAt", ${by}, "closedAt"
      from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
        as one (id uuid, kind text, "logonName" text, "personId" uuid, "classId" uuid, "ownerId" uuid, purpose text,
                "startsOn" date, "endsOn" date, "lastUsedAt" timestamptz, "createdAt" timestamptz, "closedAt" timestamptz)`.execute(
    tx,
  )
}

/** Whether the name was ever given out. */
export async function findLogonName(tx: Tx, schoolId: string, logonName: string): Promise<boolean> {
  const found = await ofSchool(tx, schoolId)
    .select('a.id')
    .where('a.logon_name', '=', logonName)
    .executeTakeFirst()
  return found !== undefined
}

/** Who answers for a generic logon from now on. */
export async function saveOwner(tx: Tx, schoolId: string, id: string, ownerId: string): Promise<void> {
  await tables(tx)
    .updateTable('accounts.account')
    .set({ owner_id: ownerId })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Adults of the staff who may answer for a logon, by name. */
export async function staffOn(tx: Tx, schoolId: string, today: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, coalesce(known_as, given_name) || ' ' || family_name as name from people.on_roll
     where school_id = ${schoolId} and kind = 'staff' and (left_on is null or left_on >= ${today})
     order by family_name, given_name`.execute(tx)
  return rows
}

/** Closes them for good; the rows stay, since lessons and misuse may point to them. */
export async function saveClosed(tx: Tx, schoolId: string, ids: readonly string[], at: Date): Promise<void> {
  await tables(tx)
    .updateTable('accounts.account')
    .set({ closed_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

export type ListWanted = {
  kind: AccountKind | null
  stopped: boolean | null
  words: string
  offset: number
  most: number
}

export type Listed = Account & {
  name: string | null
  owner: string | null
  works: boolean
  internet: boolean
}

/** A page of the logons that are not closed, and how many there are, by logon name. */
export async function listAccounts(tx: Tx, schoolId: string, wanted: ListWanted) {
  const like = `${wanted.words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const matching = tables(tx)
    .selectFrom('accounts.account as a')
    .leftJoin('accounts.standing as s', (join) =>
      join
        .onRef('s.school_id', '=', 'a.school_id')
        .on('s.subject_id', '=', sql<string>`coalesce(a.person_id, a.id)`),
    )
    .where('a.school_id', '=', schoolId)
    .where('a.closed_at', 'is', null)
    .where(sql<SqlBool>`(${wanted.kind}::text is null or a.kind = ${wanted.kind})`)
    .where(sql<SqlBool>`(${wanted.stopped}::boolean is null or coalesce(s.works, true) <> ${wanted.stopped})`)
    .where(sql<SqlBool>`(${wanted.words} = '' or a.logon_name like ${like} or exists (
        select from people.on_roll p where p.school_id = a.school_id and p.id = a.person_id
           and (lower(p.family_name) like ${like} or lower(p.given_name) like ${like})))`)
  const rows = await matching
    .select(accountColumns)
    .select([
      sql<
        string | null
      >`(select n.name from people.named n where n.school_id = a.school_id and n.id = a.person_id)`.as(
        'name',
      ),
      sql<
        string | null
      >`(select n.name from people.named n where n.school_id = a.school_id and n.id = a.owner_id)`.as(
        'owner',
      ),
      sql<boolean>`coalesce(s.works, true)`.as('works'),
      sql<boolean>`coalesce(s.internet, true)`.as('internet'),
    ])
    .orderBy('a.logon_name')
    .limit(wanted.most)
    .offset(wanted.offset)
    .execute()
  const { total } = await matching.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows satisfies Listed[] as Listed[], total }
}
