import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { allHoldersOn } from '../people/index.ts'
import { notify } from './notify.ts'
import { openTasksOfHolder } from './passing-store.ts'
import { firstOf, type Task } from './task.ts'

type NewHolder = { personId: string; role: string }

/**
 * Tells whoever takes on a role that tasks of it wait: one e-mail, as urgent as the most pressing of them, and none about
 * what is kept from the person (S3, S14). With a single task it leads to that one, with several to the list.
 */
export function tellNewHolder(context: Context, tx: Tx, actor: Actor, holder: NewHolder): Promise<void> {
  return asSchool(tx, async () => {
    const { schoolId } = actor
    const [first, second] = await firstTwo(tx, schoolId, holder)
    if (!first) return
    const one = { taskId: firstOf(first), aboutId: first.aboutId, urgency: first.urgency }
    const several = { taskId: null, aboutId: null, urgency: first.urgency }
    await notify(context, tx, schoolId, [{ id: holder.personId }], second ? several : one)
  })
}

/** Tells everybody whose role begins on the day. */
export async function tellHoldersFrom(context: Context, tx: Tx, actor: Actor, day: string): Promise<void> {
  for (const { personId, role, startsOn } of await allHoldersOn(tx, actor.schoolId, day)) {
    if (startsOn === day) await tellNewHolder(context, tx, actor, { personId, role })
  }
}

async function firstTwo(tx: Tx, schoolId: string, holder: NewHolder): Promise<Task[]> {
  const found: Task[] = []
  for (const task of await openTasksOfHolder(tx, schoolId, holder)) {
    if ((await keptFromOf(tx, schoolId, task.aboutId)).has(holder.personId)) continue
    found.push(task)
    if (found.length === 2) break
  }
  return found
}
