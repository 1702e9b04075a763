// A thousand clients that never come to the end of what they say, by each of the ways in.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { aCertificate } from '../../../test/a-certificate.ts'
import { sendRaw, startProxyInTest } from '../../../test/a-proxy.ts'
import { greetingBegun, openSlowClients, type SlowClients } from '../../../test/slow-clients.ts'

const many = 1000
/** Connections as ever; shorter times, so that a test sees their end. */
const limits = { headMaxMs: 2500 }
/** Both ends of a connection are in this process. */
const mostBytes = { plain: 60e6, encrypted: 300e6 }

async function aProxy(t: TestContext, more: Parameters<typeof startProxyInTest>[0] = {}) {
  const proxy = await startProxyInTest({ limits, ...more })
  t.after(proxy.close)
  const ask = async (): Promise<number> => {
    const began = performance.now()
    const host = `site.example:${proxy.sitePort}`
    const asked = `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
    assert.match(await sendRaw(proxy.port, asked, 5000), /You asked for/)
    return performance.now() - began
  }
  return { proxy, ask }
}

async function allGo(t: TestContext, clients: SlowClients, way: 'plain' | 'encrypted'): Promise<void> {
  const until = performance.now() + 20_000
  while (clients.left() > 0 && performance.now() < until) await wait(100)
  assert.equal(clients.left(), 0, 'each of them is let go')
  const megabytes = Math.round(clients.grownBytes() / 1e6)
  t.diagnostic(`they held ${megabytes} MB, both ends of each connection included`)
  assert.ok(clients.grownBytes() < mostBytes[way], `${megabytes} MB`)
}

test('a thousand slow requests are let go, hold little, and others read on meanwhile', async (t) => {
  const { proxy, ask } = await aProxy(t)
  const slow = { count: many, everyMs: 200, piece: () => Buffer.from('x') }
  const first = 'GET http://site.example/ HTTP/1.1\r\nHost: site.example\r\nX-Slow: '
  const clients = await openSlowClients(t, { port: proxy.port, ...slow, first })
  await wait(500)
  assert.equal(clients.left(), many)
  assert.ok((await ask()) < 1000)
  await allGo(t, clients, 'plain')
})

test('a thousand tunnels whose greeting never ends as well', async (t) => {
  const { proxy, ask } = await aProxy(t)
  const slow = { count: many, everyMs: 200, piece: () => Buffer.of(0) }
  const opened = 'CONNECT site.example:443 HTTP/1.1\r\nHost: site.example:443\r\n\r\n'
  const first = Buffer.concat([Buffer.from(opened), greetingBegun])
  const clients = await openSlowClients(t, { port: proxy.port, ...slow, first })
  await wait(500)
  assert.equal(clients.left(), many)
  assert.ok((await ask()) < 1000)
  await allGo(t, clients, 'plain')
})

test('a thousand greetings that never end at the encrypted way in as well', async (t) => {
  const { proxy, ask } = await aProxy(t, { certificate: aCertificate() })
  const slow = { count: many, everyMs: 200, piece: () => Buffer.of(0) }
  const clients = await openSlowClients(t, {
    port: proxy.keyPort,
    ...slow,
    first: greetingBegun,
  })
  await wait(500)
  assert.equal(clients.left(), many)
  assert.ok((await ask()) < 1000)
  await allGo(t, clients, 'encrypted')
})

test('fifty who read nothing of a page without an end hold no more of it than fits their connection', async (t) => {
  const piece = Buffer.alloc(64 * 1024)
  const { proxy, ask } = await aProxy(t, {
    limits: { ...limits, idleMaxMs: 3000 },
    site: (request, response) => {
      if (request.url === '/') return void response.end('You asked for /')
      const more = (): void => {
        while (response.write(piece));
        response.once('drain', more)
      }
      more()
    },
  })
  const host = `site.example:${proxy.sitePort}`
  const first = `GET http://${host}/long HTTP/1.1\r\nHost: ${host}\r\n\r\n`
  const slow = { count: 50, everyMs: 500, piece: () => Buffer.alloc(0), reads: false }
  const clients = await openSlowClients(t, { port: proxy.port, ...slow, first })
  await wait(2500)
  assert.ok((await ask()) < 2000)
  await allGo(t, clients, 'encrypted')
})
