import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { PostgresFiles } from './postgres-files.ts'
import { giveTo } from './postgres-user.ts'

/** Made under another name and moved when it is whole, so that a start which was cut off leaves no half database. */
export async function createCluster(files: PostgresFiles, superuserPassword: string): Promise<void> {
  const unfinished = `${files.cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  giveTo(files.user, unfinished)
  const passwordFile = `${files.cluster}.password`
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600, flag: 'wx' })
  giveTo(files.user, passwordFile)
  try {
    await runInitdb(files, unfinished, passwordFile)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(unfinished, files.cluster)
}

async function runInitdb(files: PostgresFiles, cluster: string, passwordFile: string): Promise<void> {
  const initdb = spawn(
    join(files.binaries, 'bin/initdb'),
    [
      `--pgdata=${cluster}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-locale',
      '--no-instructions',
      // A piece of the journal is made when the last is full, and whoever saves something then waits for it.
      '--wal-segsize=4',
    ],
    { ...files.user, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const [said, complained, [code]] = await Promise.all([
    text(initdb.stdout),
    text(initdb.stderr),
    once(initdb, 'exit'),
  ])
  if (code !== 0) throw new Error(`The database could not be created. initdb says:\n${said}${complained}`)
}
