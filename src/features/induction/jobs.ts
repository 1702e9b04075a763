import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { chaseOverdue } from './follow-checklist.ts'
import { endPastGuests } from './keep-guest.ts'

export const jobs: readonly Job[] = [
  defineJob({
    name: 'induction.endPastGuests',
    timetable: '1 0 * * *',
    payload: noPayload,
    run: (context, actor) => endPastGuests(context, actor),
  }),
  defineJob({
    name: 'induction.chaseOverdue',
    timetable: '15 6 * * *',
    payload: noPayload,
    run: (context, actor) => chaseOverdue(context, actor),
  }),
]
