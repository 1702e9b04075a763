import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { DesignatedRole, Person } from '../people/index.ts'
import { recipients } from './recipients.ts'
import { openTasksSameAs } from './store.ts'
import { firstOf, recipientOf, type Task } from './task.ts'

/** Everybody who has the same to do, by name or by role; nobody from whom the record is kept. */
export async function whoHas(
  context: Context,
  tx: Tx,
  schoolId: string,
  task: Task,
): Promise<Map<string, Person>> {
  const have = new Map<string, Person>()
  const otherwise = task.otherwise as DesignatedRole
  const { aboutId, notFor } = task
  for (const same of await openTasksSameAs(tx, schoolId, firstOf(task))) {
    const wanted = { to: recipientOf(same), otherwise, notFor, aboutId, at: context.clock() }
    for (const person of (await recipients(tx, schoolId, wanted)).people) have.set(person.id, person)
  }
  return have
}
