import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { saveEscalatesAt } from './escalation-store.ts'
import { findTaskOf, saveOpened } from './store.ts'
import { escalatesAt, firstOf, type Task } from './task.ts'
import { readTimes } from './times.ts'

/** Opens a task that is the actor's: from now on somebody is on it, and only lateness passes it on. */
export function openTask(context: Context, actor: Actor, taskId: string): Promise<Task> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const task = await findTaskOf(tx, who, taskId)
    if (!task) throw new NotFound('task')
    if (task.state !== 'open' || task.openedAt !== null) return task
    const openedAt = context.clock()
    const { dueAt, clock, urgency } = task
    const due = dueAt && clock ? { at: dueAt, clock } : null
    await saveOpened(tx, actor.schoolId, firstOf(task), openedAt)
    const next = escalatesAt({ urgency, due, openedAt }, openedAt, await readTimes(tx, actor.schoolId))
    await saveEscalatesAt(tx, actor.schoolId, firstOf(task), next)
    record(tx, {
      did: 'tasks.opened',
      about: { kind: task.aboutKind, id: task.aboutId },
      detail: { kind: task.kind },
    })
    return { ...task, openedAt }
  })
}
