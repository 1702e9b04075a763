import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createCluster } from './create-cluster.ts'
import { type DatabaseUrls, databaseUrls, readOrMakePasswords } from './database-urls.ts'
import { type PostgresFiles, preparePostgresFiles, removeStaleLocks } from './postgres-files.ts'
import { giveTo } from './postgres-user.ts'
import { prepareDatabase } from './prepare-database.ts'
import { findPostmaster, isAlive, watcherFile } from './running-postmaster.ts'
import { durableSettings } from './settings.ts'

export type RunningPostgres = DatabaseUrls & { pid: number; stop(): Promise<void> }

export type StartPostgres = {
  /** The data folder; the database is made in `postgres` under it. */
  folder: string
  log?: (line: string) => void
  settings?: Readonly<Record<string, string>>
}

const logMaxBytes = 1_000_000
const patienceMs = 5 * 60_000
const stopWithinMs = 15_000

/**
 * Starts PostgreSQL on a Unix socket for this process alone, and makes the database at the first start. It stops when
 * `stop` is called or when this process ends, however it ends. Refuses a data folder that another process holds.
 */
export async function startPostgres({
  folder,
  log = () => {},
  settings = durableSettings,
}: StartPostgres): Promise<RunningPostgres> {
  const files = preparePostgresFiles(folder)
  const passwords = readOrMakePasswords(files)
  await takeOver(files, log)
  if (!existsSync(files.cluster)) {
    log('Creating the database; this happens once.')
    await createCluster(files, passwords.postgres)
  }
  const watcher = spawnWatcher(files, settings)
  const pid = await waitUntilReady(files, watcher, log)
  const urls = databaseUrls(files.socketFolder, passwords)
  const stop = (): Promise<void> => stopThrough(watcher)
  try {
    await prepareDatabase(urls.superuserUrl, passwords)
  } catch (error) {
    await stop()
    throw error
  }
  return { ...urls, pid, stop }
}

/** The addresses of a database that another process started on this data folder; undefined when none runs. */
export function findRunningPostgres(folder: string): DatabaseUrls | undefined {
  if (!existsSync(join(folder, 'postgres', 'cluster'))) return undefined
  const files = preparePostgresFiles(folder)
  if (!findPostmaster(files.cluster)?.ready) return undefined
  return databaseUrls(files.socketFolder, readOrMakePasswords(files))
}

/** Leaves nothing running on the cluster: waits for what is stopping, stops what nobody watches, refuses the rest. */
async function takeOver(files: PostgresFiles, log: (line: string) => void): Promise<void> {
  const first = findPostmaster(files.cluster)
  if (first) log('The database is still stopping after the last run; waiting for it.')
  const giveUpAt = Date.now() + stopWithinMs
  for (let found = first; found; found = findPostmaster(files.cluster)) {
    if (found.askedForBy !== undefined && isAlive(found.askedForBy))
      throw new Error(
        `Schoolkeeper is already running on this data folder (process ${found.askedForBy}). ` +
          'Stop that one first, or give this one a data folder of its own.',
      )
    if (Date.now() > giveUpAt)
      throw new Error(
        `PostgreSQL (process ${found.pid}) still holds ${files.cluster} and does not stop. Stop it by hand.`,
      )
    if (found.askedForBy === undefined) process.kill(found.pid, 'SIGINT')
    await sleep(100)
  }
  removeStaleLocks(files)
}

function spawnWatcher(files: PostgresFiles, settings: Readonly<Record<string, string>>): ChildProcess {
  appendFileSync(files.log, '', { mode: 0o600 })
  giveTo(files.user, files.log)
  if (statSync(files.log).size > logMaxBytes) truncateSync(files.log)
  writeFileSync(files.hba, 'local all all scram-sha-256\n', { mode: 0o644 })
  const all = {
    ...settings,
    hba_file: files.hba,
    unix_socket_directories: files.socketFolder,
    unix_socket_permissions: '0700',
  }
  const watcher = spawn(
    '/bin/sh',
    [
      '-c',
      readFileSync(fileURLToPath(new URL(watcherFile, import.meta.url)), 'utf8'),
      watcherFile,
      String(process.pid),
      files.log,
      join(files.binaries, 'bin/postgres'),
      '-D',
      files.cluster,
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...files.user,
      detached: true,
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  )
  watcher.unref()
  return watcher
}

async function waitUntilReady(
  files: PostgresFiles,
  watcher: ChildProcess,
  log: (line: string) => void,
): Promise<number> {
  const startedAt = Date.now()
  let saidAt = startedAt
  while (Date.now() - startedAt < patienceMs) {
    const found = findPostmaster(files.cluster)
    if (found?.ready && found.askedForBy === process.pid) return found.pid
    if (watcher.exitCode !== null || watcher.signalCode !== null)
      throw new Error(`PostgreSQL did not start. The end of ${files.log} says:\n${endOf(files.log)}`)
    if (Date.now() - saidAt > 10_000) {
      log('PostgreSQL is still recovering what the last run left unfinished.')
      saidAt = Date.now()
    }
    await sleep(20)
  }
  await stopThrough(watcher)
  throw new Error(`PostgreSQL was not ready after ${patienceMs / 60_000} minutes. See ${files.log}`)
}

async function stopThrough(watcher: ChildProcess): Promise<void> {
  if (watcher.exitCode !== null || watcher.signalCode !== null) return
  watcher.ref()
  const ended = once(watcher, 'exit')
  watcher.stdin?.end()
  await ended
}

function endOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
}
