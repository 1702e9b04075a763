// Forms that are posted to a search engine through a proxy.

import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { type ProxyInTest, type ProxyWishes, sendRaw, startProxyInTest } from './a-proxy.ts'

/** A search engine whose page posts its form. */
export const engine = 'html.duckduckgo.com'

/** A proxy before which a form, or a site, with “forbidden” in it is not open. */
export async function searchProxy(t: TestContext, wishes: ProxyWishes = {}): Promise<ProxyInTest> {
  const blocks = ({ form = '', host }: { form?: string; host: string }): boolean =>
    `${host} ${form}`.includes('forbidden')
  const proxy = await startProxyInTest({ blocks, ...wishes })
  t.after(proxy.close)
  return proxy
}

/** What a browser says of a form. */
export const asForm = 'Content-Type: application/x-www-form-urlencoded'

/** The head of a form that is posted to a site. */
export const headTo = ({ sitePort }: ProxyInTest, lines: readonly string[], name = engine): string => {
  const host = `${name}:${sitePort}`
  return `${[`POST http://${host}/html/ HTTP/1.1`, `Host: ${host}`, ...lines].join('\r\n')}\r\n\r\n`
}

/** A whole form that is posted to the engine. */
export const post = (proxy: ProxyInTest, body: string, lines: readonly string[] = [asForm]): string =>
  `${headTo(proxy, [...lines, `Content-Length: ${Buffer.byteLength(body)}`])}${body}`

/** A connection on which bytes are written when a test likes; `heard` is what came back. */
export async function connection(t: TestContext, proxy: ProxyInTest) {
  const socket: Socket = connect(proxy.port, '127.0.0.1')
  const answer = { heard: '', closed: false }
  socket.on('data', (chunk: Buffer) => {
    answer.heard += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    answer.closed = true
  })
  t.after(() => socket.destroy())
  return { socket, answer }
}

/** The proxy goes on for others. */
export async function stillAnswers(proxy: ProxyInTest): Promise<void> {
  const asked = post(proxy, 'q=after', [asForm, 'Connection: close'])
  assert.match(await sendRaw(proxy.port, asked, 5000), /^HTTP\/1\.1 200/)
}
