// A Schoolkeeper to measure: its own PostgreSQL with full durability, and the product in a process of its own.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { preparePostgresFiles } from '#/platform/database/embedded/postgres-files.ts'
import { type RunningPostgres, startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { createMasterKey } from '#/platform/keys/keys.ts'
import { freePort } from '../e2e/free-port.ts'
import type { Ask, Records } from './serve.ts'

/** Where a server will run: a folder that goes at the end, a database, and the environment that names both. */
export type Place = {
  postgres: RunningPostgres
  env: Readonly<Record<string, string>>
  origin: string
  remove: () => Promise<void>
}

export type Served = {
  memoryBytes: () => Promise<number>
  /** The most that it ever had. */
  peakBytes: () => Promise<number>
  stop: () => Promise<void>
}

/** Makes an empty place and starts its database. `more` adds to the environment. */
export async function openPlace(more: Readonly<Record<string, string>> = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
  const postgres = await startPostgres({ folder: join(folder, 'data') })
  // Run as root, PostgreSQL's user may not enter the folder: a link there leads to the data.
  const data = dirname(preparePostgresFiles(join(folder, 'data')).cluster)
  const port = await freePort()
  const key = join(folder, 'key')
  // Made here, because whoever finds none makes one and prints it, in the middle of the figures.
  await createMasterKey({ path: key, apartFrom: [join(folder, 'data')] })
  return {
    postgres,
    env: {
      PORT: String(port),
      METRICS_PORT: String(await freePort()),
      DATA_DIR: join(folder, 'data'),
      ANCHOR_DIR: join(folder, 'anchors'),
      BACKUP_DIR: join(folder, 'backups'),
      SCHOOLKEEPER_KEY_FILE: key,
      LOG_LEVEL: 'error',
      DATABASE_URL: postgres.appUrl,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      DATABASE_BACKUP_URL: postgres.backupUrl,
      DATABASE_JOBS_URL: postgres.jobsUrl,
      ...more,
    },
    origin: `http://127.0.0.1:${port}`,
    remove: async () => {
      await postgres.stop()
      for (const place of [data, folder]) await rm(place, { recursive: true, force: true })
    },
  }
}

/** Starts the product there, and returns when it answers. */
export async function serveAt({ env }: Place, records: Records): Promise<Served> {
  const server = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), [records], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await answerOf(server)
  return {
    memoryBytes: async () => (await ask<{ memoryBytes: number }>(server, 'memory')).memoryBytes,
    peakBytes: async () => (await ask<{ peakBytes: number }>(server, 'memory')).peakBytes,
    stop: () => ask(server, 'stop'),
  }
}

function ask<Answer>(server: ChildProcess, question: Ask): Promise<Answer> {
  const answer = answerOf<Answer>(server)
  server.send(question)
  return answer
}

function answerOf<Answer>(server: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null): void => reject(new Error(`The server ended with ${code}`))
    server.once('exit', failed)
    server.once('message', (answer) => {
      server.off('exit', failed)
      resolve(answer as Answer)
    })
  })
}
