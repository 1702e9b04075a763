import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Heed, heed } from '#/platform/happenings/happenings.ts'
import { type DesignatedRole, relativesKeptOut } from '../people/index.ts'
import { isRecipient, passTo } from './handover.ts'
import { withdrawNotices } from './notice-store.ts'
import { notify } from './notify.ts'
import { type Recipients, recipients } from './recipients.ts'
import { openTasksAbout } from './store.ts'
import { recipientOf, type Task } from './task.ts'

/**
 * Passes on the open tasks about a record whose people may not know of it any more, and withdraws what waits to be
 * sent to them. Call it right after `keepFrom`, in the same transaction. `lado`: nobody in the school is left.
 */
export function rerouteTasks(
  context: Context,
  tx: Tx,
  actor: Actor,
  aboutId: string,
): Promise<{ moved: number; outside: 'lado' | null }> {
  return asSchool(tx, async () => {
    const { schoolId } = actor
    const kept = await keptFromOf(tx, schoolId, aboutId)
    await withdrawNotices(tx, schoolId, aboutId, [...kept], context.clock())
    const all = await openTasksAbout(tx, schoolId, aboutId)
    let open: readonly Task[] = all
    let moved = 0
    let outside: 'lado' | null = null
    for (const task of all) {
      if (!open.some(({ id }) => id === task.id)) continue
      const found = await recipients(tx, schoolId, {
        to: recipientOf(task),
        otherwise: task.otherwise as DesignatedRole,
        notFor: task.notFor,
        aboutId,
        at: context.clock(),
      })
      if (found.outside !== null) outside = found.outside
      else if (!isRecipient(found.to, task)) {
        open = await move(context, tx, schoolId, task, found, open)
        moved += 1
      }
    }
    return { moved, outside }
  })
}

/** Somebody turned out to be close to whom a record is about: what they had to do about it is somebody else's. */
export const reroutesOfRelatives: Heed = heed(relativesKeptOut, async (context, tx, actor, { recordIds }) => {
  for (const aboutId of recordIds) await rerouteTasks(context, tx, actor, aboutId)
})

type Inside = Exclude<Recipients, { outside: 'lado' }>

/** Returns what is open then, so that the next one that moves to the same person finds it. */
async function move(
  context: Context,
  tx: Tx,
  schoolId: string,
  task: Task,
  found: Inside,
  open: readonly Task[],
): Promise<readonly Task[]> {
  const passed = await passTo(context, tx, schoolId, task, found.to, open)
  const { id: taskId, aboutId, urgency } = task
  if (passed.isNew) await notify(context, tx, schoolId, found.people, { taskId, aboutId, urgency })
  return passed.open
}
