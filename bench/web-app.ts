// A Schoolkeeper to measure: its own PostgreSQL with full durability, a server process, five schools, 3,000 people.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../e2e/free-port.ts'
import type { Target } from './open-loop.ts'
import type { Ask, Ready } from './serve.ts'

export type BenchApp = {
  /** Adds incidents with people, words and timeline, spread over the schools and three years. */
  addIncidents: (count: number) => Promise<void>
  plan: () => { origin: string; targets: readonly Target[] }
  memoryBytes: () => Promise<number>
  close: () => Promise<void>
}

/** Starts it in a process of its own, so that the load and the measuring cost it nothing. */
export async function openBenchApp(): Promise<BenchApp> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-bench-'))
  const port = await freePort()
  const server = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), {
    env: {
      ...process.env,
      PORT: String(port),
      METRICS_PORT: String(await freePort()),
      DATA_DIR: join(folder, 'data'),
      ANCHOR_DIR: join(folder, 'anchors'),
      BACKUP_DIR: join(folder, 'backups'),
      SCHOOLKEEPER_KEY_FILE: join(folder, 'key'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let { targets } = await answerOf<Ready>(server)
  return {
    addIncidents: async (count) => {
      targets = (await ask<Ready>(server, { add: count })).targets
    },
    plan: () => ({ origin: `http://127.0.0.1:${port}`, targets }),
    memoryBytes: async () => (await ask<{ memoryBytes: number }>(server, 'memory')).memoryBytes,
    close: async () => {
      await ask(server, 'stop')
      await rm(folder, { recursive: true, force: true })
    },
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
