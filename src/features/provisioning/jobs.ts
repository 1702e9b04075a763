import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { watchConnections } from './watch-connections.ts'

export const jobs: readonly Job[] = [
  defineJob({
    name: 'provisioning.watch',
    timetable: '40 6 * * *',
    payload: noPayload,
    run: (context, actor) => watchConnections(context, actor),
  }),
]
