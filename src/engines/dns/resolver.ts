// Asks outside for what is missing, and puts the answer, or that there was none, into the cache. Everything is bounded: a flood
// of names that nobody has asked for before makes others wait no longer than one upstream's time.

import { isIP } from 'node:net'
import { Refused } from '#/kernel/refusal.ts'
import type { Missing } from './answer.ts'
import { type Cache, cacheKey } from './cache.ts'
import { readAnswer } from './read-answer.ts'
import { createUpstream, type ServerAddress, type Upstream } from './upstream.ts'

export type Resolver = {
  /** Calls `done` once, at once or when the cache has been told. */
  fetch: (missing: Missing, done: () => void) => void
  /** The number of a group of servers; the same servers have the same number. */
  groupOf: (servers: readonly string[]) => number
  waiting: () => number
  close: () => void
}

const mostOpen = 2000
const mostForOne = 200
const timeoutMs = 800
const mostTries = 3

/** Group 0 are `servers`. Refuses servers that are none. */
export function createResolver(cache: Cache, servers: readonly string[], steadyMs: () => number): Resolver {
  const upstreamsOf = (wanted: readonly string[]): Upstream[] =>
    wanted.map((server) => createUpstream(serverAddress(server), steadyMs))
  // Not among `numbers`: what a school says answers for its own names may lead inside, also where it is asked for all others.
  const groups: Upstream[][] = [upstreamsOf(servers)]
  const numbers = new Map<string, number>()
  const open = new Map<string, (() => void)[]>()
  const groupOf = (wanted: readonly string[]): number => {
    const sign = wanted.join()
    const known = numbers.get(sign)
    if (known !== undefined) return known
    numbers.set(sign, groups.length)
    return groups.push(upstreamsOf(wanted)) - 1
  }
  const fetch: Resolver['fetch'] = ({ name, type, group }, done) => {
    const key = cacheKey(name, type, group)
    const others = open.get(key)
    const isFull = others ? others.length >= mostForOne : open.size >= mostOpen
    if (isFull) return done()
    if (others) {
      others.push(done)
      return
    }
    const waiting = [done]
    open.set(key, waiting)
    askInTurn(groups[group] ?? [], name, type, steadyMs, (message) => {
      // The school's own servers may lead inside; nobody else may.
      const answered = message && readAnswer(message, group === 0)
      if (answered) cache.keep(key, answered, steadyMs())
      else cache.fail(key, steadyMs())
      open.delete(key)
      for (const one of waiting) one()
    })
  }
  return {
    fetch,
    groupOf,
    waiting: () => open.size,
    close: () => {
      for (const upstream of groups.flat()) upstream.close()
    },
  }
}

/** Asks one server after the other until one gives an answer that can be used; those that answered lately come first. */
function askInTurn(
  upstreams: readonly Upstream[],
  name: string,
  type: number,
  steadyMs: () => number,
  done: (message: Uint8Array | undefined) => void,
): void {
  const up = upstreams.filter((upstream) => upstream.isUp(steadyMs()))
  let tries = 0
  const next = (): void => {
    const upstream = up[tries % Math.max(1, up.length)]
    if (!upstream || tries >= Math.min(mostTries, 2 * up.length)) {
      done(undefined)
      return
    }
    tries++
    upstream.ask(name, type, timeoutMs, (message) =>
      message && readAnswer(message) ? done(message) : next(),
    )
  }
  next()
}

const withPort = /^(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})$/

/** Reads `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`. Refuses, in words, what is none of these. */
export function serverAddress(written: string): ServerAddress {
  const found = withPort.exec(written)
  const address = found?.[1] ?? found?.[2] ?? written
  const port = Number(found?.[3] ?? 53)
  if (isIP(address) === 0 || port > 65_535)
    throw new Refused(`${written} is no address of a server, such as 192.0.2.1 or 192.0.2.1:53.`)
  return { address, port }
}
