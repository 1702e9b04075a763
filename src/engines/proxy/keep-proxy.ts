// The proxy as it runs: on a thread of its own, so that nothing that passes it waits for a page of Schoolkeeper, nor the other way
// round. The thread is kept: when it dies it is started again, behind the same ports.

import {
  type ActivityBatch,
  type Certificate,
  type KeptThread,
  keepThread,
  type LoadedSnapshot,
  mostVisits,
} from '#/engines/filter/index.ts'
import { noTroubles, type ProxyTrouble, type ProxyTroubles } from './gate.ts'
import type { Limits, Ports } from './limits.ts'
import type { ProxyThreadNeeds, WayIn } from './proxy-thread.ts'
import { type LedTo, prepareServing } from './serving.ts'
import type { LeadsTo } from './verdicts.ts'

export type ProxyNeeds = LeadsTo &
  LedTo & {
    loaded: LoadedSnapshot
    host: string
    /** Port 0 takes a free one. */
    ways: readonly WayIn[]
    /** For the encrypted ways in. */
    certificate?: Certificate | undefined
    /** Opens the sealed key of a school's authority: the private key, as PEM. Without it nobody looks inside. */
    openKey?: ((sealedKey: string) => Promise<string>) | undefined
    /** Gets what was decided. Without it nothing is put on record. */
    onActivity?: (batch: ActivityBatch) => void
    /** Gets, in a sentence, what an operator has to know. */
    onTrouble: (sentence: string) => void
    /** Called each time the thread died and is started again. */
    onStartedAgain?: () => void
    limits?: Partial<Limits>
    ports?: Ports
    /** Further authorities for sites, as PEM. */
    trusts?: readonly string[]
  }

export type KeptProxy = {
  /** In the order of the ways in. */
  ports: readonly number[]
  /** The thread decides by it when this resolves. Refuses, in words, a snapshot that does not fit together. */
  swap: (loaded: LoadedSnapshot) => Promise<void>
  /** For browsers that come from now on. */
  takeCertificate: (certificate: Certificate) => void
  /** What went wrong since the start, and how often. */
  troubles: () => ProxyTroubles
  /** How often the thread was started again. */
  startedAgain: () => number
  /** Visits that the thread has put on record and not handed over yet. */
  notHandedOver: () => number
  /** When somebody was last decided on; null before the first. */
  answeredAtMs: () => number | null
  /** Ends the thread as if it had died: to try what happens then. */
  endThread: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts the thread; resolves when every way in is open. Fails where one cannot be, and then nothing runs. */
export async function keepProxy(needs: ProxyNeeds): Promise<KeptProxy> {
  const { onActivity, onTrouble, onStartedAgain, openKey, ...data } = needs
  let { loaded, ways, certificate } = data
  const dataNow = (noted: Int32Array): ProxyThreadNeeds => ({
    ...data,
    loaded,
    ways,
    certificate,
    inspects: openKey !== undefined,
    mostVisits: onActivity ? mostVisits : 0,
    noted,
  })
  const thread: KeptThread<readonly number[], ProxyTrouble> = await keepThread({
    does: 'passes the web on',
    file: new URL('./proxy-thread.ts', import.meta.url),
    dataNow,
    noCounts: noTroubles,
    onActivity,
    onTrouble,
    onStartedAgain,
    answer: openKey,
  })
  // The next one takes the ports that this one found.
  ways = ways.map((way, at) => ({ ...way, port: thread.ports[at] ?? way.port }))
  return {
    ports: thread.ports,
    swap: async (next) => {
      prepareServing(next, needs)
      loaded = next
      await thread.serve(next)
    },
    takeCertificate: (next) => {
      certificate = next
      thread.takeCertificate(next)
    },
    troubles: thread.counts,
    startedAgain: thread.startedAgain,
    notHandedOver: thread.notHandedOver,
    answeredAtMs: thread.answeredAtMs,
    endThread: thread.end,
    stop: thread.stop,
  }
}
