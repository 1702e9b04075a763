// What the controls and the termly report show.

import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { visibleIncidents } from '../incidents/index.ts'
import type { State, Whom } from './request.ts'

/** Requests by what came of them. */
export async function countedByOutcome(
  tx: Tx,
  actor: Actor,
  from: Date,
  to: Date,
): Promise<{ state: State; count: number }[]> {
  const { rows } = await sql<{ state: State; count: number }>`
    select t.state, count(*)::int as count
      from takedowns.request t
      join incidents.register_line i on i.school_id = t.school_id and i.id = t.incident_id
     where t.school_id = ${actor.schoolId} and t.asked_at >= ${from} and t.asked_at < ${to}
       and ${await visibleIncidents(tx, actor)}
     group by t.state`.execute(tx)
  return rows
}

/** In date while nobody waits a week longer than was given. */
export async function seenOfRequests(tx: Tx, schoolId: string, whoms: readonly Whom[]): Promise<Evidence> {
  const { rows } = await sql<{ count: number; removed: number; late: number; last_at: Date | null }>`
    select count(*)::int as count, count(*) filter (where state = 'removed')::int as removed,
           max(asked_at) as last_at,
           count(*) filter (where state = 'asked' and answer_by < now() - interval '7 days')::int as late
      from takedowns.request where school_id = ${schoolId} and whom = any(${whoms}::text[])`.execute(tx)
  const { count = 0, removed = 0, late = 0, last_at = null } = rows[0] ?? {}
  const words = late === 0 ? '' : ' Some were left without an answer for a week.'
  return {
    sentence: `Asked: ${countInPublic(count)}; removed: ${countInPublic(removed)}.${words}`,
    lastAt: last_at,
    inDate: late === 0,
  }
}
