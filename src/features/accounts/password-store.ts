import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { MustChange } from './password.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

export type PasswordState = {
  accountId: string
  hash: string
  setAt: Date
  setBy: string | null
  mustChange: MustChange | null
}

/** What is known of the logon's password; undefined while none was set through Schoolkeeper. */
export function passwordOf(tx: Tx, schoolId: string, accountId: string): Promise<PasswordState | undefined> {
  return tables(tx)
    .selectFrom('accounts.password')
    .select([
      'account_id as accountId',
      'password_hash as hash',
      'set_at as setAt',
      'set_by as setBy',
      'must_change as mustChange',
    ])
    .where('school_id', '=', schoolId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

/** Only a hash is ever kept. Writes over the last one. */
export async function savePassword(
  tx: Tx,
  schoolId: string,
  { accountId, hash, setAt, setBy, mustChange }: PasswordState,
): Promise<void> {
  const change = {
    password_hash: hash,
    set_at: setAt,
    set_by: setBy,
    must_change: mustChange,
    must_change_since: mustChange === null ? null : setAt,
  }
  await tables(tx)
    .insertInto('accounts.password')
    .values({ school_id: schoolId, account_id: accountId, ...change })
    .onConflict((conflict) => conflict.columns(['school_id', 'account_id']).doUpdateSet(change))
    .execute()
  await tables(tx)
    .updateTable('accounts.disclosure')
    .set({ changed_at: setAt })
    .where('school_id', '=', schoolId)
    .where('account_id', '=', accountId)
    .where('changed_at', 'is', null)
    .execute()
}

/** That other passwords have to be chosen, and why. */
export async function saveMustChange(
  tx: Tx,
  schoolId: string,
  accountIds: readonly string[],
  { why, at }: { why: MustChange; at: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.password')
    .set({ must_change: why, must_change_since: at })
    .where('school_id', '=', schoolId)
    .where('account_id', 'in', accountIds)
    .execute()
}

/** That a password had to be told to somebody, and why it could not be helped. */
export async function insertDisclosure(tx: Tx, row: AccountsTables['accounts.disclosure']): Promise<void> {
  await tables(tx).insertInto('accounts.disclosure').values(row).execute()
}

/** Adults' own logons whose password was set before the day and need not be changed yet: at most 500 at a time. */
export async function passwordsOlderThan(tx: Tx, schoolId: string, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id
      from accounts.password w
      join accounts.account a on a.school_id = w.school_id and a.id = w.account_id
      join people.on_roll p on p.school_id = a.school_id and p.id = a.person_id
     where w.school_id = ${schoolId} and a.closed_at is null and p.kind <> 'pupil'
       and w.must_change is null and w.set_at < ${before}
     order by w.set_at limit 500`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Logons that several people use whose password is as old as that, or was never set here. */
export function sharedDue(tx: Tx, schoolId: string, before: Date) {
  return tables(tx)
    .selectFrom('accounts.account as a')
    .leftJoin('accounts.password as w', (join) =>
      join.onRef('w.school_id', '=', 'a.school_id').onRef('w.account_id', '=', 'a.id'),
    )
    .select(['a.id', 'a.logon_name as logonName', 'a.owner_id as ownerId', 'w.set_at as setAt'])
    .where('a.school_id', '=', schoolId)
    .where('a.person_id', 'is', null)
    .where('a.closed_at', 'is', null)
    .where(sql<SqlBool>`coalesce(w.set_at, a.created_at) < ${before}`)
    .orderBy('a.logon_name')
    .execute()
}

/**
 * Logons that several people use whose password these adults know: they answer for one, teach the class that it is for, or
 * opened it for a lesson since it was set.
 */
export async function sharedKnownTo(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<{ id: string }[]> {
  const ids = sql`any(${[...personIds]}::uuid[])`
  const { rows } = await sql<{ id: string }>`
    select a.id from accounts.account a
      left join accounts.password w on w.school_id = a.school_id and w.account_id = a.id
     where a.school_id = ${schoolId} and a.person_id is null and a.closed_at is null
       and (a.owner_id = ${ids}
         or exists (select from accounts.seating s
                     where s.school_id = a.school_id and s.account_id = a.id and s.adult_id = ${ids}
                       and (w.set_at is null or s.opened_at >= w.set_at))
         or exists (select from people.class_member m
                     where m.school_id = a.school_id and m.class_id = a.class_id and m.part <> 'pupil'
                       and m.person_id = ${ids} and (w.set_at is null or coalesce(m.ends_on, 'infinity') >= w.set_at::date)))
     order by a.id`.execute(tx)
  return rows
}
