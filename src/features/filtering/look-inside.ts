// Whether engines look inside encrypted pages, and whose. Who decides it, and how, is the feature `inspection`'s.

import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { insertInspected, removeInspected } from './inspected-store.ts'
import { keepAuthorityName } from './keep-authority.ts'
import type { ProfileKey } from './profile.ts'
import { askToPublish } from './publish-jobs.ts'

/**
 * Has the engines look inside the pages of these groups as soon as the school has its authority. In the transaction of
 * whoever has found that two people agreed; guests never (decision X10).
 */
export async function lookInside(
  tx: Tx,
  schoolId: string,
  profiles: readonly ProfileKey[],
  since: Date,
): Promise<void> {
  await insertInspected(tx, schoolId, profiles, since)
  await queueJob(tx, { name: keepAuthorityName }, {}, { key: keepAuthorityName })
}

/** Has them look inside nobody's pages any more, at once. */
export async function stopLookingInside(tx: Tx, schoolId: string): Promise<void> {
  await removeInspected(tx, schoolId)
  await askToPublish(tx)
}
