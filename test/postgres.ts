import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isAlive } from '#/platform/database/embedded/running-postmaster.ts'
import { durableSettings } from '#/platform/database/embedded/settings.ts'
import { type RunningPostgres, startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { migrate, migrateJobs } from '#/platform/database/migrate.ts'

const checkout = resolve(import.meta.dirname, '..')
const migrations = join(checkout, 'migrations')

/** One folder for each user of the machine. Checkouts share it: a template is found by the hash of what it was made from. */
const home = join(tmpdir(), `schoolkeeper-tests-${process.getuid?.()}`)
const templateKeptForMs = 6 * 3_600_000

/** What is usual, but nothing waits for a disk. A crash loses the database, which is then made anew. */
const quickSettings: Readonly<Record<string, string>> = {
  ...durableSettings,
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

export type TestPostgres = RunningPostgres & { folder: string }

/** A server of this process's own on a copy of the migrated template. `stop` ends it and removes the copy. */
export async function startTestPostgres(): Promise<TestPostgres> {
  mkdirSync(home, { recursive: true, mode: 0o711 })
  sweep()
  const template = await findOrMakeTemplate()
  const folder = join(home, `run-${process.pid}`)
  copyFolder(template, folder)
  const server = await startPostgres({ folder, settings: quickSettings })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...server, folder, stop }
}

async function findOrMakeTemplate(): Promise<string> {
  const template = join(home, `template-${hashOfSources()}`)
  if (existsSync(template)) {
    utimesSync(template, new Date(), new Date())
    return template
  }
  const unfinished = join(home, `run-${process.pid}-template`)
  const server = await startPostgres({ folder: unfinished, settings: quickSettings })
  try {
    await migrate(server.ownerUrl, { folder: migrations })
    await migrateJobs(server.jobsUrl)
  } finally {
    await server.stop()
  }
  // Another process may have made the same one meanwhile: theirs is as good.
  if (existsSync(template)) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, template)
  return template
}

/** Owners are kept: as root, the cluster belongs to the user that PostgreSQL runs as. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to)
  const copied = spawnSync('cp', ['-a', '--', realpathSync(join(from, 'postgres')), join(to, 'postgres')])
  if (copied.status !== 0) throw new Error(`The test database could not be copied: ${copied.stderr}`)
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const sources = [
    'package-lock.json',
    ...globSync('{migrations,src/platform/database}/**/*', { cwd: checkout }).filter((name) =>
      /\.(sql|ts|sh)$/.test(name),
    ),
  ]
  for (const name of sources.sort())
    if (!name.endsWith('.test.ts')) hash.update(`${name}\n`).update(readFileSync(join(checkout, name)))
  return hash.digest('hex').slice(0, 12)
}

/** Removes what tests that were killed left behind, and templates that nobody has used for hours. */
function sweep(): void {
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    const owner = /^run-(\d+)/.exec(name)?.[1]
    const isOver = owner ? !isAlive(Number(owner)) : Date.now() - statSync(path).mtimeMs > templateKeptForMs
    if (isOver) rmSync(path, { recursive: true, force: true })
  }
}
