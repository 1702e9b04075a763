import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { Task } from './task.ts'

/** What the tasks are about, by task: “AL-2026-0007: Keep any evidence”. Nothing of a record that the actor may not see. */
export async function sayTasks(
  context: Context,
  tx: Tx,
  actor: Actor,
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
  const said = new Map<string, string>()
  for (const { about, say } of context.taskWords) {
    const asked = tasks.filter(({ aboutKind }) => aboutKind === about)
    if (asked.length === 0) continue
    for (const [id, words] of await say(tx, actor, asked, context.clock())) {
      const before = said.get(id)
      said.set(id, before === undefined ? words : `${before}: ${words}`)
    }
  }
  return said
}
