import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

/** Tables with a part for each day of each school. */
export type Daily = 'visit' | 'attempt'

/** Makes the school's days that are missing. */
export async function makeDay(tx: Tx, target: Daily, days: Iterable<string>): Promise<void> {
  const all = [...days].sort()
  if (all.length === 0) return
  await sql`select activity.make_day(${target}, day) from unnest(${all}::date[]) as day order by day`.execute(
    tx,
  )
}

/** Drops the school's days before one, whole. Fails where somebody reads them for longer than three seconds. */
export async function dropDays(tx: Tx, target: Daily, before: string): Promise<void> {
  await sql`select activity.drop_days(${target}, ${before}::date)`.execute(tx)
}
