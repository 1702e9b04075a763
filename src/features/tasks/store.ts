import { sql } from 'kysely'
import { isId } from '#/kernel/id.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { TaskTables } from './tables.ts'
import type { Recipient, Task, TaskState } from './task.ts'

/** The transaction, as this feature’s stores see it. */
export const tables = (tx: Tx) => tx.withTables<TaskTables>()

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
  'not_for as notFor',
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

/** Adds tasks that nobody has yet. */
export async function addTasks(tx: Tx, rows: readonly TaskRow[]): Promise<void> {
  if (rows.length > 0) await tables(tx).insertInto('tasks.task').values(rows).execute()
}

/** What is open about these records, each as its record and merge key. */
export async function openAmong(
  tx: Tx,
  schoolId: string,
  aboutIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await openTasks(tx, schoolId)
    .select('merge_key')
    .where('about_id', '=', sql<string>`any(${[...new Set(aboutIds)]}::uuid[])`)
    .execute()
  return new Set(rows.map(({ aboutId, merge_key }) => `${aboutId} ${merge_key}`))
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

/** How many different things the person has to do: what is the same counts once. */
export async function countTasksOf(
  tx: Tx,
  who: { schoolId: string; personId: string; roles: ReadonlySet<string> },
): Promise<number> {
  const { count } = await rowsOfPerson(tx, who)
    .where('state', '=', 'open')
    .select(sql<number>`count(distinct coalesce(same_as, id))::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function ofPerson(tx: Tx, who: { schoolId: string; personId: string; roles: ReadonlySet<string> }) {
  return rowsOfPerson(tx, who).select(columns)
}

function rowsOfPerson(tx: Tx, who: { schoolId: string; personId: string; roles: ReadonlySet<string> }) {
  return tables(tx)
    .selectFrom('tasks.task')
    .where('school_id', '=', who.schoolId)
    .where((where) =>
      where.or([
        where('person_id', '=', who.personId),
        where('role', '=', sql<string>`any(${[...who.roles]}::text[])`),
      ]),
    )
    .where(sql<boolean>`${who.personId}::uuid <> all (not_for)`)
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

/** What is open in the school, for the queries of both stores. */
export function openTasks(tx: Tx, schoolId: string) {
  return tables(tx)
    .selectFrom('tasks.task')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('state', '=', 'open')
}

/** Ends these tasks and all that are the same thing. */
export async function saveEnds(
  tx: Tx,
  schoolId: string,
  taskIds: readonly string[],
  end: { state: TaskState; at: Date; by: string | null; reason: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('tasks.task')
    .set({ state: end.state, ended_at: end.at, ended_by: end.by, reason: end.reason, escalates_at: null })
    .where('school_id', '=', schoolId)
    .where((where) =>
      where.or([
        where('id', '=', sql<string>`any(${[...taskIds]}::uuid[])`),
        where('same_as', '=', sql<string>`any(${[...taskIds]}::uuid[])`),
      ]),
    )
    .where('state', '=', 'open')
    .execute()
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
