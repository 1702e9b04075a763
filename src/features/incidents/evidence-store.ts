import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'

export type LogEvidence = {
  count: number
  open: number
  overdue: number
  oldestOverdueAt: Date | null
  outOfSchool: number
  lastAt: Date | null
  parentsTold: number
  lastToldAt: Date | null
}

/** Figures that show that the log is kept, as of a moment. */
export async function logEvidence(tx: Tx, schoolId: string, at: Date): Promise<LogEvidence> {
  const { rows } = await sql<LogEvidence>`
    select count(*)::int as count,
           count(*) filter (where closed_at is null)::int as open,
           count(*) filter (where next_due_at < ${at})::int as overdue,
           min(next_due_at) filter (where next_due_at < ${at}) as "oldestOverdueAt",
           count(*) filter (where happened_where in ('outOfSchool', 'both'))::int as "outOfSchool",
           max(told_at) as "lastAt",
           (select count(*)::int from incidents.parents_informed p where p.school_id = ${schoolId}) as "parentsTold",
           (select max(informed_at) from incidents.parents_informed p where p.school_id = ${schoolId}) as "lastToldAt"
      from incidents.incident
     where school_id = ${schoolId}`.execute(tx)
  const [found] = rows
  if (!found) throw new Error('counting gave no row')
  return found
}
