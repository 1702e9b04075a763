import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refused } from '#/kernel/refusal.ts'
import { createCluster } from './create-cluster.ts'
import { type DatabaseUrls, databaseUrls, readOrMakePasswords } from './database-urls.ts'
import { type PostgresFiles, preparePostgresFiles, removeStaleLocks } from './postgres-files.ts'
import { prepareDatabase } from './prepare-database.ts'
import { type PostgresRun, runPostgres, type Settings } from './run-postgres.ts'
import { findPostmaster, isAlive, type RunningPostmaster } from './running-postmaster.ts'
import { durableSettings } from './settings.ts'
import { whileStarting } from './start-lock.ts'

export type RunningPostgres = DatabaseUrls & { readonly pid: number; stop(): Promise<void> }

export type StartPostgres = {
  /** The data folder; the database is made in `postgres` under it. */
  folder: string
  log?: (line: string) => void
  settings?: Settings
}

const stopWithinMs = 15_000

/**
 * Starts PostgreSQL on a Unix socket for this process alone, makes the database at the first start, and starts it again
 * if it dies. It stops with `stop` or with this process, however that ends. Refuses a data folder in use elsewhere.
 */
export async function startPostgres({
  folder,
  log = () => {},
  settings = durableSettings,
}: StartPostgres): Promise<RunningPostgres> {
  const files = preparePostgresFiles(folder)
  const { first, urls } = await whileStarting(files.startLock, () => startFirst(files, settings, log))
  const kept = keepRunning(first, (isWanted) => runAgain(files, settings, log, isWanted))
  return {
    ...urls,
    get pid() {
      return kept.pid
    },
    stop: kept.stop,
  }
}

async function startFirst(
  files: PostgresFiles,
  settings: Settings,
  log: (line: string) => void,
): Promise<{ first: PostgresRun; urls: DatabaseUrls }> {
  const passwords = readOrMakePasswords(files)
  await takeOver(files, log)
  if (!existsSync(files.cluster)) {
    log('Creating the database; this happens once.')
    await createCluster(files, passwords.postgres)
  }
  const first = await runPostgres(files, settings, log)
  const urls = databaseUrls(files.socketFolder, passwords)
  try {
    await prepareDatabase(urls.superuserUrl, passwords)
  } catch (error) {
    await first.stop()
    throw error
  }
  return { first, urls }
}

/** The addresses of a database that another process started on this data folder; undefined when none runs. */
export function findRunningPostgres(folder: string): DatabaseUrls | undefined {
  if (!existsSync(join(folder, 'postgres', 'cluster'))) return undefined
  const files = preparePostgresFiles(folder)
  const found = findPostmaster(files.cluster)
  return found?.ready ? databaseUrls(found.socketFolder, readOrMakePasswords(files)) : undefined
}

/** Refuses a data folder on which another Schoolkeeper runs. Starts and changes nothing. */
export function refuseIfHeld(folder: string): void {
  const cluster = join(folder, 'postgres', 'cluster')
  // A folder that cannot be looked at is no reason to refuse: whoever opens the database says what is wrong with it.
  if (existsSync(cluster)) refuseOther(findPostmaster(realpathSync(cluster)))
}

/** Leaves nothing running on the cluster: waits for what is stopping, stops what nobody watches, refuses the rest. */
async function takeOver(files: PostgresFiles, log: (line: string) => void): Promise<void> {
  const giveUpAt = Date.now() + stopWithinMs
  let said = false
  for (let found = findPostmaster(files.cluster); found; found = findPostmaster(files.cluster)) {
    refuseOther(found)
    if (Date.now() > giveUpAt)
      throw new Refused(
        `PostgreSQL (process ${found.pid}) still holds ${files.cluster} and does not stop. Stop it by hand.`,
      )
    if (!said) log('The database is still stopping after the last run; waiting for it.')
    said = true
    if (found.askedForBy === undefined) process.kill(found.pid, 'SIGINT')
    await sleep(100)
  }
  removeStaleLocks(files)
}

function refuseOther(found: RunningPostmaster | undefined): void {
  if (found?.askedForBy !== undefined && isAlive(found.askedForBy))
    throw new Refused(
      `Schoolkeeper is already running on this data folder (process ${found.askedForBy}). ` +
        'Stop that one first, or give this one a data folder of its own.',
    )
}

function keepRunning(
  first: PostgresRun,
  again: (isWanted: () => boolean) => Promise<PostgresRun | undefined>,
): Pick<RunningPostgres, 'pid' | 'stop'> {
  let current: PostgresRun | undefined = first
  let wanted = true
  const watching = (async () => {
    while (current) {
      await current.ended
      current = wanted ? await again(() => wanted) : undefined
    }
  })()
  return {
    get pid() {
      return current?.pid ?? first.pid
    },
    stop: async () => {
      wanted = false
      await current?.stop()
      await watching
    },
  }
}

/** PostgreSQL itself mends what a crash of one connection left; this is for when the whole of it was killed. */
async function runAgain(
  files: PostgresFiles,
  settings: Settings,
  log: (line: string) => void,
  isWanted: () => boolean,
): Promise<PostgresRun | undefined> {
  for (let waitMs = 200; isWanted(); waitMs = Math.min(waitMs * 2, 5_000)) {
    log('PostgreSQL ended by itself; starting it again.')
    await sleep(waitMs)
    try {
      await takeOver(files, log)
      return await runPostgres(files, settings, log)
    } catch (error) {
      log(error instanceof Error ? error.message : String(error))
    }
  }
  return undefined
}
