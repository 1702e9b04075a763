import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { connect as connectSecure } from 'node:tls'
import { askOn, openTunnelTo, secureThrough, sendRaw, startProxyInTest } from '../../../test/a-proxy.ts'
import { askSafeSide } from './ask-safe-side.ts'

const get = (host: string): string => `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`

test('a search whose page nobody looks into is led to the safe side by name', async () => {
  const proxy = await startProxyInTest({ safeSearch: true })
  try {
    const led = [
      ['www.google.com', 'forcesafesearch.google.com'],
      ['search.brave.com', 'forcesafe.search.brave.com'],
      ['m.youtube.com', 'restrict.youtube.com'],
      ['site.example', 'site.example'],
    ] as const
    for (const [name, side] of led) {
      const socket = await openTunnelTo(proxy.port, `${name}:${proxy.securePort}`)
      const secure = connectSecure({ socket, servername: name, rejectUnauthorized: false })
      assert.match(await askOn(secure, ['GET /search?q=a HTTP/1.1', `Host: ${name}`]), /You asked for/, name)
      assert.equal(proxy.seen.at(-1)?.greetedAs, name)
      assert.equal(proxy.lookedUp.at(-1), side)
      secure.destroy()
    }
  } finally {
    await proxy.close()
  }
})

test('a page without encryption, and one that is looked into, come from the safe side in the name of the engine', async () => {
  const proxy = await startProxyInTest({ safeSearch: true, inspects: true })
  try {
    await sendRaw(proxy.port, get(`pixabay.com:${proxy.sitePort}`), 400)
    assert.equal(proxy.lookedUp.at(-1), 'safesearch.pixabay.com')
    assert.equal(proxy.seen.at(-1)?.headers.host, `pixabay.com:${proxy.sitePort}`)
    const socket = await openTunnelTo(proxy.port, `www.ecosia.org:${proxy.securePort}`)
    const secure = await secureThrough(socket, 'www.ecosia.org', proxy.authority.certificatePem)
    const host = `Host: www.ecosia.org:${proxy.securePort}`
    // The certificate of the site in this test is for the name that it is greeted by, and it is verified.
    assert.match(await askOn(secure, ['GET /search?q=a HTTP/1.1', host]), /You asked for \/search/)
    assert.equal(proxy.seen.at(-1)?.greetedAs, 'www.ecosia.org')
    assert.equal(proxy.lookedUp.at(-1), 'strict-safe-search.ecosia.org')
  } finally {
    await proxy.close()
  }
})

test('the safe side that cannot prove to be the engine gets nothing', async () => {
  const proxy = await startProxyInTest({ safeSearch: true, inspects: true, trustsSites: false })
  try {
    const socket = await openTunnelTo(proxy.port, `www.ecosia.org:${proxy.securePort}`)
    const secure = await secureThrough(socket, 'www.ecosia.org', proxy.authority.certificatePem)
    const host = `Host: www.ecosia.org:${proxy.securePort}`
    assert.match(await askOn(secure, ['GET / HTTP/1.1', host]), /502[\s\S]*cannot prove/)
    assert.deepEqual(proxy.seen, [])
  } finally {
    await proxy.close()
  }
})

test('nobody’s search goes over the connection that was kept for somebody else', async () => {
  let isSafe = false
  const proxy = await startProxyInTest({ safeSearch: () => isSafe, inspects: true })
  const ask = async (): Promise<void> => {
    await sendRaw(proxy.port, get(`pixabay.com:${proxy.sitePort}`), 400)
    const socket = await openTunnelTo(proxy.port, `www.ecosia.org:${proxy.securePort}`)
    const secure = await secureThrough(socket, 'www.ecosia.org', proxy.authority.certificatePem)
    await askOn(secure, ['GET / HTTP/1.1', `Host: www.ecosia.org:${proxy.securePort}`])
  }
  try {
    await ask()
    isSafe = true
    await ask()
    assert.deepEqual(proxy.lookedUp, [
      'pixabay.com',
      'www.ecosia.org',
      'safesearch.pixabay.com',
      'strict-safe-search.ecosia.org',
    ])
    assert.equal(proxy.seen.length, 4)
  } finally {
    await proxy.close()
  }
})

test('a connection that led past safe search ends when somebody comes who searches safely', async () => {
  let isSafe = false
  const proxy = await startProxyInTest({ safeSearch: () => isSafe, limits: { decidedAgainMs: 50 } })
  try {
    const socket = await openTunnelTo(proxy.port, `www.google.com:${proxy.securePort}`)
    const secure = connectSecure({ socket, servername: 'www.google.com', rejectUnauthorized: false })
    assert.match(await askOn(secure, ['GET /search HTTP/1.1', 'Host: www.google.com'], 200), /You asked/)
    assert.equal(secure.destroyed, false)
    isSafe = true
    await once(secure, 'close')
  } finally {
    await proxy.close()
  }
})

test('a safe side that leads inside the school is not reached, wherever the engine itself stands', async () => {
  const leadsTo = (host: string): string => (host.startsWith('safe') ? '127.0.0.1' : '192.0.2.1')
  const proxy = await startProxyInTest({ safeSearch: true, ownAddresses: false, leadsTo })
  try {
    const answer = await sendRaw(proxy.port, get(`pixabay.com:${proxy.sitePort}`), 600)
    assert.match(answer, /^HTTP\/1.1 403[\s\S]*inside the school/)
    const socket = await openTunnelTo(proxy.port, `pixabay.com:${proxy.securePort}`)
    const secure = connectSecure({ socket, servername: 'pixabay.com', rejectUnauthorized: false })
    await once(secure, 'error')
    assert.deepEqual(proxy.troubles, ['insideAddress', 'insideAddress'])
    assert.deepEqual(proxy.seen, [])
  } finally {
    await proxy.close()
  }
})

test('whoever asks the proxy for an engine is told where it leads, and other proxies are not taken at their word', async () => {
  let isSafe = true
  const blocks = ({ host }: { host: string }): boolean => host === 'forbidden.example'
  const proxy = await startProxyInTest({ safeSearch: () => isSafe, blocks })
  const ask = (name: string) =>
    askSafeSide({ proxy: { address: '127.0.0.1', port: proxy.port }, from: '127.0.0.1', name })
  try {
    assert.equal(await ask('www.google.com'), 'safe')
    assert.equal(await ask('forbidden.example'), 'blocked')
    isSafe = false
    assert.equal(await ask('www.google.com'), 'passedOn')
    assert.equal(proxy.lookedUp.length, 0, 'nothing is fetched')
  } finally {
    await proxy.close()
  }
  const silent = { proxy: { address: '127.0.0.1', port: 9 }, from: '127.0.0.1', name: 'www.google.com' }
  assert.equal(await askSafeSide(silent), 'silent')
  const another = createServer()
  another.on('connect', (_request, socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  another.listen(0, '127.0.0.1')
  await once(another, 'listening')
  const at = another.address()
  const port = typeof at === 'object' && at ? at.port : 0
  assert.equal(await askSafeSide({ ...silent, proxy: { address: '127.0.0.1', port } }), 'unclear')
  another.close()
})
