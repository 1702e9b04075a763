import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'

/** Work that runs by itself: after a commit, at a time, or on a timetable for every school. */
export type Job = {
  name: `${string}.${string}`
  /** The payload besides the school. Ids only; the record that the job is about goes by `aboutId` (decision S3). */
  payload: z.ZodType<JobPayload>
  /** A cron line in London time: it runs for each school. Without it, the job runs only when queued. */
  timetable?: string
  /** How often it is tried before it is left for a person to look at. Ten tries take about four hours. */
  tries?: number
  run: (context: Context, actor: Actor, payload: JobPayload) => Promise<void>
  /** Runs once the last try has failed: whoever waits for it is told there, since nothing tries it again. */
  givenUp?: (context: Context, actor: Actor, payload: JobPayload) => Promise<void>
}

export type JobPayload = Readonly<Record<string, string | number | boolean | null>>

export const noPayload = z.object({})

export const usualTries = 10

/** Defines a job whose `run` knows the type of its payload. */
export function defineJob<Payload extends JobPayload>(
  job: Omit<Job, 'payload' | 'run' | 'givenUp'> & {
    payload: z.ZodType<Payload>
    run: (context: Context, actor: Actor, payload: Payload) => Promise<void>
    givenUp?: (context: Context, actor: Actor, payload: Payload) => Promise<void>
  },
): Job {
  const { run, givenUp, ...rest } = job
  // The worker parses a payload with this schema before it runs the job.
  return { ...rest, run: run as Job['run'], ...(givenUp && { givenUp: givenUp as Job['run'] }) }
}
