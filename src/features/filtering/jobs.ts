import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { fetchLists } from './fetch-lists.ts'
import { closeSitesOver } from './keep-own-list.ts'
import { keepEngines } from './look-at-engines.ts'
import { publishJobName, publishPolicy } from './publish-policy.ts'

/** Every minute, and at once when something was agreed: what is over leaves the list, and the engines get what counts now. */
const publishJob: Job = {
  name: publishJobName,
  timetable: '* * * * *',
  payload: noPayload,
  run: async (context, actor) => {
    await closeSitesOver(context, actor)
    await publishPolicy(context, actor)
    await keepEngines(context, actor)
  },
}

const fetchJob: Job = {
  name: 'filtering.fetchLists',
  timetable: '20 3 * * *',
  tries: 3,
  payload: noPayload,
  run: async (context, actor) => {
    await fetchLists(context, actor)
  },
}

export const jobs: readonly Job[] = [publishJob, fetchJob]
