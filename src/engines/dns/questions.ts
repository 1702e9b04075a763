// Where every way in hands its questions: who asks, whether they may ask so much, the answer now or later.

import { type ActivityBatch, createActivity, mostHandedOver } from '#/engines/filter/index.ts'
import { createAnswerer } from './answer.ts'
import { createCache } from './cache.ts'
import { type Client, createClients } from './clients.ts'
import { createResolver } from './resolver.ts'
import type { Serving } from './serving.ts'
import { waits } from './step.ts'

/** What one thread counted since it began. */
export type Counts = { asked: number; answered: number; limited: number; waited: number; failed: number }

/** All of them 0. */
export const noCounts = (): Counts => ({ asked: 0, answered: 0, limited: 0, waited: 0, failed: 0 })

export type Questions = {
  /** The length of the answer in `room()`, 0 for no answer, or `waits`: then `answerLater` has to be called. */
  answerNow: (packet: Uint8Array, address: string, mostBytes?: number) => number
  /** Calls `reply` once with an answer that holds until `reply` returns. `packet` must stay as it is. */
  answerLater: (
    packet: Uint8Array,
    address: string,
    mostBytes: number,
    reply: (message: Uint8Array) => void,
  ) => void
  room: () => Buffer
  takeNewRoom: () => void
  /** What threads hand over at once. */
  takeBatch: () => ActivityBatch | undefined
  counts: Readonly<Counts>
  close: () => void
}

export type QuestionNeeds = {
  /** The snapshot that serves now; undefined before the first. */
  serving: () => Serving | undefined
  upstreams: readonly string[]
  perClientPerSecond: number
  cacheEntries: number
  cacheBytes: number
  /** How many visits may wait to be taken; 0 puts none on record. */
  mostVisits: number
  /** Where the visits put on record are counted, for another thread to see. */
  noted?: Int32Array
}

/** One device may have so many questions wait at once: a flood of names that do not exist fills no more. */
const mostWaiting = 200

/** All that one thread needs to answer. The second group number of a resolver is asked for by `groupOf`. */
export function createQuestions(
  needs: QuestionNeeds,
): Questions & { groupOf: (servers: readonly string[]) => number } {
  const steadyMs = (): number => performance.now()
  const cache = createCache(needs.cacheEntries, needs.cacheBytes)
  const activity = createActivity(needs.mostVisits, needs.noted)
  const clients = createClients(needs.perClientPerSecond)
  const resolver = createResolver(cache, needs.upstreams, steadyMs)
  const answerer = createAnswerer({ cache, activity, now: Date.now, steadyMs })
  const counts = noCounts()
  const ask = (packet: Uint8Array, client: Client, mostBytes: number): number => {
    const serving = needs.serving()
    return serving ? answerer.answer(packet, client, serving, mostBytes) : 0
  }
  const find = (address: string): Client | undefined => {
    const serving = needs.serving()
    return serving && clients.find(address, serving, Date.now())
  }
  const answerAfterAll = (packet: Uint8Array, address: string, mostBytes: number): number => {
    const client = find(address)
    const length = client ? ask(packet, client, mostBytes) : 0
    if (length !== waits) return length
    counts.failed++
    return answerer.giveUp(packet)
  }
  return {
    room: answerer.room,
    takeNewRoom: answerer.takeNewRoom,
    counts,
    groupOf: resolver.groupOf,
    takeBatch: () => activity.takeBatch(mostHandedOver),
    close: resolver.close,
    answerNow: (packet, address, mostBytes = 0) => {
      counts.asked++
      const client = find(address)
      if (!client || !clients.mayAsk(client, steadyMs())) {
        counts.limited++
        return 0
      }
      const length = ask(packet, client, mostBytes)
      if (length > 0) counts.answered++
      return length !== waits || client.waiting < mostWaiting ? length : 0
    },
    answerLater: (packet, address, mostBytes, reply) => {
      const client = find(address)
      if (!client) return
      client.waiting++
      counts.waited++
      resolver.fetch(answerer.missing, () => {
        client.waiting--
        const length = answerAfterAll(packet, address, mostBytes)
        if (length > 0) counts.answered++
        reply(answerer.room().subarray(0, length))
      })
    },
  }
}
