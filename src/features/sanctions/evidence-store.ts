// What the controls and the termly report show.

import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { visibleIncidents } from '../incidents/index.ts'

/** Sanctions of pupils by level: those of adults are few, and are in no report. */
export async function countedByLevel(
  tx: Tx,
  actor: Actor,
  from: Date,
  to: Date,
): Promise<{ label: string; count: number }[]> {
  const visible = await visibleIncidents(tx, actor)
  const { rows } = await sql<{ label: string; count: number }>`
    select s.level_words as label, count(*)::int as count
      from sanctions.sanction s
      join incidents.register_line i on i.school_id = s.school_id and i.id = s.incident_id
     where s.school_id = ${actor.schoolId} and s.of = 'pupil' and s.state in ('approved', 'inForce', 'done')
       and s.proposed_at >= ${from} and s.proposed_at < ${to} and ${visible}
     group by s.level_words`.execute(tx)
  return rows
}

type Counted = { count: number; open: number; last_at: Date | null }

async function counted(tx: Tx, query: ReturnType<typeof sql<Counted>>): Promise<Counted> {
  const { rows } = await query.execute(tx)
  return rows[0] ?? { count: 0, open: 0, last_at: null }
}

/** In date while nothing waits longer than two weeks for a decision. */
export async function seenOfLadder(tx: Tx, schoolId: string): Promise<Evidence> {
  const { count, open, last_at } = await counted(
    tx,
    sql<Counted>`select count(*)::int as count, max(proposed_at) as last_at,
        count(*) filter (where state = 'proposed' and proposed_at < now() - interval '14 days')::int as open
      from sanctions.sanction where school_id = ${schoolId} and of = 'pupil'`,
  )
  const waiting = open === 0 ? '' : ' Some have waited for a decision for more than two weeks.'
  return {
    sentence: `Decided by the ladder: ${countInPublic(count)}.${waiting}`,
    lastAt: last_at,
    inDate: open === 0,
  }
}

/** In date while nothing is stopped beyond its day. */
export async function seenOfSuspensions(tx: Tx, schoolId: string): Promise<Evidence> {
  const { count, open, last_at } = await counted(
    tx,
    sql<Counted>`select count(*) filter (where state = 'inForce')::int as count, max(proposed_at) as last_at,
        count(*) filter (where state = 'inForce' and ends_on < current_date - 1 and not needs_talk)::int as open
      from sanctions.sanction where school_id = ${schoolId} and stops is not null`,
  )
  const late = open === 0 ? '' : ' Some should have ended.'
  return { sentence: `In force now: ${countInPublic(count)}.${late}`, lastAt: last_at, inDate: open === 0 }
}

/** In date always: where nobody may be told, nobody is. */
export async function seenOfParents(tx: Tx, schoolId: string): Promise<Evidence> {
  const { count, last_at } = await counted(
    tx,
    sql<Counted>`select count(*)::int as count, 0 as open, max(at) as last_at
      from sanctions.entry where school_id = ${schoolId} and act = 'toldParents'`,
  )
  return {
    sentence: `Sanctions of which parents were told, each after a decision: ${countInPublic(count)}.`,
    lastAt: last_at,
    inDate: true,
  }
}
