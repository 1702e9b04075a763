// Terms that run out without a word make the filter and every deadline guess: the office enters the next ones before that.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import { calendarEndsOn } from '#/kernel/school-calendar.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { readCalendar } from '../schools/index.ts'
import { endTasksAbout } from './end-task.ts'
import { giveTask } from './give-task.ts'

const mergeKey = 'nextTerms'
/** So long before the last day of the last term the office has the task: dates are published by then. */
const termsAheadDays = 30

/** Each morning: a task while the school's terms end within 30 days, or have; it ends by itself when the next ones are there. */
export function askForTerms(context: Context, actor: Actor): Promise<void> {
  const { schoolId } = actor
  return inTransaction(context, actor, async (tx) => {
    const end = calendarEndsOn(await readCalendar(tx, schoolId))
    if (end !== undefined && end > addDays(londonDate(context.clock()), termsAheadDays)) {
      const reason = 'The next terms are there.'
      await endTasksAbout(context, tx, actor, { aboutId: schoolId, mergeKey, state: 'done', reason })
      return
    }
    await giveTask(context, tx, actor, {
      to: { role: 'office' },
      kind: 'tasks.nextTerms',
      title: 'Enter the next terms: until then each working day counts as a school day',
      about: { kind: 'school', id: schoolId },
      path: '/school/terms',
      urgency: 'normal',
      mergeKey,
    })
  })
}
