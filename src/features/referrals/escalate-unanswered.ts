import { deadline } from '#/kernel/deadline.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { aboutOf, answerTask, isTheirsAlone } from './make-referral.ts'
import { escalateWorkingDays } from './settings.ts'
import { unanswered } from './store.ts'

/**
 * An answer that is owed longer than the school waits: the safeguarding lead and the head have to take it further. What
 * somebody told outside and keeps to themselves becomes more urgent for them, and nobody else learns of it.
 */
export function escalateUnanswered(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const now = context.clock()
    const count = await readSetting(tx, actor.schoolId, escalateWorkingDays)
    const calendar = await readCalendar(tx, actor.schoolId)
    for (const referral of await unanswered(tx, actor.schoolId, now)) {
      const { id, answerDueAt, enteredBy } = referral
      if (answerDueAt === null) continue
      const until = deadline(answerDueAt, { count, clock: 'workingDays' }, calendar)
      if (until > now) continue
      const alone = isTheirsAlone(referral) && enteredBy !== null
      await giveTask(context, tx, actor, {
        to: alone ? { personId: enteredBy } : [{ role: 'dsl' }, { role: 'head' }],
        kind: 'referrals.escalate',
        title: 'Take a question further that nobody outside has answered',
        about: aboutOf(referral),
        path: `/referrals/${id}`,
        urgency: 'soon',
        ...(alone ? { endsWithPerson: true } : { due: { at: until, clock: 'workingDays' as const } }),
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
