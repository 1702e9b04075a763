import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config, DatabaseUrls } from '#/platform/config/config.ts'
import { refuseIfHeld, startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { migrate, migrateJobs } from '#/platform/database/migrate.ts'

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Where our own PostgreSQL keeps its data. Unused when `DATABASE_URL` names another server. */
export const postgresFolder = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'postgres')

export type OpenDatabases = { urls: DatabaseUrls; stop: () => Promise<void> }

/** The school's own PostgreSQL where one is named, else ours, started here. Refuses a data folder in use. */
export async function openDatabases(config: Config): Promise<OpenDatabases> {
  if (config.database) return { urls: config.database, stop: async () => undefined }
  const postgres = await startPostgres({ folder: postgresFolder(config) })
  const urls = {
    app: postgres.appUrl,
    owner: postgres.ownerUrl,
    backup: postgres.backupUrl,
    jobs: postgres.jobsUrl,
  }
  return { urls, stop: () => postgres.stop() }
}

/** Refuses a data folder on which another Schoolkeeper runs our own PostgreSQL, of an earlier release too. Opens nothing. */
export function refuseFolderInUse(config: Config): void {
  if (!config.database) refuseIfHeld(postgresFolder(config))
}

/** Brings the database to this release. Returns the names of what was applied. */
export async function migrateAll(urls: DatabaseUrls): Promise<readonly string[]> {
  const applied = await migrate(urls.owner, { folder: migrationsFolder })
  await migrateJobs(urls.jobs)
  return applied
}
