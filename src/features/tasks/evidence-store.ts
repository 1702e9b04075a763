import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

/** How many tasks should have gone on more than five minutes ago, and when one was last given to somebody besides. */
export async function lastEscalation(
  tx: Tx,
  schoolId: string,
  at: Date,
): Promise<{ waiting: number; lastAt: Date | null }> {
  const { rows } = await sql<{ waiting: number; lastAt: Date | null }>`
    select count(*) filter (where state = 'open' and escalates_at < ${at}::timestamptz - interval '5 minutes')::int as waiting,
           max(created_at) filter (where same_as is not null) as "lastAt"
      from tasks.task where school_id = ${schoolId}`.execute(tx)
  return rows[0] ?? { waiting: 0, lastAt: null }
}

/** How many e-mails went out in thirty days, how many could not, and when the last one went. */
export async function lastNotice(
  tx: Tx,
  schoolId: string,
  at: Date,
): Promise<{ sent: number; failing: number; lastAt: Date | null }> {
  const { rows } = await sql<{ sent: number; failing: number; lastAt: Date | null }>`
    select count(sent_at)::int as sent,
           count(*) filter (where failed_at is not null and sent_at is null and withdrawn_at is null)::int as failing,
           max(sent_at) as "lastAt"
      from tasks.notice where school_id = ${schoolId} and created_at > ${at}::timestamptz - interval '30 days'
       and created_at <= ${at}`.execute(tx)
  return rows[0] ?? { sent: 0, failing: 0, lastAt: null }
}
