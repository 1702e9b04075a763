import * as z from 'zod'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { lapsedTasks } from './passing-store.ts'
import { findTaskOf, openTasksAbout, saveEnd } from './store.ts'
import { firstOf, type Task } from './task.ts'

export const endTaskForm = z
  .object({
    state: z.enum(['done', 'notNeeded'], 'Choose whether it is done or not needed.'),
    reason: z.string().trim().max(500, 'Say why in at most 500 characters.').default(''),
  })
  .refine(({ state, reason }) => state === 'done' || reason !== '', {
    path: ['reason'],
    message: 'Say why it is not needed.',
  })
export type EndTask = z.infer<typeof endTaskForm>

/** Ends a task that is the actor's, for everybody who has the same to do. Refuses one that has ended already. */
export function endTask(context: Context, actor: Actor, taskId: string, end: EndTask): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const task = await findTaskOf(tx, who, taskId)
    if (!task) throw new NotFound('task')
    if (!(await endAll(context, tx, actor, task, end))) {
      throw new Refused('Somebody has ended this task already, so there is nothing left to do.')
    }
  })
}

export type EndTasksAbout = {
  aboutId: string
  /** Without it, all that is open about the record ends. */
  mergeKey?: string
  state: 'done' | 'notNeeded'
  /** The product's own words: "The incident was closed." */
  reason: string
}

/** Ends the open tasks about a record, in the record's own transaction. Returns how many there were. */
export function endTasksAbout(context: Context, tx: Tx, actor: Actor, end: EndTasksAbout): Promise<number> {
  return asSchool(tx, async () => {
    const open = await openTasksAbout(tx, actor.schoolId, end.aboutId, end.mergeKey)
    const first = new Map(open.map((task) => [firstOf(task), task]))
    for (const task of first.values()) await endAll(context, tx, actor, task, end)
    return first.size
  })
}

/** Ends the tasks whose request has lapsed: there is nothing left to answer. Returns how many there were. */
export function endLapsedTasks(context: Context, actor: Actor): Promise<number> {
  return inTransaction(context, actor, async (tx) => {
    const lapsed = await lapsedTasks(tx, actor.schoolId, context.clock())
    const first = new Map(lapsed.map((task) => [firstOf(task), task]))
    const end = { state: 'notNeeded', reason: 'Nobody answered in time, so it has lapsed.' } as const
    for (const task of first.values()) await endAll(context, tx, actor, task, end)
    return first.size
  })
}

async function endAll(
  context: Context,
  tx: Tx,
  actor: Actor,
  task: Task,
  { state, reason }: Pick<EndTasksAbout, 'state' | 'reason'>,
): Promise<boolean> {
  const end = { state, at: context.clock(), by: personOf(actor), reason: reason === '' ? null : reason }
  const ended = await saveEnd(tx, actor.schoolId, firstOf(task), end)
  if (ended === 0) return false
  record(tx, {
    did: state === 'done' ? 'tasks.done' : 'tasks.notNeeded',
    about: { kind: task.aboutKind, id: task.aboutId },
    detail: { kind: task.kind, ...(reason === '' ? {} : { reason }) },
  })
  return true
}
