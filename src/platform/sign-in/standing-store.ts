// How people stand with signing in, for those who help them with it.

import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { SignInTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

export type SignInStanding = {
  personId: string
  signInName: string
  disabledAt: Date | null
  disabledWhy: string | null
  hasPassword: boolean
  mustChangePassword: boolean
  hasSecondFactor: boolean
  lastSignedInAt: Date | null
}

/** The sign-ins of the school, by name; of one person where one is given. */
export async function signInStandings(
  tx: Tx,
  schoolId: string,
  personId: string | null = null,
): Promise<SignInStanding[]> {
  const { rows } = await sql<SignInStanding>`
    select l.person_id as "personId", l.sign_in_name as "signInName", l.disabled_at as "disabledAt",
           l.disabled_why as "disabledWhy", l.password_hash is not null as "hasPassword",
           l.must_change_password as "mustChangePassword", l.last_signed_in_at as "lastSignedInAt",
           exists (select from sign_in.totp t
                    where t.school_id = l.school_id and t.person_id = l.person_id and t.secret is not null)
             or exists (select from sign_in.passkey k
                         where k.school_id = l.school_id and k.person_id = l.person_id) as "hasSecondFactor"
      from sign_in.login l
     where l.school_id = ${schoolId} and (${personId}::uuid is null or l.person_id = ${personId})
     order by l.sign_in_name`.execute(tx)
  return rows
}

/** Those of the people whose sign-in is open to them. */
export async function whoCanSignIn(
  tx: Tx,
  schoolId: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('sign_in.login')
    .select('person_id')
    .where('school_id', '=', schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('disabled_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** Notes that the person has come all the way in. */
export async function saveSignedIn(tx: Tx, schoolId: string, personId: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('sign_in.login')
    .set({ last_signed_in_at: at })
    .where('school_id', '=', schoolId)
    .where('person_id', '=', personId)
    .execute()
}
