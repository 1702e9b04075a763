// Who asks, by address: found once, then known until the snapshot changes or a sign-in ends. Each may ask so much a second.

import type { Asker } from '#/engines/filter/index.ts'
import type { Serving } from './serving.ts'

export type Client = {
  address: string
  /** Undefined: no school's. */
  asker: Asker | undefined
  serving: Serving | undefined
  findAgainAtMs: number
  foundAtMs: number
  /** Questions that it may ask now. */
  tokens: number
  filledAtMs: number
  /** Questions that wait for an upstream. */
  waiting: number
  /** What was last put on record, so that A, AAAA and HTTPS for one page are one visit. */
  lastName: string
  lastDecision: number
  lastNotedAtMs: number
}

export type Clients = {
  find: (address: string, serving: Serving, nowMs: number) => Client
  /** False when the client has asked too much; `steadyMs` is a clock that nobody sets. */
  mayAsk: (client: Client, steadyMs: number) => boolean
  count: () => number
}

// Made-up addresses can fill one half; the other then still has whoever asked before.
const mostInHalf = 8192
const findAgainMs = 60_000

/** Clients of one thread, at most 16,384. Each may ask `perSecond`, and as much again at once. */
export function createClients(perSecond: number): Clients {
  let recent = new Map<string, Client>()
  let older = new Map<string, Client>()
  const knownOrNew = (address: string): Client => {
    const known = recent.get(address)
    if (known) return known
    const client = older.get(address) ?? newClient(address, perSecond)
    if (recent.size >= mostInHalf) {
      older = recent
      recent = new Map()
    }
    recent.set(address, client)
    return client
  }
  return {
    find: (address, serving, nowMs) => {
      const client = knownOrNew(address)
      // A clock that was set back makes everything "later": then all are found again.
      if (client.serving !== serving || nowMs >= client.findAgainAtMs || nowMs < client.foundAtMs) {
        client.lastName = ''
        client.asker = serving.findAsker(address, nowMs)
        client.serving = serving
        client.foundAtMs = nowMs
        client.findAgainAtMs = Math.min(nowMs + findAgainMs, client.asker?.untilMs ?? nowMs + findAgainMs)
      }
      return client
    },
    mayAsk: (client, steadyMs) => {
      const gained = ((steadyMs - client.filledAtMs) * perSecond) / 1000
      client.tokens = Math.min(perSecond, client.tokens + gained)
      client.filledAtMs = steadyMs
      if (client.tokens < 1) return false
      client.tokens--
      return true
    },
    count: () => recent.size + older.size,
  }
}

const newClient = (address: string, perSecond: number): Client => ({
  address,
  asker: undefined,
  serving: undefined,
  findAgainAtMs: 0,
  foundAtMs: 0,
  tokens: perSecond,
  filledAtMs: 0,
  waiting: 0,
  lastName: '',
  lastDecision: 0,
  lastNotedAtMs: 0,
})
