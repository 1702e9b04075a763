import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeSocketFolder, type PostgresFiles } from './postgres-files.ts'
import { giveTo } from './postgres-user.ts'
import { findPostmaster, watcherFile } from './running-postmaster.ts'

export type Settings = Readonly<Record<string, string>>

/** One run of PostgreSQL under its watcher. `ended` settles when it is gone, for whatever reason. */
export type PostgresRun = { pid: number; ended: Promise<unknown>; stop(): Promise<void> }

/** Handed over as text, without its comments: the user it runs as may not be able to read the checkout. */
const watcherScript = readFileSync(new URL(watcherFile, import.meta.url), 'utf8').replace(/^#.*\n/gm, '')
const logMaxBytes = 1_000_000
const patienceMs = 5 * 60_000

/** Runs PostgreSQL on a cluster that nothing else holds, and returns when it takes connections. */
export async function runPostgres(
  files: PostgresFiles,
  settings: Settings,
  log: (line: string) => void,
): Promise<PostgresRun> {
  makeSocketFolder(files)
  const watcher = spawnWatcher(files, settings)
  const ended = once(watcher, 'exit')
  const stop = async (): Promise<void> => {
    if (watcher.exitCode !== null || watcher.signalCode !== null) return
    watcher.ref()
    watcher.stdin?.end()
    await ended
    rmSync(files.socketFolder, { recursive: true, force: true })
  }
  try {
    return { pid: await waitUntilReady(files, watcher, log), ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function spawnWatcher(files: PostgresFiles, settings: Settings): ChildProcess {
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
      watcherScript,
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
  throw new Error(`PostgreSQL was not ready after ${patienceMs / 60_000} minutes. See ${files.log}`)
}

function endOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
}
