// What one thread does: it listens, answers from the newest snapshot, and tells the thread that started it how it goes.

import { parentPort, workerData } from 'node:worker_threads'
import type { ActivityBatch, LoadedSnapshot } from '#/engines/filter/index.ts'
import { listenHttps } from './listen-https.ts'
import { type Certificate, listenStream } from './listen-stream.ts'
import { type Listener, listenUdp } from './listen-udp.ts'
import { type Counts, createQuestions } from './questions.ts'
import { prepareServing, type Serving } from './serving.ts'

/** Where questions come in; 0 lets the system choose a port. Without a certificate there is no TLS and no HTTPS. */
export type Ports = { address: string; dns: number; tls: number; https: number }

/** What a thread is started with. Only data, because it is copied. */
export type ThreadNeeds = {
  loaded: LoadedSnapshot
  ports: Ports
  certificate: Certificate | null
  upstreams: readonly string[]
  perClientPerSecond: number
  cacheEntries: number
  cacheBytes: number
  mostVisits: number
  /** Shared: how many visits it has put on record since it began. */
  noted: Int32Array
}

export type ToThread = { kind: 'snapshot'; number: number; loaded: LoadedSnapshot } | { kind: 'stop' }
export type FromThread =
  | { kind: 'listening'; ports: Ports }
  /** The snapshot of that number. */
  | { kind: 'serving'; number: number }
  | { kind: 'lives'; counts: Counts; batch: ActivityBatch | undefined }

const tellMs = 500

async function listen(questions: ReturnType<typeof createQuestions>): Promise<[Ports, Listener[]]> {
  const { ports, certificate } = workerData as ThreadNeeds
  const { address } = ports
  const udp = await listenUdp({ address, port: ports.dns }, questions)
  const tcp = await listenStream({ address, port: udp.port }, questions)
  if (!certificate) return [{ ...ports, dns: udp.port }, [udp, tcp]]
  const tls = await listenStream({ address, port: ports.tls }, questions, certificate)
  const https = await listenHttps({ address, port: ports.https }, questions, certificate)
  return [{ address, dns: udp.port, tls: tls.port, https: https.port }, [udp, tcp, tls, https]]
}

async function main(): Promise<void> {
  const needs = workerData as ThreadNeeds
  const tell = (message: FromThread): void => parentPort?.postMessage(message)
  let serving: Serving | undefined
  const questions = createQuestions({ ...needs, serving: () => serving })
  const serve = (loaded: LoadedSnapshot, number: number): void => {
    serving = prepareServing(loaded, questions.groupOf)
    tell({ kind: 'serving', number })
  }
  serve(needs.loaded, 0)
  const [ports, listeners] = await listen(questions)
  tell({ kind: 'listening', ports })
  const telling = setInterval(
    () => tell({ kind: 'lives', counts: { ...questions.counts }, batch: questions.takeBatch() }),
    tellMs,
  )
  parentPort?.on('message', (message: ToThread) => {
    if (message.kind === 'snapshot') {
      serve(message.loaded, message.number)
      return
    }
    clearInterval(telling)
    tell({ kind: 'lives', counts: { ...questions.counts }, batch: questions.takeBatch() })
    questions.close()
    parentPort?.close()
    for (const listener of listeners) void listener.close()
  })
}

await main()
