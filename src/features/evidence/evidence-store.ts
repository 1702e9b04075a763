// What the controls and the termly report show.

import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { visibleIncidents } from '../incidents/index.ts'
import type { FiguredKind } from './item.ts'

/** What was added in the span, by kind, of the incidents that the actor may see. */
export async function countedByKind(
  tx: Tx,
  actor: Actor,
  from: Date,
  to: Date,
): Promise<{ kind: FiguredKind; count: number }[]> {
  const visible = await visibleIncidents(tx, actor)
  const { rows } = await sql<{ kind: FiguredKind; count: number }>`
    select kind, count(*)::int as count
      from (select case when e.kind = 'file' and e.state = 'sealed' then 'sealed'
                        when e.kind = 'device' and e.state = 'notHandedOver' then 'notHandedOver'
                        else e.kind end as kind
              from evidence.item e
              join incidents.register_line i on i.school_id = e.school_id and i.id = e.incident_id
             where e.school_id = ${actor.schoolId} and e.added_at >= ${from} and e.added_at < ${to}
               and ${visible}) as item
     group by kind`.execute(tx)
  return rows
}

type Counted = { count: number; open: number; last_at: Date | null }

async function counted(tx: Tx, query: ReturnType<typeof sql<Counted>>): Promise<Counted> {
  const { rows } = await query.execute(tx)
  return rows[0] ?? { count: 0, open: 0, last_at: null }
}

/** In date while no backup that could open a sealed file is left over for more than a month. */
export async function seenOfSealing(tx: Tx, schoolId: string, now: Date): Promise<Evidence> {
  const { count, open, last_at } = await counted(
    tx,
    sql<Counted>`select count(*)::int as count, max(sealed_at) as last_at,
        count(*) filter (where destroyed_at is null and sealed_at < ${now}::timestamptz - interval '31 days')::int as open
      from evidence.old_backup where school_id = ${schoolId}`,
  )
  const left = open === 0 ? '' : ' Some may still be opened from old backups.'
  const sealed = count === 0 ? 'No file had to be sealed.' : `Files sealed: ${countInPublic(count)}.`
  return { sentence: `${sealed}${left}`, lastAt: last_at, inDate: open === 0 }
}

/** For the coverage page: how many items are kept, and when one was last looked at. */
export async function seenOfKeeping(tx: Tx, schoolId: string): Promise<Evidence> {
  const { count, open, last_at } = await counted(
    tx,
    sql<Counted>`select (select count(*)::int from evidence.item where school_id = ${schoolId}) as count,
        count(*)::int as open, max(viewed_at) as last_at
      from evidence.view where school_id = ${schoolId}`,
  )
  const sentence = `Pieces of evidence in the register: ${countInPublic(count)}; looks written down: ${countInPublic(open)}.`
  return { sentence, lastAt: last_at, inDate: true }
}

/** In date while nothing is held for more than two months without a word about it. */
export async function seenOfConfiscation(tx: Tx, schoolId: string, now: Date): Promise<Evidence> {
  const { count, open, last_at } = await counted(
    tx,
    sql<Counted>`select count(*)::int as count, max(e.added_at) as last_at,
        count(*) filter (where e.state = 'held' and not exists (
          select from evidence.custody c where c.school_id = e.school_id and c.item_id = e.id
             and c.recorded_at > ${now}::timestamptz - interval '62 days'))::int as open
      from evidence.item e where e.school_id = ${schoolId} and e.kind = 'device'`,
  )
  const stuck = open === 0 ? '' : ' Some have been held for two months without a word.'
  return {
    sentence: `Devices taken in: ${countInPublic(count)}.${stuck}`,
    lastAt: last_at,
    inDate: open === 0,
  }
}

/** For the coverage page: logs, witnesses, providers and police that were asked who did it. */
export async function seenOfIdentification(tx: Tx, schoolId: string): Promise<Evidence> {
  const { count, last_at } = await counted(
    tx,
    sql<Counted>`select count(*)::int as count, 0 as open, max(at) as last_at from evidence.step_taken
      where school_id = ${schoolId} and kind in ('logs', 'witness', 'provider', 'police')`,
  )
  return {
    sentence: `Steps taken to find out who did it: ${countInPublic(count)}.`,
    lastAt: last_at,
    inDate: true,
  }
}

/** For the coverage page: how often people were advised to keep a record themselves. */
export async function seenOfAdvice(tx: Tx, schoolId: string): Promise<Evidence> {
  const { count, last_at } = await counted(
    tx,
    sql<Counted>`select count(*)::int as count, 0 as open, max(at) as last_at from evidence.step_taken
      where school_id = ${schoolId} and kind = 'keepARecord'`,
  )
  const sentence = `People and families advised to keep a record: ${countInPublic(count)}.`
  return { sentence, lastAt: last_at, inDate: true }
}
