// When a task goes on to the next person, and of which one somebody has to be reminded.

import { sql } from 'kysely'
import type { Tx } from '#/platform/database/database.ts'
import { openTasks, type TaskRow, tables } from './store.ts'
import type { Recipient, Task } from './task.ts'

/** Open tasks whose time to go to the next person has come, oldest first; locked, and those that are locked left out. */
export function dueEscalations(tx: Tx, schoolId: string, now: Date, most = 100): Promise<Task[]> {
  return openTasks(tx, schoolId)
    .where('escalates_at', '<=', now)
    .orderBy('escalates_at')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Sets when the task goes to the next person too; null for never. */
export async function saveEscalatesAt(
  tx: Tx,
  schoolId: string,
  firstId: string,
  at: Date | null,
): Promise<void> {
  await tables(tx)
    .updateTable('tasks.task')
    .set({ escalates_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', firstId)
    .execute()
}

/** Makes what is open more urgent, for all who have it: unopened again, due no later than before. */
export async function saveRaised(
  tx: Tx,
  schoolId: string,
  firstId: string,
  to: Pick<TaskRow, 'urgency' | 'due_at' | 'clock' | 'escalates_at'>,
): Promise<void> {
  await sql`
    update tasks.task
       set urgency = ${to.urgency}, opened_at = null,
           clock = case when ${to.due_at}::timestamptz < coalesce(due_at, 'infinity') then ${to.clock} else clock end,
           due_at = least(due_at, ${to.due_at}::timestamptz),
           escalates_at = case when id = ${firstId} then least(escalates_at, ${to.escalates_at}::timestamptz) end
     where school_id = ${schoolId} and (id = ${firstId} or same_as = ${firstId}) and state = 'open'`.execute(
    tx,
  )
}

/** Gives the same to do to somebody else besides; false when they have it already. */
export async function addSame(
  tx: Tx,
  schoolId: string,
  firstId: string,
  { id, to, at }: { id: string; to: Recipient; at: Date },
): Promise<boolean> {
  const personId = 'personId' in to ? to.personId : null
  const role = 'role' in to ? to.role : null
  const { numAffectedRows } = await sql`
    insert into tasks.task (school_id, id, person_id, role, otherwise, same_as, kind, title, about_kind, about_id,
                            path, urgency, clock, due_at, merge_key, not_for, lapses_at, created_at)
    select school_id, ${id}::uuid, ${personId}::uuid, ${role}::text, otherwise, id, kind, title, about_kind, about_id,
           path, urgency, clock, due_at, merge_key, not_for, lapses_at, ${at}::timestamptz
      from tasks.task where school_id = ${schoolId} and id = ${firstId}
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** Open tasks that are due by then and of which nobody was reminded, soonest first. */
export function dueUnreminded(tx: Tx, schoolId: string, by: Date): Promise<Task[]> {
  return openTasks(tx, schoolId)
    .where('due_at', '<=', by)
    .where('reminded_at', 'is', null)
    .orderBy('due_at')
    .execute()
}

/** Notes when the holders were last reminded of these, so that it is once a day. */
export async function saveReminded(
  tx: Tx,
  schoolId: string,
  taskIds: readonly string[],
  at: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('tasks.task')
    .set({ reminded_at: at })
    .where('school_id', '=', schoolId)
    .where('id', '=', sql<string>`any(${[...taskIds]}::uuid[])`)
    .execute()
}
