import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { after, before, test } from 'node:test'
import { connect as connectSecure } from 'node:tls'
import {
  askOn,
  openTunnelTo,
  type ProxyInTest,
  secureThrough,
  sendRaw,
  startProxyInTest,
} from '../../../test/a-proxy.ts'

let proxy: ProxyInTest
let inspecting: ProxyInTest
const blocks = ({ host, pathAndQuery }: { host: string; pathAndQuery: string }): boolean =>
  `${host}${pathAndQuery}`.includes('forbidden')
before(async () => {
  proxy = await startProxyInTest({ blocks })
  inspecting = await startProxyInTest({ blocks, inspects: true, safeSearch: true })
})
after(() => Promise.all([proxy.close(), inspecting.close()]))

test('an encrypted page comes through unread, decided by its name alone', async () => {
  const socket = await openTunnelTo(proxy.port, `site.example:${proxy.securePort}`)
  const secure = connectSecure({ socket, servername: 'site.example', rejectUnauthorized: false })
  const answer = await askOn(secure, ['GET /private HTTP/1.1', 'Host: site.example'])
  assert.match(answer, /You asked for \/private/)
  assert.deepEqual(proxy.decided, [{ host: 'site.example', pathAndQuery: '' }])
  assert.equal(proxy.seen.at(-1)?.headers.via, undefined)
})

test('a blocked name, another port and no name get no tunnel', async () => {
  const refused: readonly [string, RegExp][] = [
    [`forbidden.example:${proxy.securePort}`, /403[\s\S]*Not open here/],
    ['site.example:22', /403/],
    ['site.example', /400/],
    ['a@site.example:443', /400/],
    ['http://site.example:443', /400/],
  ]
  for (const [to, says] of refused) await assert.rejects(openTunnelTo(proxy.port, to), says, to)
})

test('a greeting for another site, without a site, or that is none, ends the tunnel', async () => {
  const before = proxy.troubles.length
  const greetings: readonly (string | undefined)[] = ['forbidden.example', undefined]
  for (const servername of greetings) {
    const socket = await openTunnelTo(proxy.port, `site.example:${proxy.securePort}`)
    const secure = connectSecure({ socket, rejectUnauthorized: false, ...(servername ? { servername } : {}) })
    await assert.rejects(new Promise((_done, failed) => secure.on('error', failed)))
  }
  const plain = await openTunnelTo(proxy.port, `site.example:${proxy.securePort}`)
  assert.equal(await askOn(plain, ['SSH-2.0-OpenSSH_9.9']), '')
  assert.deepEqual(proxy.troubles.slice(before), ['namesDiffer', 'namesDiffer', 'notTls'])
})

test('inside, each request is decided by its whole address', async () => {
  const socket = await openTunnelTo(inspecting.port, `site.example:${inspecting.securePort}`)
  const secure = await secureThrough(socket, 'site.example', inspecting.authority.certificatePem)
  assert.equal(secure.alpnProtocol, 'http/1.1')
  const host = `Host: site.example:${inspecting.securePort}`
  assert.match(await askOn(secure, ['GET /lesson?q=1 HTTP/1.1', host]), /You asked for \/lesson\?q=1/)
  assert.match(await askOn(secure, ['GET /forbidden HTTP/1.1', host]), /403[\s\S]*Not open here/)
  assert.match(await askOn(secure, ['GET / HTTP/1.1', 'Host: forbidden.example']), /421/)
  assert.deepEqual(inspecting.decided.slice(0, 2), [
    { host: 'site.example', pathAndQuery: '' },
    { host: 'site.example', pathAndQuery: '/lesson?q=1' },
  ])
})

test('a blocked name shows its page inside, where the browser trusts the school', async () => {
  const socket = await openTunnelTo(inspecting.port, `forbidden.example:${inspecting.securePort}`)
  const secure = await secureThrough(socket, 'forbidden.example', inspecting.authority.certificatePem)
  const answer = await askOn(secure, ['GET / HTTP/1.1', `Host: forbidden.example:${inspecting.securePort}`])
  assert.match(answer, /403[\s\S]*Not open here/)
})

test('search is asked for safe results, and video for its strict view', async () => {
  const asked = async (name: string, path: string): Promise<void> => {
    const socket = await openTunnelTo(inspecting.port, `${name}:${inspecting.securePort}`)
    const secure = await secureThrough(socket, name, inspecting.authority.certificatePem)
    await askOn(secure, [`GET ${path} HTTP/1.1`, `Host: ${name}:${inspecting.securePort}`])
    secure.destroy()
  }
  await asked('www.google.co.uk', '/search?q=a+b&safe=off&SAFE=off&s%61fe=off')
  assert.equal(inspecting.seen.at(-1)?.url, '/search?q=a+b&safe=active')
  await asked('www.youtube.com', '/watch?v=1')
  assert.equal(inspecting.seen.at(-1)?.headers['youtube-restrict'], 'Strict')
})

test('a site that cannot prove itself gets nothing', async () => {
  const doubting = await startProxyInTest({ inspects: true, trustsSites: false })
  try {
    const socket = await openTunnelTo(doubting.port, `site.example:${doubting.securePort}`)
    const secure = await secureThrough(socket, 'site.example', doubting.authority.certificatePem)
    const answer = await askOn(secure, ['GET / HTTP/1.1', `Host: site.example:${doubting.securePort}`])
    assert.match(answer, /502[\s\S]*cannot prove/)
    assert.deepEqual(doubting.seen, [])
    assert.deepEqual(doubting.troubles, ['siteNotVerified'])
  } finally {
    await doubting.close()
  }
})

test('no way of writing the host hides the path from the decision', async () => {
  const before = inspecting.seen.length
  for (const tail of ['#', '?', '/', '\\\\a']) {
    const socket = await openTunnelTo(inspecting.port, `site.example:${inspecting.securePort}`)
    const secure = await secureThrough(socket, 'site.example', inspecting.authority.certificatePem)
    const hosts = [
      `site.example${tail}:${inspecting.securePort}`,
      `site.example:${inspecting.securePort}${tail}`,
    ]
    for (const host of hosts) {
      const answer = await askOn(secure, ['GET /forbidden HTTP/1.1', `Host: ${host}`])
      assert.doesNotMatch(answer, /You asked for/, host)
    }
  }
  assert.equal(inspecting.seen.length, before)
})

test('a browser that does not trust the school is counted, not served', async () => {
  const at = `pinned.example:${inspecting.securePort}`
  // Node’s own client goes away without a word; browsers and openssl say why.
  const options = ['-connect', at, '-servername', 'pinned.example', '-verify_return_error', '-brief']
  const browser = spawn('openssl', ['s_client', '-proxy', `127.0.0.1:${inspecting.port}`, ...options], {
    stdio: 'ignore',
  })
  await once(browser, 'exit')
  await new Promise((done) => setTimeout(done, 200))
  assert.ok(inspecting.troubles.includes('browserRefusedCertificate'), String(inspecting.troubles))
})

test('a web socket talks both ways, and a blocked one does not open', async () => {
  const talking = await startProxyInTest({ inspects: true, blocks })
  try {
    talking.onUpgrade((_request, socket: Duplex) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      socket.on('data', (chunk) => socket.write(`heard ${chunk}`))
    })
    const open = async (path: string): Promise<string> => {
      const socket = await openTunnelTo(talking.port, `site.example:${talking.securePort}`)
      const secure = await secureThrough(socket, 'site.example', talking.authority.certificatePem)
      const head = [
        `GET ${path} HTTP/1.1`,
        `Host: site.example:${talking.securePort}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
      ]
      setTimeout(() => secure.write('a frame'), 300)
      return askOn(secure, head)
    }
    assert.match(await open('/chat'), /101 Switching Protocols[\s\S]*heard a frame/)
    assert.match(await open('/forbidden'), /403[\s\S]*Not open here/)
  } finally {
    await talking.close()
  }
})

test('a web socket to an address inside is not opened either', async () => {
  const guarded = await startProxyInTest({ ownAddresses: false })
  try {
    for (const address of ['127.0.0.1', '[::1]', '169.254.169.254']) {
      const host = `${address}:${guarded.sitePort}`
      const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket'
      const asked = `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n\r\n`
      assert.match(await sendRaw(guarded.port, asked, 400), /^HTTP\/1.1 403[\s\S]*inside the school/, address)
    }
    assert.deepEqual(guarded.seen, [])
  } finally {
    await guarded.close()
  }
})
