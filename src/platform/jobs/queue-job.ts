import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { type Job, type JobPayload, usualTries } from './job.ts'

export type QueueOptions = {
  /** Not before. Default: as soon as the transaction commits. */
  runAt?: Date
  /** Of two waiting jobs of one school with the same key, the later replaces the earlier. */
  key?: string
}

/**
 * Queues a job in the record's own transaction: if the change does not come about, neither does the job. The school
 * is that of the transaction, whatever the payload says (decision X1).
 */
export async function queueJob(
  tx: Tx,
  job: Pick<Job, 'name' | 'tries'>,
  payload: JobPayload,
  { runAt, key }: QueueOptions = {},
): Promise<void> {
  await sql`select graphile_worker.queue_job(
    ${job.name}, ${JSON.stringify(payload)}::jsonb, ${runAt ?? null}::timestamptz, ${key ?? null}::text,
    ${job.tries ?? usualTries}::integer)`.execute(tx)
}
