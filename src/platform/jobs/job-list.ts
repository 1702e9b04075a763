import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** A job that waits, runs or was given up. Its payload is not part of it. */
export type QueuedJob = {
  id: string
  name: string
  runAt: Date
  tries: number
  mostTries: number
  /** The kind of the last error, never its message. */
  lastError: string | null
  running: boolean
}

/** The jobs of the school, those that waited longest first. Those about a record kept from who asks are left out (S3). */
export async function jobsOfSchool(tx: Tx): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select id::text, task as name, run_at as "runAt", attempts as tries, max_attempts as "mostTries",
           last_error as "lastError", running
      from graphile_worker.jobs_of_school()
     where about_id is null or about_id <> all ((select schoolkeeper.kept_ids())::uuid[])
     order by run_at limit 500`.execute(tx)
  return rows
}
