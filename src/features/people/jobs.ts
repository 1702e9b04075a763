import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { endAccess } from './leave-school.ts'

export const jobs: readonly Job[] = [
  defineJob({
    name: 'people.endAccess',
    timetable: '2 0 * * *',
    payload: noPayload,
    run: (context, actor) => endAccess(context, actor),
  }),
]
