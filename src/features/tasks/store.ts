import { sql } from 'kysely'
import { isId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TaskTables } from './tables.ts'
import type { Recipient, Task, TaskState } from './task.ts'

const tables = (tx: Tx) => tx.withTables<TaskTables>()

const columns = [
  'id',
  'kind',
  'title',
  'about_kind as aboutKind',
  'about_id as aboutId',
  'path',
  'urgency',
  'clock',
  'due_at as dueAt',
  'state',
  'person_id as personId',
  'role',
  'otherwise',
  'same_as as sameAs',
  'created_at as createdAt',
  'opened_at as openedAt',
] as const

export type TaskRow = TaskTables['tasks.task']

/** Adds a task; false when the same recipient has it open already. */
export async function addTask(tx: Tx, row: TaskRow): Promise<boolean> {
  // Without `returning` and without naming the index: both would ask whether the actor may read the row, and the
  // actor may be the very person from whom it is kept.
  const added = await tables(tx)
    .insertInto('tasks.task')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** The open task about a record with this key, the first of its same. */
export function findMerged(tx: Tx, schoolId: string, aboutId: string, mergeKey: string) {
  return openTasks(tx, schoolId)
    .where('about_id', '=', aboutId)
    .where('merge_key', '=', mergeKey)
    .orderBy(sql`same_as is null`, 'desc')
    .executeTakeFirst()
}

/** The person's own task of those that are the same as this one, or nothing. Row rules hide what is kept from them. */
export async function findTaskOf(
  tx: Tx,
  who: { schoolId: string; personId: string; roles: ReadonlySet<string> },
  taskId: string,
): Promise<Task | undefined> {
  if (!isId(taskId)) return undefined
  return ofPerson(tx, who)
    .where((where) => where.or([where('id', '=', taskId), where('same_as', '=', taskId)]))
    .executeTakeFirst()
}

/** What the person has to do, by name or by a role held today: soonest due first. */
export function openTasksOf(
  tx: Tx,
  who: { schoolId: string; personId: string; roles: ReadonlySet<string> },
): Promise<Task[]> {
  return ofPerson(tx, who)
    .where('state', '=', 'open')
    .orderBy(sql`due_at asc nulls last`)
    .orderBy('created_at')
    .execute()
}

function ofPerson(tx: Tx, who: { schoolId: string; personId: string; roles: ReadonlySet<string> }) {
  return tables(tx)
    .selectFrom('tasks.task')
    .select(columns)
    .where('school_id', '=', who.schoolId)
    .where((where) =>
      where.or([
        where('person_id', '=', who.personId),
        where('role', '=', sql<string>`any(${[...who.roles]}::text[])`),
      ]),
    )
}

/** Open tasks about a record, all or those with a merge key. */
export function openTasksAbout(
  tx: Tx,
  schoolId: string,
  aboutId: string,
  mergeKey?: string,
): Promise<Task[]> {
  const about = openTasks(tx, schoolId).where('about_id', '=', aboutId)
  return (mergeKey === undefined ? about : about.where('merge_key', '=', mergeKey)).execute()
}

/** The open tasks that are the same thing as this first one, itself included. */
export function openTasksSameAs(tx: Tx, schoolId: string, firstId: string): Promise<Task[]> {
  return openTasks(tx, schoolId)
    .where((where) => where.or([where('id', '=', firstId), where('same_as', '=', firstId)]))
    .orderBy('created_at')
    .execute()
}

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

/** Records that open tasks are about. */
export async function recordsWithOpenTasks(tx: Tx, schoolId: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('tasks.task')
    .select('about_id')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('state', '=', 'open')
    .execute()
  return rows.map((row) => row.about_id)
}

function openTasks(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('tasks.task')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('state', '=', 'open')
}

/** Ends the task and all that are the same thing. Returns how many were open. */
export async function saveEnd(
  tx: Tx,
  schoolId: string,
  firstId: string,
  end: { state: TaskState; at: Date; by: string | null; reason: string | null },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('tasks.task')
    .set({ state: end.state, ended_at: end.at, ended_by: end.by, reason: end.reason, escalates_at: null })
    .where('school_id', '=', schoolId)
    .where((where) => where.or([where('id', '=', firstId), where('same_as', '=', firstId)]))
    .where('state', '=', 'open')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Marks as opened all that are the same thing: somebody is on it. */
export async function saveOpened(tx: Tx, schoolId: string, firstId: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('tasks.task')
    .set({ opened_at: at })
    .where('school_id', '=', schoolId)
    .where((where) => where.or([where('id', '=', firstId), where('same_as', '=', firstId)]))
    .where('opened_at', 'is', null)
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

/** Gives the task to somebody else; nobody has opened it then. */
export async function saveRecipient(tx: Tx, schoolId: string, taskId: string, to: Recipient): Promise<void> {
  await tables(tx)
    .updateTable('tasks.task')
    .set({
      person_id: 'personId' in to ? to.personId : null,
      role: 'role' in to ? to.role : null,
      opened_at: null,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', taskId)
    .execute()
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
                            path, urgency, clock, due_at, merge_key, created_at)
    select school_id, ${id}::uuid, ${personId}::uuid, ${role}::text, otherwise, id, kind, title, about_kind, about_id,
           path, urgency, clock, due_at, merge_key, ${at}::timestamptz
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
