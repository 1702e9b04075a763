// Which account at a provider stands for whom.

import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { SignInTables } from '../tables.ts'
import type { Account, ProviderKind } from './provider.ts'

const tables = (tx: Tx) => tx.withTables<SignInTables>()

/** `boundBy` its address: as was possible once, and proves less than an invitation or its owner's own sign-in. */
export type BoundAccount = { kind: ProviderKind; boundAt: Date; boundBy: 'address' | 'owner' | 'invitation' }

/** Whom an account stands for; null when for nobody yet. */
export async function personOfAccount(
  tx: Tx,
  schoolId: string,
  { issuer, subject }: Pick<Account, 'issuer' | 'subject'>,
): Promise<string | null> {
  const found = await tables(tx)
    .selectFrom('sign_in.provider_account')
    .select('person_id as personId')
    .where('school_id', '=', schoolId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return found?.personId ?? null
}

/** The accounts that stand for a person. */
export function accountsOf(tx: Tx, schoolId: string, personId: string): Promise<BoundAccount[]> {
  return tables(tx)
    .selectFrom('sign_in.provider_account as a')
    .innerJoin('sign_in.provider as p', (join) =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.provider_id'),
    )
    .select(['p.kind', 'a.bound_at as boundAt', 'a.bound_by as boundBy'])
    .where('a.school_id', '=', schoolId)
    .where('a.person_id', '=', personId)
    .orderBy('p.kind')
    .execute()
}

/** Lets an account stand for a person. False when it stands for somebody, or somebody’s account there is another. */
export async function bindAccount(
  tx: Tx,
  schoolId: string,
  bound: Pick<Account, 'issuer' | 'subject'> & {
    providerId: string
    personId: string
    by: 'invitation' | 'owner'
    at: Date
  },
): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('sign_in.provider_account')
    .values({
      school_id: schoolId,
      issuer: bound.issuer,
      subject: bound.subject,
      provider_id: bound.providerId,
      person_id: bound.personId,
      bound_by: bound.by,
      bound_at: bound.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return added !== undefined
}

/** Lets an account stand for nobody any more. False when there was none. */
export async function unbindAccount(
  tx: Tx,
  schoolId: string,
  personId: string,
  kind: ProviderKind,
): Promise<boolean> {
  const { rows } = await sql<{ personId: string }>`
    delete from sign_in.provider_account a using sign_in.provider p
     where a.school_id = ${schoolId} and a.person_id = ${personId}
       and p.school_id = a.school_id and p.id = a.provider_id and p.kind = ${kind}
    returning a.person_id as "personId"`.execute(tx)
  return rows.length > 0
}

/** The same for every account at a provider: another tenant, domain or client there means other accounts. */
export async function unbindAll(tx: Tx, schoolId: string, providerId: string): Promise<void> {
  await tables(tx)
    .deleteFrom('sign_in.provider_account')
    .where('school_id', '=', schoolId)
    .where('provider_id', '=', providerId)
    .execute()
}

/** How many people have connected an account there. */
export async function countAccounts(tx: Tx, schoolId: string, providerId: string): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('sign_in.provider_account')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('school_id', '=', schoolId)
    .where('provider_id', '=', providerId)
    .executeTakeFirstOrThrow()
  return count
}

/** How many of them have no password here. Closed sign-ins do not count. */
export async function countWithoutPassword(tx: Tx, schoolId: string, providerId: string): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('sign_in.provider_account as a')
    .innerJoin('sign_in.login as l', (join) =>
      join.onRef('l.school_id', '=', 'a.school_id').onRef('l.person_id', '=', 'a.person_id'),
    )
    .select(sql<number>`count(*)::int`.as('count'))
    .where('a.school_id', '=', schoolId)
    .where('a.provider_id', '=', providerId)
    .where('l.password_hash', 'is', null)
    .where('l.disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
