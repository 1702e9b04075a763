// Counts of what the actor may see: the same row rule as the list, so that a board never tells more than the log.

import { sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type State, visibleIncidents } from '../incidents/index.ts'

export type BoardCounts = {
  open: number
  overdue: number
  readyToClose: number
  openedThisTerm: number
  closedThisTerm: number
}

/** The figures at the head of the board. `termFrom` is the first day that counts as this term. */
export async function countBoard(tx: Tx, actor: Actor, now: Date, termFrom: Date): Promise<BoardCounts> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<BoardCounts>`
    select count(*) filter (where i.closed_at is null and i.state not in ('duplicate', 'notOnlineSafety'))::int as "open",
           count(*) filter (where i.next_due_at < ${now} and i.closed_at is null)::int as "overdue",
           count(*) filter (where i.state = 'readyToClose')::int as "readyToClose",
           count(*) filter (where i.told_at >= ${termFrom})::int as "openedThisTerm",
           count(*) filter (where i.closed_at >= ${termFrom})::int as "closedThisTerm"
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and ${visible}
       and (i.closed_at is null or i.told_at >= ${termFrom} or i.closed_at >= ${termFrom})`.execute(tx)
  return rows[0] ?? { open: 0, overdue: 0, readyToClose: 0, openedThisTerm: 0, closedThisTerm: 0 }
}

/** How many of each kind were told since then, most first. */
export async function countKinds(
  tx: Tx,
  actor: Actor,
  from: Date,
): Promise<{ kind: string; count: number }[]> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<{ kind: string; count: number }>`
    select i.kind, count(*)::int as count
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and i.told_at >= ${from} and ${visible}
     group by i.kind order by count desc, i.kind`.execute(tx)
  return rows
}

/** How many were told in each month of London time since then; months without any are left out. */
export async function countMonths(
  tx: Tx,
  actor: Actor,
  from: Date,
): Promise<{ month: string; count: number }[]> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<{ month: string; count: number }>`
    select to_char(i.told_at at time zone 'Europe/London', 'YYYY-MM') as month, count(*)::int as count
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and i.told_at >= ${from} and ${visible}
     group by 1 order by 1`.execute(tx)
  return rows
}

export type WorkLine = {
  id: string
  reference: string
  kind: string
  state: State
  toldAt: Date
  nextDueAt: Date | null
  safeguarding: boolean
}

/** What is not over, the most pressing first: overdue, then by when the next thing is due. At most `most`. */
export async function listOpen(tx: Tx, actor: Actor, most: number): Promise<WorkLine[]> {
  const visible = await visibleIncidents(tx, actor, 'i')
  const { rows } = await sql<WorkLine>`
    select i.id, i.reference, i.kind, i.state, i.told_at as "toldAt", i.next_due_at as "nextDueAt", i.safeguarding
      from incidents.register_line i
     where i.school_id = ${actor.schoolId}
       and i.state in ('new', 'firstQuestions', 'inProgress', 'waiting', 'readyToClose', 'reopened')
       and ${visible}
     order by i.next_due_at nulls last, i.told_at
     limit ${most}`.execute(tx)
  return rows
}
