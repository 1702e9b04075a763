import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { endAccess } from './leave-school.ts'
import { settleImported } from './note-wrong-address.ts'

export const jobs: readonly Job[] = [
  defineJob({
    name: 'people.endAccess',
    timetable: '2 0 * * *',
    payload: noPayload,
    run: (context, actor) => endAccess(context, actor),
  }),
  defineJob({
    name: 'people.settleAddresses',
    timetable: '12 5 * * *',
    payload: noPayload,
    run: settleImported,
  }),
]
