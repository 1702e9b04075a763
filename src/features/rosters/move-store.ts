// Planned moves, and the classes that people leave for them.

import { sql } from 'kysely'
import { NotFound } from '#/kernel/refusal.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { RosterTables } from './tables.ts'

const tables = (tx: Tx) => tx.withTables<RosterTables>()

export type PlannedMove = {
  id: string
  personId: string
  name: string
  onDay: string
  toClassId: string | null
  toKind: string | null
  className: string | null
  why: string
  state: 'planned' | 'done' | 'withdrawn' | 'impossible'
  says: string | null
}

/** It is made on its day, and can be called off until then. */
export async function insertMove(tx: Tx, row: RosterTables['rosters.planned_move']): Promise<void> {
  await tables(tx).insertInto('rosters.planned_move').values(row).execute()
}

const columns =
  sql.raw(`m.id, m.person_id as "personId", n.name, m.on_day as "onDay", m.to_class_id as "toClassId",
  m.to_kind as "toKind", c.name as "className", m.why, m.state, m.says`)

/** Planned moves, soonest first, and the last 20 that were made or came to nothing. */
export async function movesOf(tx: Tx, schoolId: string): Promise<PlannedMove[]> {
  const { rows } = await sql<PlannedMove>`
    (select ${columns} from rosters.planned_move m
       join people.named n on n.school_id = m.school_id and n.id = m.person_id
       left join schools.class c on c.school_id = m.school_id and c.id = m.to_class_id
      where m.school_id = ${schoolId} and m.state = 'planned' order by m.on_day, n.name limit 200)
    union all
    (select ${columns} from rosters.planned_move m
       join people.named n on n.school_id = m.school_id and n.id = m.person_id
       left join schools.class c on c.school_id = m.school_id and c.id = m.to_class_id
      where m.school_id = ${schoolId} and m.state <> 'planned' order by m.ended_at desc limit 20)`.execute(tx)
  return rows
}

/** A planned move, locked until the commit. Not found in another school, nor when it is over. */
export async function findPlannedMove(
  tx: Tx,
  schoolId: string,
  id: string,
): Promise<RosterTables['rosters.planned_move']> {
  const row = await tables(tx)
    .selectFrom('rosters.planned_move')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound('planned move')
  return row
}

/** The moves whose day has come, the earliest first. */
export async function dueMoves(tx: Tx, schoolId: string, today: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('rosters.planned_move')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('state', '=', 'planned')
    .where('on_day', '<=', today)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Made, called off, or impossible; `says` is why, where it was not made. */
export async function saveMoveEnd(
  tx: Tx,
  schoolId: string,
  id: string,
  end: { state: PlannedMove['state']; at: Date; says: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('rosters.planned_move')
    .set({ state: end.state, ended_at: end.at, says: end.says })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

/** The classes that a person is in on a day. */
export async function classIdsOn(tx: Tx, schoolId: string, personId: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select class_id as id from people.class_member
     where school_id = ${schoolId} and person_id = ${personId} and (ends_on is null or ends_on >= ${day})`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
