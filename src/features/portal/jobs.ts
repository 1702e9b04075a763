import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { publishJobName, publishSignedIn } from './publish-signed-in.ts'

/** At once when somebody comes or goes, and every minute: time passes, and ends are put off by pages that are opened. */
const publishJob: Job = {
  name: publishJobName,
  timetable: '* * * * *',
  payload: noPayload,
  run: publishSignedIn,
}

export const jobs: readonly Job[] = [publishJob]
