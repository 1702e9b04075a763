// What is asked of open tasks when people come and go, and when what they are about lapses.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import type { LeftTask } from './left-tasks.ts'
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

/** Lets the open tasks of people that others can do, and those of roles that nobody else can act in, go to the next person now. */
export async function saveEscalatesNow(
  tx: Tx,
  schoolId: string,
  { personIds, roles, at }: { personIds: readonly string[]; roles: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    update tasks.task set escalates_at = ${at}
     where school_id = ${schoolId} and state = 'open'
       and id in (select coalesce(same_as, id) from tasks.task
                   where school_id = ${schoolId} and state = 'open' and not ends_with_person
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

/** Keeps whose these tasks were, before they go to somebody else by themselves. */
export async function saveLeftBy(tx: Tx, schoolId: string, personIds: readonly string[]): Promise<void> {
  await sql`
    update tasks.task set left_by = person_id
     where school_id = ${schoolId} and state = 'open' and not ends_with_person
       and person_id = any(${[...personIds]}::uuid[])`.execute(tx)
}

/**
 * What a leaver had to do and somebody else can, oldest first: theirs by name, or gone to a role since and opened by nobody.
 * Without what is kept from whoever asks, and what they may never have. `locked` for a change.
 */
export async function tasksLeftBy(
  tx: Tx,
  who: { schoolId: string; personId: string },
  leaverId: string,
  { locked }: { locked: boolean },
): Promise<LeftTask[]> {
  const left = openTasks(tx, who.schoolId)
    .where('ends_with_person', '=', false)
    .where((where) =>
      where.or([
        where('person_id', '=', leaverId),
        where.and([
          where('left_by', '=', leaverId),
          where('person_id', 'is', null),
          where('opened_at', 'is', null),
        ]),
      ]),
    )
    .where(sql<boolean>`${who.personId}::uuid <> all (not_for)`)
    .orderBy('created_at')
    .orderBy('id')
  const rows = await (locked ? left.forUpdate() : left).execute()
  return rows.map((task) => ({ ...task, waitsWith: task.role }))
}
