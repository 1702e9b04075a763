import { deadline } from '#/kernel/deadline.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { answerTask } from './make-referral.ts'
import { escalateWorkingDays } from './settings.ts'
import { unanswered } from './store.ts'

/** An answer that is owed longer than the school waits: the safeguarding lead has to take it further. */
export function escalateUnanswered(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    const count = await readSetting(tx, actor.schoolId, escalateWorkingDays)
    const calendar = await readCalendar(tx, actor.schoolId)
    for (const { id, incidentId, answerDueAt } of await unanswered(tx, actor.schoolId, now)) {
      if (incidentId === null || answerDueAt === null) continue
      const until = deadline(answerDueAt, { count, clock: 'workingDays' }, calendar)
      if (until > now) continue
      await giveTask(context, tx, actor, {
        to: [{ role: 'dsl' }, { role: 'head' }],
        kind: 'referrals.escalate',
        title: 'Take a question further that nobody outside has answered',
        about: { kind: 'incident', id: incidentId },
        path: `/referrals/${id}`,
        urgency: 'soon',
        due: { at: until, clock: 'workingDays' },
        mergeKey: answerTask(id),
      })
    }
  })
}

/** Runs every working morning; on other days nothing new is overdue. */
export const escalateJob: Job = {
  name: 'referrals.escalateUnanswered',
  timetable: '20 7 * * *',
  payload: noPayload,
  run: escalateUnanswered,
}
