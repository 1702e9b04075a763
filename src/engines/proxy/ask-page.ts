// Asks any proxy for a plain page, from an address of this machine, as a browser would. Nothing of the page is read.

import { request } from 'node:http'

export type PageTold = 'blocked' | 'passedOn' | 'unreached' | 'late' | 'silent'

export type PageAsked = { proxy: { address: string; port: number }; from: string; name: string }

/** `passedOn`: the proxy went there; `unreached`: it would have, and got no answer; `late`: it took a connection and said nothing in time. */
export function askPage({ proxy, from, name }: PageAsked, timeoutMs = 4000): Promise<PageTold> {
  return new Promise((done) => {
    const asking = request(
      {
        host: proxy.address,
        port: proxy.port,
        localAddress: from,
        method: 'HEAD',
        path: `http://${name}/`,
        headers: { host: name, connection: 'close' },
        timeout: timeoutMs,
      },
      (answer) => {
        answer.resume()
        done(toldBy(answer.statusCode ?? 0))
      },
    )
    asking.once('timeout', () => {
      done('late')
      asking.destroy()
    })
    asking.once('error', () => done('silent'))
    asking.end()
  })
}

/** A block page is 403 or 451; a bad gateway says that the proxy would have gone there. */
function toldBy(status: number): PageTold {
  if (status === 403 || status === 451) return 'blocked'
  return status >= 500 ? 'unreached' : 'passedOn'
}
