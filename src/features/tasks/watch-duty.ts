import { dayMs, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { coverGaps, vacantPosts } from '../people/index.ts'
import { endTasksAbout } from './end-task.ts'
import { giveTask } from './give-task.ts'

/** How far ahead somebody must be on duty at every hour: long enough to find somebody before a holiday starts. */
export const coverAheadMs = 14 * dayMs

const warnings = [
  {
    mergeKey: 'coverGap',
    title: 'Say who is on duty when school is out',
    mended: 'Somebody is on duty at every hour of the next two weeks.',
  },
  {
    mergeKey: 'vacantPost',
    title: 'Name a safeguarding lead and a deputy',
    mended: 'The school has a safeguarding lead and a deputy.',
  },
] as const

/** Tells the head when, within two weeks, nobody is on duty, or when a post that must be filled is vacant (S1). */
export function watchDuty(context: Context, actor: Actor): Promise<void> {
  const { schoolId } = actor
  return inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    const gaps = await coverGaps(tx, schoolId, now, new Date(now.getTime() + coverAheadMs))
    const vacant = await vacantPosts(tx, schoolId, londonDate(now))
    const wrong = { coverGap: gaps.length > 0, vacantPost: vacant.length > 0 }
    for (const { mergeKey, title, mended } of warnings) {
      if (wrong[mergeKey]) {
        await giveTask(context, tx, actor, {
          to: { role: 'head' },
          kind: `tasks.${mergeKey}`,
          title,
          about: { kind: 'school', id: schoolId },
          path: '/duty',
          urgency: 'soon',
          mergeKey,
        })
      } else {
        await endTasksAbout(context, tx, actor, {
          aboutId: schoolId,
          mergeKey,
          state: 'done',
          reason: mended,
        })
      }
    }
  })
}
