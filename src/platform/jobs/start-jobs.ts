// The worker: takes jobs from the queue and runs each as the system of the school that its payload names.

import { setTimeout as pause } from 'node:timers/promises'
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { isId } from '#/kernel/id.ts'
import { systemActor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { type Job, usualTries } from './job.ts'
import { giveBackLeft } from './left-jobs.ts'
import { isDue } from './timetable.ts'
import { endOf, releaseOnce } from './when-database-goes.ts'

export type JobsParts = {
  jobsUrl: string
  context: Context
  jobs: readonly Job[]
  allSchoolIds: () => Promise<readonly string[]>
  /** How many run at once. */
  concurrency?: number
  /** Runs timetables too. Off where a test queues what it wants itself. */
  timetables?: boolean
}

export type Jobs = {
  /** Lets running jobs finish (some seconds), then returns. */
  stop: () => Promise<void>
  /** How long the oldest job has been due, in seconds; 0 when none waits. */
  oldestJobAge: () => Promise<number>
}

const usualConcurrency = 3
const minuteJob = 'jobs.minute'
const restartAfterMs = 2_000
const missedMinutesMs = 4 * 3_600_000

/** Starts the worker. When the database goes away it waits and starts again, until it is stopped. */
export async function startJobs(parts: JobsParts): Promise<Jobs> {
  const stopping = new AbortController()
  let working = await startWorking(parts)
  const supervised = (async () => {
    while (!stopping.signal.aborted) {
      // It also comes to a quiet end, without an error, when it could not save what came of a job.
      const error = await working.ended
      if (!stopping.signal.aborted)
        parts.context.log.error({ err: error }, 'the worker lost the queue and starts again')
      await end(working)
      if (!stopping.signal.aborted) working = await startAgain(parts, stopping.signal, working)
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await stopRunner(working)
      await supervised
      // One that came back while it was being stopped; stopping the same one twice does nothing.
      await stopRunner(working)
      await end(working)
    },
    oldestJobAge: () => oldestJobAge(parts.jobsUrl),
  }
}

/** A running worker, its connections, and the one that shows other workers that it lives. */
type Working = { runner: Runner; ended: Promise<unknown>; pool: pg.Pool; alive: pg.Client }

async function startWorking(parts: JobsParts): Promise<Working> {
  const pool = openPool(parts)
  try {
    const { alive, over } = await giveBackLeft(parts.jobsUrl, pool)
    try {
      for (const { name, payload } of over) await giveUpByName(parts, name, payload)
      const runner = await startRunner(parts, pool)
      return { runner, ended: endOf(runner), pool, alive }
    } catch (error) {
      await alive.end().catch(() => undefined)
      throw error
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** The queue's own pool would still be closing when its stop returns, and break when the database goes next. */
function openPool({ jobsUrl, concurrency }: JobsParts): pg.Pool {
  const pool = new pg.Pool({ connectionString: jobsUrl, max: (concurrency ?? usualConcurrency) + 2 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    releaseOnce(client)
  })
  return pool
}

async function stopRunner({ runner, ended }: Working): Promise<void> {
  // Whether it can is told by `ended`; one that is stopping already refuses.
  runner.stop().catch(() => undefined)
  await ended
}

async function end({ pool, alive }: Working): Promise<void> {
  if (!pool.ended) await pool.end()
  await alive.end().catch(() => undefined)
}

async function startAgain(parts: JobsParts, stopping: AbortSignal, last: Working): Promise<Working> {
  while (!stopping.aborted) {
    await pause(restartAfterMs, undefined, { signal: stopping }).catch(() => undefined)
    try {
      if (!stopping.aborted) return await startWorking(parts)
    } catch (error) {
      parts.context.log.error({ err: error }, 'the worker cannot reach the queue yet')
    }
  }
  return last
}

function startRunner(parts: JobsParts, pgPool: pg.Pool): Promise<Runner> {
  return run({
    pgPool,
    taskList: taskList(parts),
    parsedCronItems: parseCronItems(
      parts.timetables === false
        ? []
        : [
            {
              task: minuteJob,
              match: '* * * * *',
              options: { backfillPeriod: missedMinutesMs, maxAttempts: usualTries },
            },
          ],
    ),
    concurrency: parts.concurrency ?? usualConcurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    // A delay, even of nothing, makes the queue end its run when it cannot save what came of a job, and `startJobs`
    // starts it again. Without one that failure is a rejection nobody can catch, which would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    // Its lines repeat error messages, and those may repeat what a person typed; `taskList` logs each failure itself.
    logger: new Logger(() => () => {}),
  })
}

function taskList({ context, jobs, allSchoolIds }: JobsParts): TaskList {
  const tasks: TaskList = Object.fromEntries(
    jobs.map((job): [string, TaskList[string]] => [
      job.name,
      async (payload, { job: queued }) => {
        try {
          await runJob(context, job, payload, job.run)
        } catch (error) {
          const { id, attempts, max_attempts: tries } = queued
          context.log.error(
            { job: job.name, jobId: id, attempt: attempts, tries, err: error },
            'a job failed',
          )
          if (attempts >= tries) await giveUp(context, job, payload)
          // The queue keeps the message in clear, so it gets the kind of error and no more.
          throw new Error(error instanceof Error ? error.name : 'failed')
        }
      },
    ]),
  )
  tasks[minuteJob] = async (payload, { addJob }) => {
    const minute = minuteOf(payload)
    const due = jobs.filter(({ timetable }) => timetable !== undefined && isDue(timetable, minute))
    if (due.length === 0) return
    for (const school of await allSchoolIds()) {
      for (const { name, tries } of due) {
        await addJob(
          name,
          { school },
          { jobKey: `${school}:timetable:${name}`, maxAttempts: tries ?? usualTries },
        )
      }
    }
  }
  return tasks
}

/** What fails here is logged and no more: the job itself stays in the list of those that failed. */
async function giveUp(context: Context, job: Job, payload: unknown): Promise<void> {
  if (job.givenUp === undefined) return
  try {
    await runJob(context, job, payload, job.givenUp)
  } catch (error) {
    context.log.error({ job: job.name, err: error }, 'nobody could be told that a job was given up')
  }
}

/** Of a job that was cut off in its last try: the queue runs it no more. */
async function giveUpByName({ context, jobs }: JobsParts, name: string, payload: unknown): Promise<void> {
  context.log.error({ job: name }, 'a job was cut off in its last try')
  const job = jobs.find((one) => one.name === name)
  if (job) await giveUp(context, job, payload)
}

async function runJob(context: Context, job: Job, payload: unknown, work: Job['run']): Promise<void> {
  const { school, ...rest } = payload as { school?: unknown }
  if (!isId(school)) throw new Error(`The job ${job.name} names no school`)
  await work(context, systemActor(school), job.payload.parse(rest))
}

function minuteOf(payload: unknown): Date {
  const { _cron: cron } = payload as { _cron: { ts: string } }
  return new Date(cron.ts)
}

async function oldestJobAge(jobsUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: jobsUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ age: number | null }>(
      `select extract(epoch from now() - min(run_at))::float8 as age from graphile_worker._private_jobs
        where run_at <= now() and attempts < max_attempts`,
    )
    return rows[0]?.age ?? 0
  } finally {
    await client.end()
  }
}
