// Keeps threads that answer: as many as asked for, each started again when it dies, all with the same snapshot.

import { Worker } from 'node:worker_threads'
import type { ActivityBatch, LoadedSnapshot } from '#/engines/filter/index.ts'
import type { FromThread, Ports, ThreadNeeds, ToThread } from './dns-thread.ts'
import type { Certificate } from './listen-stream.ts'
import type { Counts } from './questions.ts'
import { serverAddress } from './resolver.ts'
import { prepareServing } from './serving.ts'

export type DnsNeeds = {
  loaded: LoadedSnapshot
  ports: Ports
  threads: number
  upstreams: readonly string[]
  certificate?: Certificate
  perClientPerSecond?: number
  cacheEntries?: number
  cacheBytes?: number
  /** Gets what was decided. Without it nothing is put on record. */
  onActivity?: (batch: ActivityBatch) => void
  /** Gets, in a sentence, what an operator has to know. */
  onTrouble: (sentence: string) => void
}

export type RunningDns = {
  ports: Ports
  /** Every thread answers from it when this resolves. Refuses, in words, a snapshot that does not fit together. */
  swap: (loaded: LoadedSnapshot) => Promise<void>
  /** Of all threads since the start, and how often one was started again. */
  counts: () => Counts & { startedAgain: number }
  /** Visits that threads have put on record and not handed over yet. */
  notHandedOver: () => number
  /** When a question was last answered, to half a second; null before the first. */
  answeredAtMs: () => number | null
  /** Ends a thread as if it had died: to try what happens then. */
  endOneThread: () => Promise<void>
  stop: () => Promise<void>
}

const defaults = { perClientPerSecond: 500, cacheEntries: 50_000, cacheBytes: 24 * 1024 * 1024 }
const mostVisits = 20_000
/** A thread that says nothing for so long is stuck, and is ended. */
const silentMs = 5000
const lookMs = 1000
const startAgainMs = 50

type Thread = {
  worker: Worker
  heardAtMs: number
  counts: Counts
  /** Visits that it has put on record, as it counts them itself, and those that it has handed over. */
  noted: Int32Array
  handedOver: number
  /** Called when the thread serves the snapshot of that number. */
  onServing: (number: number) => void
}

/** Starts the threads; resolves when all of them listen. */
export async function startDns(needs: DnsNeeds): Promise<RunningDns> {
  const state: State = {
    loaded: needs.loaded,
    ports: needs.ports,
    stopping: false,
    startedAgain: 0,
    swaps: 0,
    answeredAtMs: null,
    past: noCounts(),
  }
  const threads: (Thread | undefined)[] = []
  const start = (place: number): Promise<Ports> => {
    const { thread, listening } = startThread(needs, state)
    threads[place] = thread
    thread.worker.once('exit', () => {
      addCounts(state.past, thread.counts)
      const lost = notHandedOver(thread)
      if (lost > 0) needs.onActivity?.({ visits: [], dropped: lost })
      threads[place] = undefined
      if (state.stopping) return
      state.startedAgain++
      needs.onTrouble('A thread that answers DNS ended, and was started again.')
      setTimeout(() => {
        if (!state.stopping) start(place).catch(() => undefined)
      }, startAgainMs)
    })
    return listening
  }
  // The first finds out which ports the others share with it.
  for (let place = 0; place < needs.threads; place++) state.ports = await start(place)
  const look = setInterval(() => endSilentOnes(threads), lookMs)
  return {
    ports: state.ports,
    swap: async (loaded) => {
      prepareServing(loaded, requireServers)
      state.loaded = loaded
      const number = ++state.swaps
      await Promise.all(threads.map((thread) => thread && tellThread(thread, loaded, number)))
    },
    counts: () => {
      const counts = { ...state.past }
      for (const thread of threads) if (thread) addCounts(counts, thread.counts)
      return { ...counts, startedAgain: state.startedAgain }
    },
    notHandedOver: () => threads.reduce((sum, thread) => sum + (thread ? notHandedOver(thread) : 0), 0),
    answeredAtMs: () => state.answeredAtMs,
    endOneThread: async () => {
      await threads.find((thread) => thread !== undefined)?.worker.terminate()
    },
    stop: async () => {
      state.stopping = true
      clearInterval(look)
      await Promise.all(threads.map((thread) => thread && stopThread(thread)))
    },
  }
}

/** Refuses, in words, what a thread would refuse only once it has nothing else to serve. */
function requireServers(servers: readonly string[]): number {
  for (const server of servers) serverAddress(server)
  return 0
}

type State = {
  loaded: LoadedSnapshot
  ports: Ports
  stopping: boolean
  startedAgain: number
  swaps: number
  answeredAtMs: number | null
  past: Counts
}

function startThread(needs: DnsNeeds, state: State): { thread: Thread; listening: Promise<Ports> } {
  const { upstreams, certificate, onActivity, onTrouble } = needs
  const { loaded, ports } = state
  const noted = new Int32Array(new SharedArrayBuffer(4))
  const workerData: ThreadNeeds = {
    ...defaults,
    ...Object.fromEntries(
      Object.keys(defaults).flatMap((key) =>
        key in needs ? [[key, needs[key as keyof typeof defaults]]] : [],
      ),
    ),
    loaded,
    ports,
    upstreams,
    certificate: certificate ?? null,
    mostVisits: onActivity ? mostVisits : 0,
    noted,
  }
  const worker = new Worker(new URL('./dns-thread.ts', import.meta.url), { workerData })
  const thread: Thread = {
    worker,
    heardAtMs: performance.now(),
    counts: noCounts(),
    noted,
    handedOver: 0,
    onServing: () => undefined,
  }
  const listening = new Promise<Ports>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      thread.heardAtMs = performance.now()
      if (message.kind === 'listening') resolve(message.ports)
      else if (message.kind === 'serving') thread.onServing(message.number)
      else {
        if (message.counts.answered > thread.counts.answered) state.answeredAtMs = Date.now()
        thread.counts = message.counts
        if (message.batch) {
          thread.handedOver += message.batch.visits.length + message.batch.dropped
          onActivity?.(message.batch)
        }
      }
    })
    worker.on('error', (error) => {
      onTrouble(`A thread that answers DNS failed: ${error instanceof Error ? error.message : String(error)}`)
      reject(error)
    })
    worker.once('exit', () => reject(new Error('A thread that answers DNS ended before it listened.')))
  })
  return { thread, listening }
}

function tellThread(thread: Thread, loaded: LoadedSnapshot, number: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      thread.worker.off('exit', done)
      resolve()
    }
    thread.onServing = (serving) => {
      if (serving === number) done()
    }
    // One that ends meanwhile is started again with the same snapshot.
    thread.worker.once('exit', done)
    thread.worker.postMessage({ kind: 'snapshot', number, loaded } satisfies ToThread)
  })
}

async function stopThread({ worker }: Thread): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.postMessage({ kind: 'stop' } satisfies ToThread)
  const impatient = setTimeout(() => void worker.terminate(), lookMs)
  await ended
  clearTimeout(impatient)
}

function endSilentOnes(threads: readonly (Thread | undefined)[]): void {
  for (const thread of threads) {
    if (thread && performance.now() - thread.heardAtMs > silentMs) void thread.worker.terminate()
  }
}

/** Both numbers may have run over, as numbers of 32 bits do after some weeks: the difference has not. */
const notHandedOver = ({ noted, handedOver }: Thread): number => (Atomics.load(noted, 0) - handedOver) | 0

const noCounts = (): Counts => ({ asked: 0, answered: 0, limited: 0, waited: 0, failed: 0 })

function addCounts(sum: Counts, more: Counts): void {
  for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += more[key]
}
