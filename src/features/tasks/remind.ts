import { deadline } from '#/kernel/deadline.ts'
import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { isSchoolDay } from '#/kernel/school-calendar.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import type { DesignatedRole } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { dueUnreminded, saveReminded } from './escalation-store.ts'
import { notify } from './notify.ts'
import { recipients } from './recipients.ts'
import { remindSchoolDays } from './settings.ts'
import { firstOf, recipientOf, type Task } from './task.ts'

/** On the morning of a school day: one e-mail to each person who has something due soon. Each task reminds once. */
export function remindOfTasks(context: Context, actor: Actor): Promise<void> {
  const { schoolId } = actor
  return inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    const today = londonDate(now)
    const days = await readSetting(tx, schoolId, remindSchoolDays)
    const calendar = await readCalendar(tx, schoolId)
    if (days === 0 || !isSchoolDay(today, calendar)) return
    // From this afternoon, so that one school day means the next one.
    const from = instantAt(today, calendar.dayEndsAt)
    const lastDay = londonDate(deadline(from, { count: days, clock: 'schoolDays' }, calendar))
    const due = await dueUnreminded(tx, schoolId, instantAt(addDays(lastDay, 1), '00:00'))
    const soonest = new Map<string, Task>()
    for (const task of due) {
      const to = recipientOf(task)
      const { aboutId, notFor } = task
      const wanted = { to, otherwise: task.otherwise as DesignatedRole, aboutId, notFor, at: now }
      for (const { id } of (await recipients(tx, schoolId, wanted)).people) {
        if (!soonest.has(id)) soonest.set(id, task)
      }
    }
    for (const [id, task] of soonest) {
      const of = { taskId: firstOf(task), aboutId: task.aboutId, urgency: task.urgency }
      await notify(context, tx, schoolId, [{ id }], of)
    }
    await saveReminded(
      tx,
      schoolId,
      due.map(({ id }) => id),
      now,
    )
  })
}
