// Jobs that carry one word, and a worker for them.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { defineJob, type Job } from '#/platform/jobs/job.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { type Jobs, startJobs } from '#/platform/jobs/start-jobs.ts'
import type { StaffedSchools } from './staffed-school.ts'

export type Ran = { school: string; word: string }

/** A job that does `run` and then says in `ran` that it is done. */
export const wordJob = (ran: Ran[], run: (word: string) => Promise<void> = async () => undefined): Job =>
  defineJob({
    name: 'test.word',
    payload: z.object({ word: z.string() }),
    run: async (_context, actor, { word }) => {
      await run(word)
      ran.push({ school: actor.schoolId, word })
    },
  })

/** A worker without timetables, which stops with the test. */
export async function workOn(
  t: TestContext,
  world: StaffedSchools,
  jobs: readonly Job[],
  context: Context = world.context,
): Promise<Jobs> {
  const worker = await startJobs({
    jobsUrl: world.database.jobsUrl,
    context,
    jobs,
    allSchoolIds: async () => [world.school.id, world.otherSchool.id],
    timetables: false,
  })
  t.after(worker.stop)
  return worker
}

/** Queues a word for a school. */
export const queueWord = (
  { context }: StaffedSchools,
  schoolId: string,
  word: string,
  key?: string,
): Promise<void> =>
  inTransaction(context, systemActor(schoolId), (tx) =>
    queueJob(tx, { name: 'test.word' }, { word, school: 'whatever the payload says' }, key ? { key } : {}),
  )

/** Waits until it holds, twenty seconds at most. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(`This took too long: ${what}`)
    await pause(50)
  }
}
