// Schoolkeeper as an operator runs it: a process of its own on a data folder of its own, with its own PostgreSQL.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { collect } from '#/app/contributions.ts'
import { postgresFolder } from '#/app/databases.ts'
import { features } from '#/app/features.ts'
import type { Context } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { preparePostgresFiles } from '#/platform/database/embedded/postgres-files.ts'
import { findPostmaster, isAlive } from '#/platform/database/embedded/running-postmaster.ts'
import { findRunningPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { openKeyring } from '#/platform/keys/keys.ts'

const checkout = resolve(import.meta.dirname, '../..')
const startWithinMs = 120_000
const demonstrateWithinMs = 600_000

/** A data folder and what belongs to it. `start` runs Schoolkeeper on it, once it is ready. */
export type Place = {
  folder: string
  dataDir: string
  anchorDir: string
  keyFile: string
  /** `more` adds to its environment. */
  start: (more?: Readonly<Record<string, string>>) => Promise<ServerProcess>
  /** Runs the demonstration with all its schools, once it is ready. */
  demonstrate: () => Promise<ServerProcess>
  /** Runs one of the operator's commands to its end. */
  run: (...command: string[]) => Promise<{ code: number; output: string }>
}

export type ServerProcess = {
  pid: number
  address: string
  readyAfterMs: number
  output: () => string
  /** Ends it with this signal and waits until it is gone. Returns its exit code, or the signal that ended it. */
  end: (signal: NodeJS.Signals) => Promise<number | string>
  /** The process that its own PostgreSQL runs as now, if it does. */
  postgres: () => number | undefined
}

/** A place that nothing has run on. Whatever a test leaves running there is ended with it. */
export async function freshPlace(t: TestContext): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bad-day-'))
  const [port, metricsPort] = [await freePort(), await freePort()]
  const dataDir = join(folder, 'data')
  const anchorDir = join(folder, 'anchors')
  const keyFile = join(folder, 'key')
  const address = `http://127.0.0.1:${port}`
  const children = new Set<ChildProcess>()
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DATA_DIR: dataDir,
    ANCHOR_DIR: anchorDir,
    BACKUP_DIR: join(folder, 'backups'),
    SCHOOLKEEPER_KEY_FILE: keyFile,
    LOG_LEVEL: 'warn',
  }
  const spawned = (command: readonly string[], more = {}): Child => {
    const child = startChild(command, { ...env, ...more })
    children.add(child.process)
    return child
  }
  t.after(async () => {
    for (const child of children) child.kill('SIGKILL')
    const { cluster } = postgresFiles({ dataDir })
    await waitFor('PostgreSQL is gone', () => findPostmaster(cluster) === undefined)
    // Run as root, PostgreSQL's user may not enter the folder: a link there leads to the data.
    for (const place of [dirname(cluster), folder]) await rm(place, { recursive: true, force: true })
  })
  return {
    folder,
    dataDir,
    anchorDir,
    keyFile,
    start: (more) => whenReady(spawned(['start'], more), { address, dataDir }),
    demonstrate: async () => {
      const more = { DNS_PORT: String(await freePort()), PROXY_PORT: String(await freePort()) }
      return whenReady(spawned(['demo'], more), { address, dataDir }, demonstrateWithinMs)
    },
    run: async (...command) => {
      const child = spawned(command)
      return { code: Number(await child.ended), output: child.output() }
    },
  }
}

type Child = { process: ChildProcess; output: () => string; ended: Promise<number | string> }

function startChild(command: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...command], { cwd: checkout, env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
    })
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  return { process: child, output: () => said, ended }
}

/** Until it says so: “Schoolkeeper is ready on …”, “The demonstration is ready after …”. */
async function whenReady(
  child: Child,
  { address, dataDir }: { address: string; dataDir: string },
  withinMs = startWithinMs,
): Promise<ServerProcess> {
  const startedAt = Date.now()
  const gone = child.ended.then((how) => {
    throw new Error(`Schoolkeeper ended (${how}) before it was ready:\n${child.output()}`)
  })
  const ready = waitFor('Schoolkeeper is ready', () => /is ready (on|after)/.test(child.output()), withinMs)
  await Promise.race([ready, gone])
  gone.catch(() => undefined)
  return {
    pid: child.process.pid ?? 0,
    address,
    readyAfterMs: Date.now() - startedAt,
    output: child.output,
    end: (signal) => {
      child.process.kill(signal)
      return child.ended
    },
    postgres: () => findPostmaster(postgresFiles({ dataDir }).cluster)?.pid,
  }
}

/** Where a place's own PostgreSQL lies. */
export const postgresFiles = (place: Pick<Place, 'dataDir'>) => preparePostgresFiles(postgresFolder(place))

export type Inside = {
  context: Context
  query: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>
}

/** Looks at, or fills, the database of a running place, as its own code would. */
export async function inside<T>(place: Place, work: (inside: Inside) => Promise<T>): Promise<T> {
  const urls = findRunningPostgres(postgresFolder(place))
  if (!urls) throw new Error('PostgreSQL does not run')
  const db = openDatabase(urls.appUrl)
  const superuser = new pg.Client({ connectionString: urls.superuserUrl })
  await superuser.connect()
  const keyring = await openKeyring({ path: place.keyFile, apartFrom: [place.dataDir] })
  const context: Context = {
    db,
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
    vault: { dataFolder: place.dataDir, keyring },
    ...collect(features),
  }
  try {
    return await work({
      context,
      query: async <Row>(sql: string, values: readonly unknown[] = []) =>
        (await superuser.query(sql, [...values])).rows as Row[],
    })
  } finally {
    await superuser.end()
    await db.destroy()
  }
}

/** Waits until something is so, or says what never was. */
export async function waitFor(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const giveUpAt = Date.now() + withinMs
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}`)
    await wait(50)
  }
}

export { slownessOfMachine } from '../../test/slow-machine.ts'

/** Whether a process of this number still runs. */
export const runs = isAlive

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
