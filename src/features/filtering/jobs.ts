import { type Job, noPayload } from '#/platform/jobs/job.ts'
import { fetchLists } from './fetch-lists.ts'
import { keepAuthority, keepAuthorityName, type MakeAuthority } from './keep-authority.ts'
import { closeSitesOver } from './keep-own-list.ts'
import { keepEngines } from './look-at-engines.ts'
import { publishJobName } from './publish-jobs.ts'
import { publishPolicy } from './publish-policy.ts'

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

/** When it was agreed, and each night in time for the next one. app/ makes it, because only engines make certificates. */
export const authorityJobs = (make: MakeAuthority): readonly Job[] => [
  {
    name: keepAuthorityName,
    timetable: '50 3 * * *',
    payload: noPayload,
    run: (context, actor) => keepAuthority(context, actor, make),
  },
]
