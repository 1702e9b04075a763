import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findPerson, rolesOn } from '../people/index.ts'
import { handOver } from './handover.ts'
import { notify } from './notify.ts'
import { findTaskOf, openTasksSameAs } from './store.ts'
import { firstOf } from './task.ts'

export const moveTaskForm = z.object({ personId: z.uuid('Choose who is to do it.') })
export type MoveTask = z.infer<typeof moveTaskForm>

/**
 * Hands a task that is the actor's to a colleague. Refuses somebody who does not work here, and answers somebody from
 * whom the record is kept in the same words, so that the answer gives nothing away.
 */
export function moveTask(
  context: Context,
  actor: Actor,
  taskId: string,
  { personId }: MoveTask,
): Promise<void> {
  const who = requirePerson(actor)
  return inTransaction(context, actor, async (tx) => {
    const task = await findTaskOf(tx, who, taskId)
    if (!task) throw new NotFound('task')
    if (task.state !== 'open')
      throw new Refused('This task has ended, so there is nothing left to hand over.')
    const person = await findPerson(tx, actor.schoolId, personId)
    const roles = await rolesOn(tx, actor.schoolId, personId, londonDate(context.clock()))
    const kept = await keptFromOf(tx, actor.schoolId, task.aboutId)
    if (!roles.has('staff') || kept.has(personId) || task.notFor.includes(personId)) {
      throw new Refused('This task cannot be handed to that person. Choose another colleague.')
    }
    const same = await openTasksSameAs(tx, actor.schoolId, firstOf(task))
    if (same.some((other) => other.personId === personId)) {
      throw new Refused('That person has this task already, so it needs no handing over.')
    }
    await handOver(context, tx, actor.schoolId, task, { personId })
    const { aboutId, urgency } = task
    await notify(context, tx, actor.schoolId, [person], { taskId: firstOf(task), aboutId, urgency })
  })
}
