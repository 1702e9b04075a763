import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { type Job, type JobPayload, usualTries } from './job.ts'

export type QueueOptions = {
  /** Not before so long, by the queue's own clock. Default: as soon as the transaction commits. */
  afterMs?: number
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
  { afterMs, key }: QueueOptions = {},
): Promise<void> {
  await sql`select graphile_worker.queue_job(
    ${job.name}, ${JSON.stringify(payload)}::jsonb, clock_timestamp() + ${afterMs ?? null} * interval '1 ms',
    ${key ?? null}::text,
    ${job.tries ?? usualTries}::integer)`.execute(tx)
}

/**
 * Queues many jobs of one kind, each with its own payload and perhaps a key, in one statement. `apartMs`: so long after
 * each other, where nothing waits for them and other work should not either; the first of them after `afterMs`.
 */
export async function queueJobs(
  tx: Tx,
  job: Pick<Job, 'name' | 'tries'>,
  queued: readonly { payload: JobPayload; key?: string }[],
  { apartMs = 0, afterMs = 0 }: { apartMs?: number; afterMs?: number } = {},
): Promise<void> {
  if (queued.length === 0) return
  const numbered = queued.map((one, number) => ({ ...one, number }))
  await sql`
    select graphile_worker.queue_job(${job.name}, payload,
             case when ${apartMs} > 0 then clock_timestamp() + (${afterMs} + number * ${apartMs}) * interval '1 ms' end,
             key, ${job.tries ?? usualTries}::integer)
      from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as one (payload jsonb, key text, number integer)`.execute(
    tx,
  )
}
