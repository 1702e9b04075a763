import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { ActivityTables } from './tables.ts'
import { mostCounted } from './visit.ts'

const tables = (tx: Tx) => tx.withTables<ActivityTables>()

/** Puts files down as taken in. Returns those that were not yet. */
export async function insertTaken(
  tx: Tx,
  schoolId: string,
  at: Date,
  files: readonly { file: string; visits: number; lost: number }[],
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .insertInto('activity.taken')
    .values(files.map((one) => ({ ...one, school_id: schoolId, at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('file')
    .execute()
  return new Set(rows.map(({ file }) => file))
}

/** Forgets files that can come no more. What was lost stays known as long as attempts do, and the last one of all: when it came. */
export async function forgetTaken(tx: Tx, schoolId: string, before: Date, lostBefore: Date): Promise<void> {
  await sql`
    delete from activity.taken
     where school_id = ${schoolId} and at < ${before} and (lost = 0 or at < ${lostBefore})
       and at < (select max(last.at) from activity.taken last where last.school_id = ${schoolId})`.execute(tx)
}

/** How many visits of this server's schools were lost in a span, and when files last came. */
export async function takenIn(
  tx: Tx,
  schoolId: string,
  from: Date,
  to: Date,
): Promise<{ lost: number; lastAt: Date | null }> {
  const { rows } = await sql<{ lost: number; last_at: Date | null }>`
    select least(coalesce(sum(lost) filter (where at >= ${from} and at < ${to}), 0), ${mostCounted})::int as lost, max(at) as last_at
      from activity.taken where school_id = ${schoolId}`.execute(tx)
  const { lost = 0, last_at = null } = rows[0] ?? {}
  return { lost, lastAt: last_at }
}
