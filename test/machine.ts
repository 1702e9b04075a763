import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, type DatabaseUrls, readConfig } from '#/platform/config/config.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

/** A machine as an operator has it: a database and folders of its own. */
export type Machine = {
  config: Config
  urls: DatabaseUrls
  database: TestDatabase
  remove: () => Promise<void>
}

/** A machine with an empty database and empty folders; `places` puts some of them elsewhere. */
export async function aMachine(places: Partial<Config> = {}, existing?: TestDatabase): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'machine-'))
  const database = existing ?? (await freshDatabase())
  const config: Config = {
    ...readConfig({ LOG_LEVEL: 'silent' }),
    dataDir: join(folder, 'data'),
    anchorDir: join(folder, 'anchors'),
    backupDir: join(folder, 'backups'),
    keyFile: join(folder, 'master.key'),
    ...places,
  }
  const { appUrl: app, ownerUrl: owner, backupUrl: backup, jobsUrl: jobs } = database
  const remove = async (): Promise<void> => {
    if (!existing) await database.drop()
    await rm(folder, { recursive: true })
  }
  return { config, urls: { app, owner, backup, jobs }, database, remove }
}

/** What a command of the operator is started with, so that it works on this machine. */
export const environmentOf = ({ urls, config }: Machine): Record<string, string> => ({
  DATABASE_URL: urls.app,
  DATABASE_OWNER_URL: urls.owner,
  DATABASE_BACKUP_URL: urls.backup,
  DATABASE_JOBS_URL: urls.jobs,
  DATA_DIR: config.dataDir,
  ANCHOR_DIR: config.anchorDir,
  BACKUP_DIR: config.backupDir,
  SCHOOLKEEPER_KEY_FILE: config.keyFile,
  LOG_LEVEL: 'silent',
})
