import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { giveTask } from '../tasks/index.ts'
import { toolsAt } from './approved-store.ts'
import { approverOf } from './permissions.ts'

/** Somebody reported the site of an approved tool as unsuitable: whoever decides about such tools looks whether it stays. */
export async function heedReport(
  context: Context,
  tx: Tx,
  actor: Actor,
  { site }: { site: string },
): Promise<void> {
  for (const { id, kind } of await toolsAt(tx, actor.schoolId, site)) {
    await giveTask(context, tx, actor, {
      to: { role: await approverOf(tx, actor.schoolId, kind) },
      kind: 'tools.lookAgain',
      title: 'The site of an approved tool was reported: see whether it stays',
      about: { kind: 'tool', id },
      path: `/tools/${id}`,
      urgency: 'soon',
      mergeKey: 'tools.lookAgain',
    })
  }
}
