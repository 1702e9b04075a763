import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'

/** Work that runs by itself: after a commit, at a time, or on a timetable for every school. */
export type Job = {
  name: `${string}.${string}`
  /** The payload besides the school. Ids only: a job page may list it. */
  payload: z.ZodType<JobPayload>
  /** A cron line in London time: it runs for each school. Without it, the job runs only when queued. */
  timetable?: string
  run: (context: Context, actor: Actor, payload: JobPayload) => Promise<void>
}

export type JobPayload = Readonly<Record<string, string | number | boolean | null>>

export const noPayload = z.object({})
