import { makeAuthority } from '#/engines/proxy/index.ts'
import { filterTestJobs } from '#/features/filter-checks/feature.ts'
import { authorityJobs } from '#/features/filtering/feature.ts'
import { allSchoolIds } from '#/features/schools/index.ts'
import type { Config } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import type { Job } from '#/platform/jobs/job.ts'
import { startJobs } from '#/platform/jobs/start-jobs.ts'
import { createMailer } from '#/platform/mail/mail.ts'
import type { Metrics } from '#/platform/metrics/metrics.ts'
import { mailJobs } from './mail-jobs.ts'
import { networkClient } from './network-client.ts'

const measuredEveryMs = 15_000

/** Starts what runs by itself: the jobs of all features, for every school, and the mail that goes out. Returns its stop. */
export async function startWork(
  parts: { config: Config; jobsUrl: string; context: Context; metrics: Metrics },
  jobs: readonly Job[],
): Promise<() => Promise<void>> {
  const { config, jobsUrl, context, metrics } = parts
  const mailer = createMailer(config.mail, context.log)
  const post = { mailer, publicUrl: new URL(config.publicUrl) }
  const working = await startJobs({
    jobsUrl,
    context,
    jobs: [
      ...jobs,
      ...mailJobs(post),
      ...authorityJobs(makeAuthority),
      ...filterTestJobs(config.filter ?? null, networkClient),
    ],
    allSchoolIds: () => allSchoolIds(context.db),
  })
  const measuring = setInterval(() => {
    working.oldestJobAge().then(metrics.setOldestJobAge, (error: unknown) => {
      context.log.warn({ err: error }, 'the age of the oldest job is not known')
    })
  }, measuredEveryMs)
  return async () => {
    clearInterval(measuring)
    await working.stop()
    mailer.close()
  }
}
