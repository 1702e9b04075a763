import { addDays, dayMs, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type Daily, dropDays, makeDay } from './day-store.ts'
import { blockedDays, openDays } from './settings.ts'
import { forgetTaken } from './taken-store.ts'

/** Made before anybody needs them, so that the first visit of a day waits for nothing. */
const daysAhead = 3
const takenKeptMs = 7 * dayMs

/** Makes the days to come, and drops those whose time is over: what was open sooner than what was blocked. */
export async function keepDays(context: Context, actor: Actor): Promise<void> {
  const { schoolId } = actor
  const today = londonDate(context.clock())
  const kept: readonly [Daily, typeof openDays][] = [
    ['visit', openDays],
    ['attempt', blockedDays],
  ]
  // Each on its own: whoever reads one of them does not keep the other.
  for (const [target, setting] of kept)
    await inTransaction(context, actor, async (tx) => {
      const days = await readSetting(tx, schoolId, setting)
      await dropDays(tx, target, addDays(today, -days))
      if (days > 0)
        await makeDay(
          tx,
          target,
          [0, 1, 2, daysAhead].map((ahead) => addDays(today, ahead)),
        )
    })
  await inTransaction(context, actor, async (tx) => {
    const now = context.clock().getTime()
    const lostBefore = new Date(now - (await readSetting(tx, schoolId, blockedDays)) * dayMs)
    await forgetTaken(tx, schoolId, new Date(now - takenKeptMs), lostBefore)
  })
}
