import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { remindOfChecks } from './remind-of-checks.ts'

/** What runs by itself: reminders, before school on every day. */
export const jobs: readonly Job[] = [
  { name: 'checkedSites.remind', timetable: '25 6 * * *', payload: noPayload, run: remindOfChecks },
]
