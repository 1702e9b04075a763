// Counts of what the actor may see: the same row rule as the list, so that a board never tells more than the log.

import { sql } from 'kysely'
import type { Actor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { openStateNames, type State, visibleIncidents } from '../incidents/index.ts'

export type BoardCounts = {
  open: number
  overdue: number
  readyToClose: number
  openedThisTerm: number
  closedThisTerm: number
}

/** The figures at the head of the board. `termFrom` is the first day that counts as this term. */
export async function countBoard(tx: Tx, actor: Actor, now: Date, termFrom: Date): Promise<BoardCounts> {
  const seen = sql`i.school_id = ${actor.schoolId} and ${await visibleIncidents(tx, actor, 'i')}`
  const { rows } = await sql<BoardCounts>`
    with open as (
      select i.state, i.next_due_at from incidents.register_line i
       where ${seen} and i.state = any(${[...openStateNames]}::text[])
    )
    select (select count(*) from open)::int as "open",
           (select count(*) from open where next_due_at < ${now})::int as "overdue",
           (select count(*) from open where state = 'readyToClose')::int as "readyToClose",
           (select count(*) from incidents.register_line i
             where ${seen} and i.told_at >= ${termFrom})::int as "openedThisTerm",
           (select count(*) from incidents.register_line i
             where ${seen} and i.closed_at >= ${termFrom})::int as "closedThisTerm"`.execute(tx)
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

/** How many were told in each stretch that begins at one of these instants, the last of them still running. */
export async function countStretches(tx: Tx, actor: Actor, begins: readonly Date[]): Promise<number[]> {
  const visible = await visibleIncidents(tx, actor, 'i')
  // Three years are counted at each look: the place among the beginnings costs a fifth of writing each instant as a month.
  const { rows } = await sql<{ place: number; count: number }>`
    select width_bucket(i.told_at, ${[...begins]}::timestamptz[]) as place, count(*)::int as count
      from incidents.register_line i
     where i.school_id = ${actor.schoolId} and i.told_at >= ${begins[0]} and ${visible}
     group by 1`.execute(tx)
  const counts = new Map(rows.map(({ place, count }) => [place, count]))
  return begins.map((_, at) => counts.get(at + 1) ?? 0)
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
       and i.state = any(${[...openStateNames]}::text[])
       and ${visible}
     order by i.next_due_at nulls last, i.told_at
     limit ${most}`.execute(tx)
  return rows
}
