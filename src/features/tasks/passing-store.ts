// What is asked of open tasks when people come and go, and when what they are about lapses.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import { openTasks, tables } from './store.ts'
import type { Task } from './task.ts'

/** Records that open tasks are about: all of the school's, or those of these people and roles. */
export async function recordsWithOpenTasks(
  tx: Tx,
  schoolId: string,
  whose: { personIds: readonly string[]; roles: readonly string[] } | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct about_id as id from tasks.task
     where school_id = ${schoolId} and state = 'open'
       and (${whose === null} or person_id = any(${[...(whose?.personIds ?? [])]}::uuid[])
                              or role = any(${[...(whose?.roles ?? [])]}::text[]))`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Open tasks of these people that nobody else can do. */
export function openTasksEndingWith(tx: Tx, schoolId: string, personIds: readonly string[]): Promise<Task[]> {
  return openTasks(tx, schoolId)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('ends_with_person', '=', true)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Open tasks of a role that this holder may have, the most pressing first. Whether the record is kept from them is not asked. */
export function openTasksOfHolder(
  tx: Tx,
  schoolId: string,
  { personId, role }: { personId: string; role: string },
): Promise<Task[]> {
  return openTasks(tx, schoolId)
    .where('role', '=', role)
    .where(sql<boolean>`${personId}::uuid <> all (not_for)`)
    .orderBy(sql`array_position(array['now', 'soon', 'normal'], urgency)`)
    .orderBy('created_at')
    .execute()
}

/** Lets the open tasks of people, and those of roles that nobody else can act in, go to the next person now. */
export async function saveEscalatesNow(
  tx: Tx,
  schoolId: string,
  { personIds, roles, at }: { personIds: readonly string[]; roles: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    update tasks.task set escalates_at = ${at}
     where school_id = ${schoolId} and state = 'open'
       and id in (select coalesce(same_as, id) from tasks.task
                   where school_id = ${schoolId} and state = 'open'
                     and (person_id = any(${[...personIds]}::uuid[]) or role = any(${[...roles]}::text[])))`.execute(
    tx,
  )
}

/** Until when there is something to do, for all who have it. */
export async function saveLapsesAt(tx: Tx, schoolId: string, firstId: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('tasks.task')
    .set({ lapses_at: at })
    .where('school_id', '=', schoolId)
    .where((where) => where.or([where('id', '=', firstId), where('same_as', '=', firstId)]))
    .where('state', '=', 'open')
    .execute()
}

/** Open tasks whose request has lapsed, locked; those that are locked are left for the next time. */
export function lapsedTasks(tx: Tx, schoolId: string, now: Date, most = 100): Promise<Task[]> {
  return openTasks(tx, schoolId)
    .where('lapses_at', '<=', now)
    .orderBy('lapses_at')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
}
