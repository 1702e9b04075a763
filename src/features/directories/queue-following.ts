import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'

export const followJobName = 'directories.follow' as const

/** Wakes the job that writes what waits. Tried once: the minute's job tries again, so that it does not wait ever longer. */
export function queueFollowing(tx: Tx, connectionId: string): Promise<void> {
  const job = { name: followJobName, tries: 1 }
  return queueJob(tx, job, { connectionId }, { key: `${followJobName}:${connectionId}` })
}
