// What one thread does: it listens, and answers from the newest snapshot.

import { workerData } from 'node:worker_threads'
import { type Certificate, type LoadedSnapshot, runThread } from '#/engines/filter/index.ts'
import { listenHttps } from './listen-https.ts'
import { listenStream } from './listen-stream.ts'
import { type Listener, listenUdp } from './listen-udp.ts'
import { createQuestions } from './questions.ts'
import { prepareServing, type Serving } from './serving.ts'

/**
 * Where questions come in; 0 lets the system choose a port. Without a certificate there is no TLS and no HTTPS, and without a
 * port not that one.
 */
export type Ports = { address: string; dns: number; tls?: number | undefined; https?: number | undefined }

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

type Questions = ReturnType<typeof createQuestions>
type Ways = { ports: Ports; listeners: Listener[]; encrypted: Encrypted[] }
type Encrypted = Listener & { takeCertificate: (certificate: Certificate) => void }

async function listen({ ports, certificate }: ThreadNeeds, questions: Questions): Promise<Ways> {
  const { address } = ports
  const [udp, tcp] = await besideOnePort({ address, port: ports.dns }, questions)
  const open = async (
    port: number | undefined,
    way: typeof listenHttps | typeof listenStream,
  ): Promise<Encrypted | undefined> =>
    certificate && port !== undefined ? way({ address, port }, questions, certificate) : undefined
  const tls = await open(ports.tls, listenStream)
  const https = await open(ports.https, listenHttps)
  const encrypted = [tls, https].filter((way) => way !== undefined)
  return {
    ports: { address, dns: udp.port, tls: tls?.port, https: https?.port },
    listeners: [udp, tcp, ...encrypted],
    encrypted,
  }
}

/** Where any port will do (0), the one that is free by UDP may be taken by TCP: then another is tried. */
async function besideOnePort(
  place: { address: string; port: number },
  questions: Questions,
): Promise<[Listener, Listener]> {
  for (;;) {
    const udp = await listenUdp(place, questions)
    try {
      return [udp, await listenStream({ ...place, port: udp.port }, questions)]
    } catch (error) {
      await udp.close()
      if (place.port !== 0) throw error
    }
  }
}

const needs = workerData as ThreadNeeds

await runThread(async () => {
  let serving: Serving | undefined
  const questions = createQuestions({ ...needs, serving: () => serving })
  const serve = (loaded: LoadedSnapshot): void => {
    serving = prepareServing(loaded, questions.groupOf)
  }
  serve(needs.loaded)
  const { ports, listeners, encrypted } = await listen(needs, questions)
  let answeredAtMs: number | null = null
  let answered = 0
  return {
    ports,
    lives: () => {
      const counts = { ...questions.counts }
      if (counts.answered > answered) answeredAtMs = Date.now()
      answered = counts.answered
      return { counts, answeredAtMs, batch: questions.takeBatch() }
    },
    serve,
    takeCertificate: (certificate) => {
      for (const way of encrypted) way.takeCertificate(certificate)
    },
    close: () => {
      questions.close()
      for (const listener of listeners) void listener.close()
    },
  }
})
