import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { inTransaction } from '#/platform/context.ts'
import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { askForTerms } from './ask-for-terms.ts'
import { endLapsedTasks } from './end-task.ts'
import { escalateTasks } from './escalate-tasks.ts'
import { sendNoticeJob } from './notify.ts'
import { recordsWithOpenTasks } from './passing-store.ts'
import { remindOfTasks } from './remind.ts'
import { rerouteTasks } from './reroute-tasks.ts'
import { type Post, sendNotice } from './send-notice.ts'
import { tellHoldersFrom } from './tell-new-holder.ts'
import { watchDuty } from './watch-duty.ts'

/** What runs by itself. */
export const taskJobs = (post: Post): readonly Job[] => [
  defineJob({
    ...sendNoticeJob,
    payload: z.object({ noticeId: z.uuid(), aboutId: z.uuid().nullable() }),
    run: (context, actor, { noticeId }) => sendNotice(context, actor, post, noticeId),
  }),
  {
    name: 'tasks.escalate',
    timetable: '* * * * *',
    payload: noPayload,
    run: async (context, actor) => void (await escalateTasks(context, actor)),
  },
  {
    name: 'tasks.endLapsed',
    timetable: '* * * * *',
    payload: noPayload,
    run: async (context, actor) => void (await endLapsedTasks(context, actor)),
  },
  { name: 'tasks.remind', timetable: '0 8 * * *', payload: noPayload, run: remindOfTasks },
  { name: 'tasks.watchDuty', timetable: '0 7 * * *', payload: noPayload, run: watchDuty },
  { name: 'tasks.askForTerms', timetable: '10 7 * * *', payload: noPayload, run: askForTerms },
  {
    // Somebody's last day is over: what they had to do must not wait for nobody, nor for somebody who has not heard.
    name: 'tasks.reroute',
    timetable: '5 0 * * *',
    payload: noPayload,
    run: (context, actor) =>
      inTransaction(context, actor, async (tx) => {
        for (const aboutId of await recordsWithOpenTasks(tx, actor.schoolId)) {
          await rerouteTasks(context, tx, actor, aboutId)
        }
        await tellHoldersFrom(context, tx, actor, londonDate(context.clock()))
      }),
  },
]
