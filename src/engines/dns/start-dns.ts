// Answers on as many threads as asked for, each of them kept, all with the same snapshot and behind the same ports.

import {
  type ActivityBatch,
  addCounts,
  type Certificate,
  type KeptThread,
  keepThread,
  type LoadedSnapshot,
  mostVisits,
} from '#/engines/filter/index.ts'
import type { Ports, ThreadNeeds } from './dns-thread.ts'
import { type Counts, noCounts } from './questions.ts'
import { serverAddress } from './resolver.ts'
import { prepareServing } from './serving.ts'

export type DnsNeeds = {
  loaded: LoadedSnapshot
  ports: Ports
  threads: number
  upstreams: readonly string[]
  certificate?: Certificate | undefined
  perClientPerSecond?: number
  cacheEntries?: number
  cacheBytes?: number
  /** Gets what was decided. Without it nothing is put on record. */
  onActivity?: (batch: ActivityBatch) => void
  /** Gets, in a sentence, what an operator has to know. */
  onTrouble: (sentence: string) => void
  /** Called each time a thread that died is started again. */
  onStartedAgain?: () => void
}

export type RunningDns = {
  ports: Ports
  /** Every thread answers from it when this resolves. Refuses, in words, a snapshot that does not fit together. */
  swap: (loaded: LoadedSnapshot) => Promise<void>
  /** For connections from now on. */
  takeCertificate: (certificate: Certificate) => void
  /** Of all threads since the start. */
  counts: () => Counts
  /** How often a thread was started again. */
  startedAgain: () => number
  /** Visits that threads have put on record and not handed over yet. */
  notHandedOver: () => number
  /** When a question was last answered; null before the first. */
  answeredAtMs: () => number | null
  /** Ends a thread as if it had died: to try what happens then. */
  endOneThread: () => Promise<void>
  stop: () => Promise<void>
}

const defaults = { perClientPerSecond: 500, cacheEntries: 50_000, cacheBytes: 24 * 1024 * 1024 }

type Thread = KeptThread<Ports, keyof Counts>

/** Starts the threads; resolves when all of them listen. Fails where one cannot, and then none is left. */
export async function startDns(needs: DnsNeeds): Promise<RunningDns> {
  const now: Now = { loaded: needs.loaded, ports: needs.ports, certificate: needs.certificate }
  const threads: Thread[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(threads.map((thread) => thread.stop()))
  }
  try {
    // The first finds out which ports the others share with it.
    while (threads.length < needs.threads) {
      const thread = await keepOne(needs, now)
      threads.push(thread)
      now.ports = thread.ports
    }
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ports: now.ports,
    swap: async (loaded) => {
      prepareServing(loaded, requireServers)
      now.loaded = loaded
      await Promise.all(threads.map((thread) => thread.serve(loaded)))
    },
    takeCertificate: (certificate) => {
      now.certificate = certificate
      for (const thread of threads) thread.takeCertificate(certificate)
    },
    counts: () => {
      const counts = noCounts()
      for (const thread of threads) addCounts(counts, thread.counts())
      return counts
    },
    startedAgain: () => threads.reduce((sum, thread) => sum + thread.startedAgain(), 0),
    notHandedOver: () => threads.reduce((sum, thread) => sum + thread.notHandedOver(), 0),
    answeredAtMs: () => latest(threads),
    endOneThread: async () => {
      await threads[0]?.end()
    },
    stop,
  }
}

/** What the next thread is started with. */
type Now = { loaded: LoadedSnapshot; ports: Ports; certificate: Certificate | undefined }

function keepOne(needs: DnsNeeds, now: Now): Promise<Thread> {
  const { upstreams, onActivity, onTrouble, onStartedAgain } = needs
  const dataNow = (noted: Int32Array): ThreadNeeds => ({
    loaded: now.loaded,
    ports: now.ports,
    certificate: now.certificate ?? null,
    upstreams,
    perClientPerSecond: needs.perClientPerSecond ?? defaults.perClientPerSecond,
    cacheEntries: needs.cacheEntries ?? defaults.cacheEntries,
    cacheBytes: needs.cacheBytes ?? defaults.cacheBytes,
    mostVisits: onActivity ? mostVisits : 0,
    noted,
  })
  return keepThread({
    does: 'answers DNS',
    file: new URL('./dns-thread.ts', import.meta.url),
    dataNow,
    noCounts,
    onActivity,
    onTrouble,
    onStartedAgain,
  })
}

/** Refuses, in words, what a thread would refuse only once it has nothing else to serve. */
function requireServers(servers: readonly string[]): number {
  for (const server of servers) serverAddress(server)
  return 0
}

function latest(threads: readonly Thread[]): number | null {
  const times = threads.map(({ answeredAtMs }) => answeredAtMs()).filter((time) => time !== null)
  return times.length === 0 ? null : Math.max(...times)
}
