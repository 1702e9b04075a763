import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { remindOfTools } from './remind-of-tools.ts'

/** What runs by itself: reminders, before school on every day. */
export const jobs: readonly Job[] = [
  { name: 'tools.remind', timetable: '20 6 * * *', payload: noPayload, run: remindOfTools },
]
