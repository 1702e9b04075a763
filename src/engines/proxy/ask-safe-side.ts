// Asks any proxy for an encrypted way to a search engine, from an address of this machine, as a browser would. The way is closed
// again before anything goes over it.

import { request } from 'node:http'
import { safeHosts } from '#/engines/filter/index.ts'
import type { PageAsked } from './ask-page.ts'

/** `passedOn`: to the engine itself. `unclear`: the proxy opens a way and does not say where it leads. */
export type SafeSideTold = 'safe' | 'blocked' | 'passedOn' | 'unclear' | 'late' | 'silent'

/** Whether the way leads to the engine's safe side, by the word of the proxy (RFC 9209). */
export function askSafeSide({ proxy, from, name }: PageAsked, timeoutMs = 4000): Promise<SafeSideTold> {
  return new Promise((done) => {
    const asking = request({
      host: proxy.address,
      port: proxy.port,
      localAddress: from,
      method: 'CONNECT',
      path: `${name}:443`,
      headers: { host: `${name}:443` },
      timeout: timeoutMs,
    })
    asking.once('connect', ({ statusCode, headers }, socket) => {
      socket.destroy()
      if (statusCode === 403 || statusCode === 451) done('blocked')
      else done(statusCode === 200 ? sideIn(String(headers['proxy-status'] ?? ''), name) : 'unclear')
    })
    asking.once('timeout', () => {
      done('late')
      asking.destroy()
    })
    asking.once('error', () => done('silent'))
    asking.end()
  })
}

function sideIn(status: string, name: string): SafeSideTold {
  const next = /;\s*next-hop="?([^";,\s]+)/.exec(status)?.[1]
  if (next === undefined) return 'unclear'
  return next === safeHosts(true, 'open').get(name) ? 'safe' : 'passedOn'
}
