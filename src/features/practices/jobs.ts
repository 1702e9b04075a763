import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { remindOfPractices } from './remind-of-practices.ts'

/** What runs by itself: reminders, before school on every day. */
export const jobs: readonly Job[] = [
  { name: 'practices.remind', timetable: '15 6 * * *', payload: noPayload, run: remindOfPractices },
]
