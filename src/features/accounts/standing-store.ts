// What was last announced of each subject, so that only what is different is announced.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { Standing } from './hold.ts'
import type { AccountsTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<AccountsTables>()

/** What was last announced of these subjects. Of whom nothing was announced everything works, and they are left out. */
export async function standingsOf(
  tx: Tx,
  schoolId: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tables(tx)
    .selectFrom('accounts.standing')
    .select(['subject_id', 'works', 'internet', 'email'])
    .where('school_id', '=', schoolId)
    .where('subject_id', '=', sql<string>`any(${[...subjectIds]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ subject_id, ...standing }) => [subject_id, standing]))
}

/** How things stand with many at once, in one statement; each is written over the last. */
export async function saveStandings(
  tx: Tx,
  schoolId: string,
  standings: readonly (Standing & { subjectId: string })[],
  since: Date,
): Promise<void> {
  await sql`
    insert into accounts.standing (school_id, subject_id, works, internet, email, since)
    select ${schoolId}, "subjectId", works, internet, email, ${since}
      from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb)
        as one ("subjectId" uuid, works boolean, internet boolean, email boolean)
    on conflict (school_id, subject_id) do update
       set works = excluded.works, internet = excluded.internet, email = excluded.email, since = excluded.since`.execute(
    tx,
  )
}
