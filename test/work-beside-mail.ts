// A worker of one job that mails, beside a mail server that comes and goes.

import type { TestContext } from 'node:test'
import { mailJobs } from '#/app/mail-jobs.ts'
import { reading } from '#/platform/context.ts'
import { jobsOfSchool, type QueuedJob } from '#/platform/jobs/job-list.ts'
import type { Mailer } from '#/platform/mail/mail.ts'
import { postOffice } from './post-office.ts'
import type { StaffedSchools } from './staffed-school.ts'
import { until, workOn } from './word-jobs.ts'

/** A mail server that is away first and there later, and the worker of one job that writes to it. */
export async function workBesideMail(t: TestContext, world: StaffedSchools, job: string) {
  const [away, back] = [await postOffice(t, 451), await postOffice(t)]
  let mailer: Mailer = away.post.mailer
  const switched: Mailer = {
    send: (to, notification) => mailer.send(to, notification),
    close: () => undefined,
  }
  const jobs = mailJobs({ ...back.post, mailer: switched })
  await workOn(
    t,
    world,
    jobs.filter(({ name }) => name === job),
  )
  const waiting = async () => {
    const { head } = world.school.people
    const queued = await reading(world.context, head, (tx) => jobsOfSchool(tx))
    return queued.filter(({ name }) => name === job)
  }
  const all = (holds: (one: QueuedJob) => boolean) => async () =>
    (await waiting()).every((one) => !one.running && holds(one))
  return {
    received: back.received,
    waiting,
    triedOnce: () =>
      until(
        all(({ lastError }) => lastError !== null),
        'the first try',
      ),
    /** The server answers again, and it is the time at which each job is tried next. */
    hourLater: async () => {
      mailer = back.post.mailer
      await world.query('update graphile_worker._private_jobs set run_at = now()')
    },
    /** It does not answer until the last try is over. */
    lastTry: async () => {
      await world.query(
        'update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now()',
      )
      await until(
        all(({ tries, mostTries }) => tries === mostTries),
        'the last try',
      )
    },
  }
}
