import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { giveTask } from '../tasks/index.ts'
import { remindDaysBefore } from './settings.ts'
import { arrangementsOf } from './store.ts'

/** Gives a task for every practice that is due soon, or is overdue and nobody's task. Asked twice, it is one task. */
export function remindOfPractices(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const soon = addDays(londonDate(context.clock()), await readSetting(tx, schoolId, remindDaysBefore))
    for (const { id, practice, role, dueOn } of await arrangementsOf(tx, schoolId)) {
      if (dueOn > soon) break
      await giveTask(context, tx, actor, {
        to: { role },
        kind: 'practices.attest',
        title: 'Look at a practice and say what you saw',
        about: { kind: 'practice', id },
        path: `/practices/${practice}`,
        urgency: 'normal',
        due: { at: instantAt(dueOn, '16:00'), clock: 'schoolDays' },
        mergeKey: 'attest',
      })
    }
  })
}
