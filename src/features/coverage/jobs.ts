import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { keepDay } from './keep-day.ts'

/** What runs by itself: each morning, after the reminders, how the policy stands is kept. */
export const jobs: readonly Job[] = [
  { name: 'coverage.keepDay', timetable: '45 6 * * *', payload: noPayload, run: keepDay },
]
