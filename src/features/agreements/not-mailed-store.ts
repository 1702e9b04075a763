// Which e-mails with a parent's link did not go out, and why: as columns of the ask that the link was for.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { MailTrouble } from './ask.ts'
import type { AgreementTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AgreementTables>()

/** Notes it at the ask. */
export async function saveMailTrouble(
  tx: Tx,
  schoolId: string,
  id: string,
  { mailOf, trouble }: { mailOf: string; trouble: MailTrouble },
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.ask')
    .set({ mail_of: mailOf, mail_trouble: trouble })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** Forgets it for these asks: another e-mail or a letter is on its way. Returns the rounds of those that had one. */
export async function forgetMailTrouble(
  tx: Tx,
  schoolId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ roundId: string }>`
    update agreements.ask set mail_of = null, mail_trouble = null
     where school_id = ${schoolId} and id = any(${[...ids]}::uuid[]) and mail_trouble is not null
    returning round_id as "roundId"`.execute(tx)
  return new Set(rows.map(({ roundId }) => roundId))
}

/** Holds the rounds until the commit: who is left to reach, and who has the task of it, change together. */
export async function holdRounds(tx: Tx, schoolId: string, roundIds: readonly string[]): Promise<void> {
  await sql`
    select from agreements.round where school_id = ${schoolId} and id = any(${[...roundIds]}::uuid[])
     order by id for update`.execute(tx)
}

/** Those of the rounds in which somebody who has not answered was not reached. */
export async function roundsNotMailed(
  tx: Tx,
  schoolId: string,
  roundIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ roundId: string }>`
    select distinct round_id as "roundId" from agreements.ask
     where school_id = ${schoolId} and round_id = any(${[...roundIds]}::uuid[])
       and mail_trouble is not null and state = 'open'`.execute(tx)
  return new Set(rows.map(({ roundId }) => roundId))
}
