// Who is here, seen from their logons: who has none, who has one too many.

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Account } from './account.ts'
import { accountColumns } from './store.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

export type WithoutLogon = {
  personId: string
  calledName: string
  familyName: string
  joinedOn: string | null
}

/**
 * Pupils of these phases and adults of these kinds who are here or will be, and have no logon. All questions about others
 * are lists that the database makes once: in the middle of an import it takes a table that has just been filled for an
 * empty one, and would ask them person by person.
 */
export async function peopleWithoutLogon(
  tx: Tx,
  schoolId: string,
  wanted: {
    today: string
    phaseIds: readonly string[]
    kinds: readonly string[]
    personIds: readonly string[] | null
    most: number
  },
): Promise<WithoutLogon[]> {
  const { today, personIds, most } = wanted
  const isOf = (column: string): RawBuilder<SqlBool> =>
    personIds === null ? sql`true` : sql`${sql.ref(column)} = any(${[...personIds]}::uuid[])`
  const { rows } = await sql<WithoutLogon>`
    select p.id as "personId", coalesce(p.known_as, p.given_name) as "calledName", p.family_name as "familyName",
           p.joined_on as "joinedOn"
      from people.on_roll p
     where p.school_id = ${schoolId} and (p.left_on is null or p.left_on >= ${today}) and ${isOf('p.id')}
       and (p.kind = any(${[...wanted.kinds]}::text[]) or (p.kind = 'pupil' and p.id in (
             select m.person_id from people.class_member m
              where m.school_id = ${schoolId} and m.part = 'pupil' and m.class_id = any(array(
                      select c.id from schools.class c
                       where c.school_id = ${schoolId} and c.phase_id = any(${[...wanted.phaseIds]}::uuid[])
                         and c.starts_on <= ${today} and (c.ends_on is null or c.ends_on >= ${today})))
                and (m.ends_on is null or m.ends_on >= ${today}) and ${isOf('m.person_id')})))
       and p.id not in (
             select a.person_id from accounts.account a
              where a.school_id = ${schoolId} and a.person_id is not null and a.closed_at is null and ${isOf('a.person_id')})
     order by p.family_name, p.given_name, p.id
     limit ${most}`.execute(tx)
  return rows
}

/** Names that were ever given out and begin like one of these, but for a number at the end. */
export async function namesTaken(tx: Tx, schoolId: string, stems: readonly string[]): Promise<Set<string>> {
  // Of a common name there are hundreds: one row for all of them costs a fraction of one for each.
  const { rows } = await sql<{ names: string }>`
    select string_agg(logon_name, ${'\n'}) as names from accounts.account
     where school_id = ${schoolId}
       and name_stem = any(${stems.map((stem) => stem.replace(/\d+$/, ''))}::text[])
     group by name_stem`.execute(tx)
  return new Set(rows.flatMap(({ names }) => names.split('\n')))
}

/** Which of the classes and names have no logon yet, each class with its teacher. */
export async function sharedWithoutLogon(
  tx: Tx,
  schoolId: string,
  wanted: { classIds: readonly string[]; logonNames: readonly string[]; today: string },
) {
  const { rows: classes } = await sql<{ classId: string; teacherId: string | null }>`
    select c.id as "classId",
           (select m.person_id from people.class_member m
             where m.school_id = ${schoolId} and m.class_id = c.id and m.part = 'teacher'
               and m.starts_on <= ${wanted.today} and (m.ends_on is null or m.ends_on >= ${wanted.today})
             order by m.starts_on, m.person_id limit 1) as "teacherId"
      from unnest(${[...wanted.classIds]}::uuid[]) as c (id)
     where not exists (select from accounts.account a
                        where a.school_id = ${schoolId} and a.class_id = c.id and a.closed_at is null)`.execute(
    tx,
  )
  const { rows: names } = await sql<{ name: string }>`
    select w.name from unnest(${[...wanted.logonNames]}::text[]) as w (name)
     where not exists (select from accounts.account a
                        where a.school_id = ${schoolId} and a.logon_name = w.name)`.execute(tx)
  return { classes, logonNames: names.map(({ name }) => name) }
}

/** Temporary logons whose last day is over. */
export function temporaryOver(tx: Tx, schoolId: string, today: string): Promise<Account[]> {
  return tables(tx)
    .selectFrom('accounts.account as a')
    .select(accountColumns)
    .where('a.school_id', '=', schoolId)
    .where('a.kind', '=', 'temporary')
    .where('a.closed_at', 'is', null)
    .where(sql<SqlBool>`a.ends_on < ${today}`)
    .execute()
}
