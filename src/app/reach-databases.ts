import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { findRunningPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { openDatabases, postgresFolder } from './databases.ts'

/**
 * For the operator's commands: the databases, whether or not Schoolkeeper is running beside. `work` gets the addresses;
 * a PostgreSQL that was started for it is stopped afterwards.
 */
export async function reachDatabases<T>(
  config: Config,
  work: (urls: DatabaseUrls) => Promise<T>,
): Promise<T> {
  const running = config.database ? undefined : findRunningPostgres(postgresFolder(config))
  if (running) {
    const { appUrl, ownerUrl, backupUrl, jobsUrl } = running
    return work({ app: appUrl, owner: ownerUrl, backup: backupUrl, jobs: jobsUrl })
  }
  const databases = await openDatabases(config)
  try {
    return await work(databases.urls)
  } finally {
    await databases.stop()
  }
}
