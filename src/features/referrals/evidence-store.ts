// What the controls and the termly report show.

import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { visible } from './store.ts'

/** Referrals that were made, by route. */
export async function countedByRoute(
  tx: Tx,
  actor: Actor,
  from: Date,
  to: Date,
): Promise<{ label: string; count: number }[]> {
  const { rows } = await sql<{ label: string; count: number }>`
    select r.route_words as label, count(*)::int as count
      from referrals.referral r
      left join incidents.register_line i on i.school_id = r.school_id and i.id = r.incident_id
     where r.school_id = ${actor.schoolId} and r.sent_at >= ${from} and r.sent_at < ${to}
       and ${await visible(tx, actor)}
     group by r.route_words`.execute(tx)
  return rows
}

/** In date while none of these routes is left beyond its deadline. */
export async function seenOfRoutes(
  tx: Tx,
  schoolId: string,
  routes: readonly string[] | null,
): Promise<Evidence> {
  const { rows } = await sql<{ count: number; late: number; last_at: Date | null }>`
    select count(*) filter (where sent_at is not null)::int as count, max(sent_at) as last_at,
           count(*) filter (where state = 'due' and due_at < now())::int as late
      from referrals.referral
     where school_id = ${schoolId} and (${routes}::text[] is null or route = any(${routes}::text[]))`.execute(
    tx,
  )
  const { count = 0, late = 0, last_at = null } = rows[0] ?? {}
  const words = late === 0 ? 'None is late.' : 'Some should have been made by now.'
  return { sentence: `Referred: ${countInPublic(count)}. ${words}`, lastAt: last_at, inDate: late === 0 }
}
