import type { PersonActor } from '#/platform/access/actor.ts'
import type { Tx } from '#/platform/database/database.ts'
import { openTasksOf } from './store.ts'
import { firstOf, type Task } from './task.ts'

/** What the person has to do, by name or by a role held today, each thing once: soonest due first. */
export async function tasksOf(tx: Tx, actor: PersonActor): Promise<Task[]> {
  const things = new Map<string, Task>()
  for (const task of await openTasksOf(tx, actor)) {
    const known = things.get(firstOf(task))
    if (!known || known.personId === null) things.set(firstOf(task), task)
  }
  return [...things.values()]
}
