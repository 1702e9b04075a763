// An e-mail to people who do not sign in here was given up: they have no page on which it waits, so somebody reaches them another way.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { endTasksAbout } from './end-task.ts'
import { giveTask } from './give-task.ts'
import type { NewTask } from './task.ts'

const mergeKey = 'notMailed'

/** One task for all whom e-mails about a record did not reach. Its page says who they are, and what to do. */
export async function askToReach(
  context: Context,
  tx: Tx,
  actor: Actor,
  task: Pick<NewTask, 'to' | 'about' | 'path' | 'title'>,
): Promise<void> {
  await giveTask(context, tx, actor, { ...task, kind: 'tasks.notMailed', urgency: 'normal', mergeKey })
}

/** Nobody is left of them. Returns whether somebody still had that task. */
export async function endAskToReach(
  context: Context,
  tx: Tx,
  actor: Actor,
  aboutId: string,
): Promise<boolean> {
  const reason = 'Nobody is left whom an e-mail did not reach.'
  return (await endTasksAbout(context, tx, actor, { aboutId, mergeKey, state: 'done', reason })) > 0
}
