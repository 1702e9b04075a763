import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { giveTask } from '../tasks/index.ts'
import { endingBy } from './store.ts'
import { waits } from './tool.ts'

const remindDaysBefore = 30

/** Gives whoever proposed a tool the task to assess it again, thirty days before its approval ends. Asked twice, it is one task. */
export function remindOfTools(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const soon = addDays(londonDate(context.clock()), remindDaysBefore)
    for (const tool of await endingBy(tx, actor.schoolId, soon)) {
      if (waits(tool) || tool.approvedUntil === null) continue
      await giveTask(context, tx, actor, {
        to: { personId: tool.proposedBy },
        kind: 'tools.assess',
        title: 'Assess a tool again: its approval ends',
        about: { kind: 'tool', id: tool.id },
        path: `/tools/${tool.id}/assess`,
        urgency: 'normal',
        due: { at: instantAt(tool.approvedUntil, '16:00'), clock: 'schoolDays' },
        mergeKey: 'tools.assess',
      })
    }
  })
}
