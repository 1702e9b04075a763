// Each night: a connection that falls silent keeps leavers in, so somebody hears of it before it does.

import { dayMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { giveTask } from '../tasks/index.ts'
import { isValid, silentAfterDays, type Token } from './connection.ts'
import { connectionsOf, tokensOf } from './connection-store.ts'
import { forgetDeeds } from './deed-store.ts'
import { expiryTask } from './keep-connection.ts'

const warnsDays = 21
const logKeptDays = 365

/** Gives a task where the last token runs out soon, and where nothing was heard for days; forgets what came in a year ago. */
export function watchConnections(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const now = context.clock()
    await forgetDeeds(tx, schoolId, new Date(now.getTime() - logKeptDays * dayMs))
    for (const { id, state } of await connectionsOf(tx, schoolId)) {
      if (state === 'ended') continue
      const trouble = troubleOf(await tokensOf(tx, schoolId, id), now)
      if (trouble === null) continue
      await giveTask(context, tx, actor, {
        to: { role: 'technician' },
        otherwise: 'head',
        kind: trouble.task,
        title: trouble.title,
        about: { kind: 'provisioningConnection', id },
        path: `/provisioning/${id}`,
        urgency: 'soon',
        mergeKey: trouble.task,
      })
    }
  })
}

/** What is wrong with a connection that was in use; null when nothing is. */
function troubleOf(
  tokens: readonly Token[],
  now: Date,
): { task: `provisioning.${string}`; title: string } | null {
  const heard = tokens.reduce<number | null>(
    (last, { lastUsedAt }) => (lastUsedAt === null ? last : Math.max(last ?? 0, lastUsedAt.getTime())),
    null,
  )
  if (heard === null) return null
  const soon = new Date(now.getTime() + warnsDays * dayMs)
  if (!tokens.some((token) => isValid(token, soon)))
    return { task: expiryTask, title: 'The token of a connected system runs out: make a new one' }
  if (now.getTime() - heard > silentAfterDays * dayMs)
    return { task: 'provisioning.silent', title: 'A connected system has fallen silent: leavers may stay in' }
  return null
}
