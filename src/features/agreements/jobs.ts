import { instantAt, londonDate } from '#/kernel/london-time.ts'
import { isSchoolDay } from '#/kernel/school-calendar.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { agreementKeys } from './agreement.ts'
import { keepRounds } from './ask-people.ts'
import { lateRounds } from './missing-store.ts'
import { saveRound } from './round-store.ts'

/** On the morning of a school day: asks who has to be asked, and tells the office of rounds that are past their day. */
export function keepAsking(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const today = londonDate(context.clock())
    if (!isSchoolDay(today, await readCalendar(tx, actor.schoolId))) return
    await keepRounds(context, tx, actor, agreementKeys)
    for (const { id } of await lateRounds(tx, actor.schoolId, today)) {
      await saveRound(tx, { schoolId: actor.schoolId, id }, { chased_on: today })
      await giveTask(context, tx, actor, {
        to: { role: 'office' },
        kind: 'agreements.chase',
        title: 'Chase agreements that are past their day',
        about: { kind: 'agreementRound', id },
        path: `/agreements/rounds/${id}`,
        urgency: 'normal',
        due: { at: instantAt(today, '17:00'), clock: 'schoolDays' },
        mergeKey: 'chase',
      })
    }
  })
}

export const agreementJobs: readonly Job[] = [
  { name: 'agreements.keepAsking', timetable: '15 6 * * *', payload: noPayload, run: keepAsking },
]
