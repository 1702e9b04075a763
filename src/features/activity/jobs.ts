import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { keepDays } from './keep-days.ts'
import { makeWeek } from './make-week.ts'

export const jobs: readonly Job[] = [
  { name: 'activity.keepDays', timetable: '50 2 * * *', tries: 3, payload: noPayload, run: keepDays },
  {
    name: 'activity.makeWeek',
    timetable: '10 6 * * 1',
    payload: noPayload,
    run: async (context, actor) => {
      await makeWeek(context, actor)
    },
  },
]
