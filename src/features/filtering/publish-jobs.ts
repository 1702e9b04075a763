import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'

export const publishJobName = 'filtering.publish'

/** Asks for a state of what this transaction has changed: it is made as soon as that is committed. */
export function askToPublish(tx: Tx): Promise<void> {
  return queueJob(tx, { name: publishJobName }, {}, { key: publishJobName })
}
