// Asks any proxy for a plain page, from an address of this machine, as a browser would. Nothing of the page is read.

import { request } from 'node:http'

export type PageAsked = { proxy: { address: string; port: number }; from: string; name: string }

/** `passedOn`: the proxy went there, or would have; `late`: it took a connection and said nothing in time. */
export function askPage(
  { proxy, from, name }: PageAsked,
  timeoutMs = 4000,
): Promise<'blocked' | 'passedOn' | 'late' | 'silent'> {
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
        // A block page is 403 or 451; a bad gateway says that the proxy would have gone there.
        done(answer.statusCode === 403 || answer.statusCode === 451 ? 'blocked' : 'passedOn')
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
