// A Schoolkeeper to measure: its own PostgreSQL with full durability, filled from here, served by a process of its own.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type RunningPostgres, startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { createMasterKey } from '#/platform/keys/keys.ts'
import { freePort } from '../e2e/free-port.ts'
import { addIncidents, anIncidentOf } from './add-incidents.ts'
import { type Filled, fill } from './fill.ts'
import type { Target } from './open-loop.ts'
import type { Ask } from './serve.ts'

export type BenchApp = {
  /** Adds incidents with people, words and timeline, spread over the schools and three years. */
  addIncidents: (count: number) => Promise<void>
  plan: () => Promise<{ origin: string; targets: readonly Target[] }>
  memoryBytes: () => Promise<number>
  close: () => Promise<void>
}

/** Starts the database, fills it, and starts the server. */
export async function openBenchApp(): Promise<BenchApp> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
  const postgres = await startPostgres({ folder: join(folder, 'data') })
  const port = await freePort()
  const env = environment(folder, postgres, port, await freePort())
  // Made here, because whoever finds none makes one and prints it, in the middle of the figures.
  await createMasterKey({ path: env.SCHOOLKEEPER_KEY_FILE, apartFrom: [env.DATA_DIR] })
  const filled = await fill(env)
  const server = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await answerOf(server)
  return {
    addIncidents: async (count) => {
      const each = Math.ceil(count / filled.schools.length)
      for (const { loaded } of filled.schools) await addIncidents(filled.context, loaded, each)
      await tidy(postgres.ownerUrl)
    },
    plan: async () => ({ origin: `http://127.0.0.1:${port}`, targets: await targetsOf(filled) }),
    memoryBytes: async () => (await ask<{ memoryBytes: number }>(server, 'memory')).memoryBytes,
    close: async () => {
      await ask(server, 'stop')
      await filled.context.db.destroy()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What autovacuum has done to records that came in over three years, and cannot have done to those of the last minute. */
async function tidy(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('vacuum (analyze)')
  await client.end()
}

function environment(folder: string, urls: RunningPostgres, port: number, metricsPort: number) {
  return {
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DATA_DIR: join(folder, 'data'),
    ANCHOR_DIR: join(folder, 'anchors'),
    BACKUP_DIR: join(folder, 'backups'),
    SCHOOLKEEPER_KEY_FILE: join(folder, 'key'),
    LOG_LEVEL: 'error',
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    DATABASE_BACKUP_URL: urls.backupUrl,
    DATABASE_JOBS_URL: urls.jobsUrl,
  }
}

/** The mix: what a head and a co-ordinator open all day, in every school in turn. */
async function targetsOf({ context, schools }: Filled): Promise<Target[]> {
  const targets: Target[] = []
  for (const { loaded, session } of schools) {
    const { cookie, csrf } = session
    const page = (name: string, path: string): Target => ({
      name,
      path: `/s/${loaded.school.slug}${path}`,
      cookie,
    })
    targets.push(
      page('floor', '/floor'),
      page('task list', '/tasks'),
      page('incident list with filters', '/incidents?state=inProgress&register=pupil'),
      page('one incident', `/incidents/${await anIncidentOf(context, loaded.schoolId)}`),
      page('head’s board', '/board'),
      { ...page('word search', '/search'), form: { csrf, words: 'chat lantern' } },
    )
  }
  return targets
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
