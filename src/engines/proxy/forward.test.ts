import assert from 'node:assert/strict'
import { request as requestHttp } from 'node:http'
import { isIP } from 'node:net'
import { after, before, test } from 'node:test'
import {
  openTunnelTo,
  type ProxyInTest,
  secureThrough,
  sendRaw,
  startProxyInTest,
} from '../../../test/a-proxy.ts'

let proxy: ProxyInTest
before(async () => {
  proxy = await startProxyInTest({
    blocks: ({ host, pathAndQuery }) => `${host}${pathAndQuery}`.includes('forbidden'),
  })
})
after(() => proxy.close())

const get = (path: string, more: readonly string[] = []): string => {
  const host = `site.example:${proxy.sitePort}`
  return `${[`GET http://${host}${path} HTTP/1.1`, `Host: ${host}`, ...more].join('\r\n')}\r\n\r\n`
}

test('a page comes through, without what belongs to one connection', async () => {
  const answer = await sendRaw(
    proxy.port,
    get('/a?b=%7Ec', [
      'Proxy-Connection: keep-alive',
      'Proxy-Authorization: Basic c2VjcmV0',
      'X-Kept: 1',
      'X-Gone: 2',
      'Connection: X-Gone',
    ]),
    400,
  )
  assert.match(answer, /^HTTP\/1.1 200 OK\r\n/)
  assert.match(answer, /You asked for \/a\?b=%7Ec/)
  const seen = proxy.seen.at(-1)
  assert.equal(seen?.headers['x-kept'], '1')
  assert.equal(seen?.headers.via, '1.1 schoolkeeper')
  for (const gone of ['proxy-connection', 'proxy-authorization', 'x-gone'])
    assert.equal(seen?.headers[gone], undefined)
  assert.deepEqual(proxy.decided.at(-1), { host: 'site.example', pathAndQuery: '/a?b=~c' })
})

test('what is sent arrives whole, in one piece or in many', async () => {
  const host = `site.example:${proxy.sitePort}`
  const head = `POST http://${host}/form HTTP/1.1\r\nHost: ${host}\r\n`
  await sendRaw(proxy.port, `${head}Content-Length: 5\r\n\r\nhello`, 400)
  assert.equal(proxy.seen.at(-1)?.body, 'hello')
  await sendRaw(
    proxy.port,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n again\r\n0\r\n\r\n`,
    400,
  )
  assert.equal(proxy.seen.at(-1)?.body, 'hello again')
  await sendRaw(proxy.port, `${head}Expect: 100-continue\r\nContent-Length: 5\r\n\r\nafter`, 400)
  assert.equal(proxy.seen.at(-1)?.body, 'after')
})

test('a blocked page is said in its place, and the site hears nothing', async () => {
  const before = proxy.seen.length
  const answer = await sendRaw(proxy.port, get('/forbidden'), 400)
  assert.match(answer, /^HTTP\/1.1 403[\s\S]*<p>Not open here\.<\/p>$/)
  const spelled = await sendRaw(proxy.port, get('/%66orbidden'), 400)
  assert.match(spelled, /^HTTP\/1.1 403/)
  assert.equal(proxy.seen.length, before)
})

test('requests that follow one another on a connection are decided one by one', async () => {
  const answer = await sendRaw(proxy.port, get('/one') + get('/forbidden') + get('/two'), 600)
  assert.deepEqual(answer.match(/You asked for \/\w+|Not open here/g), [
    'You asked for /one',
    'Not open here',
    'You asked for /two',
  ])
})

// Each of these is read in two ways by some server or proxy; the second line of the request would be the hidden one.
const smuggled: Readonly<Record<string, (host: string) => string>> = {
  'two lengths': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n`,
  'a length twice': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\nContent-Length: 20\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n`,
  'the same length twice': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na`,
  'a list of lengths': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1, 1\r\n\r\na`,
  'a signed length': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nContent-Length: +1\r\n\r\na`,
  'an unknown packing': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'two packings': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
  'a packing twice': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
  'a space before the colon': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
  'a folded line': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nX: a\r\n Content-Length: 3\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
  'a wrong piece length': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n`,
  'a zero byte': (host) => `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nX: a\0b\r\n\r\n`,
  'another host': (host) => `GET http://${host}/ HTTP/1.1\r\nHost: other.example\r\n\r\n`,
  'two hosts': (host) => `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nHost: other.example\r\n\r\n`,
  'no host': (host) => `GET http://${host}/ HTTP/1.1\r\n\r\n`,
  'credentials in the address': (host) =>
    `GET http://site.example@${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a fragment': (host) => `GET http://${host}/#a HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a backslash': (host) => `GET http:\\\\${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a host with a path': (host) => `GET http://${host}/ HTTP/1.1\r\nHost: ${host}/hidden\r\n\r\n`,
  'a host with a query': (host) => `GET http://${host}/ HTTP/1.1\r\nHost: ${host}?\r\n\r\n`,
  'a trace': (host) => `TRACE http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a circle': (host) => `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nVia: 1.1 schoolkeeper\r\n\r\n`,
  'a port for mail': () => 'GET http://site.example:25/ HTTP/1.1\r\nHost: site.example:25\r\n\r\n',
  'another protocol': (host) => `GET ftp://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a length taken away by Connection': (host) =>
    `POST http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: content-length\r\nContent-Length: 44\r\nX: 1\r\n\r\nGET /hidden HTTP/1.1\r\nHost: hidden.example\r\n\r\n`,
}

for (const [what, request] of Object.entries(smuggled)) {
  test(`${what}: no hidden request reaches a site`, async () => {
    const before = proxy.seen.length
    const answer = await sendRaw(proxy.port, request(`site.example:${proxy.sitePort}`), 400)
    const passed = proxy.seen.slice(before)
    if (what === 'a length taken away by Connection') {
      assert.deepEqual(
        passed.map(({ url }) => url),
        ['/'],
        'the body stays a body',
      )
      return
    }
    assert.match(answer, /^HTTP\/1.1 (?:4\d\d|50[18]) /)
    assert.deepEqual(passed, [])
  })
}

test('nothing but the proxy file is a page here', async () => {
  // By the address that an administrator typed, and by the one that browsers find by themselves.
  for (const path of ['/proxy.pac', '/wpad.dat'])
    assert.match(
      await sendRaw(proxy.port, `GET ${path} HTTP/1.1\r\nHost: wpad\r\n\r\n`, 300),
      /^HTTP\/1\.1 200 [\s\S]*content-type: application\/x-ns-proxy-autoconfig\r[\s\S]*FindProxyForURL/,
      path,
    )
  assert.match(await sendRaw(proxy.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 300), /^HTTP\/1.1 404/)
})

test('a site that is away is said to be away, and counted', async () => {
  const closed = await startProxyInTest({ site: (_request, response) => void response.destroy() })
  try {
    const host = `site.example:${closed.sitePort}`
    const answer = await sendRaw(closed.port, `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400)
    assert.match(answer, /^HTTP\/1.1 504[\s\S]*does not answer/)
    assert.deepEqual(closed.troubles, ['unreachable'])
  } finally {
    await closed.close()
  }
})

test('names and numbers that lead inside are not reached', async () => {
  const guarded = await startProxyInTest({ ownAddresses: false })
  try {
    const hosts = [
      'site.example',
      '127.0.0.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
    ]
    for (const name of hosts) {
      const host = `${name}:${guarded.sitePort}`
      const answer = await sendRaw(guarded.port, `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400)
      assert.match(answer, /^HTTP\/1.1 403[\s\S]*inside the school/, name)
      await assert.rejects(async () => {
        const socket = await openTunnelTo(guarded.port, `${name}:${guarded.securePort}`)
        await secureThrough(socket, isIP(name) ? '' : name, guarded.authority.certificatePem)
      }, name)
    }
    assert.deepEqual(guarded.seen, [])
  } finally {
    await guarded.close()
  }
})

test('a gigabyte passes, and memory stays flat', async () => {
  const gigabyte = 1024 ** 3
  const piece = Buffer.alloc(256 * 1024, 7)
  const large = await startProxyInTest({
    site: (_request, response) => {
      response.writeHead(200, { 'content-length': gigabyte })
      let left = gigabyte / piece.length
      const more = (): void => {
        while (left > 0) {
          left--
          if (!response.write(piece)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    },
  })
  try {
    const host = `site.example:${large.sitePort}`
    const most = { first: 0, second: 0 }
    const received = await new Promise<number>((done, failed) => {
      let bytes = 0
      requestHttp({ port: large.port, path: `http://${host}/`, headers: { host } }, (answer) => {
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          const half = bytes < gigabyte / 2 ? 'first' : 'second'
          most[half] = Math.max(most[half], process.memoryUsage.rss())
        })
        answer.on('end', () => done(bytes))
        answer.on('error', failed)
      }).end()
    })
    assert.equal(received, gigabyte)
    const moreMb = (most.second - most.first) / 1024 ** 2
    assert.ok(moreMb < 50, `${Math.round(moreMb)} MB more in the second half`)
  } finally {
    await large.close()
  }
})

test('slow clients by the hundred are let go, and nobody has all the connections', async () => {
  const bounded = await startProxyInTest({ limits: { headMaxMs: 300, connectionsMostPerAddress: 40 } })
  try {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        sendRaw(bounded.port, 'GET http://site.example/ HTTP/1.1\r\nHost: si', 4000),
      ),
    )
    assert.equal(answers.filter((answer) => answer.startsWith('HTTP/1.1 4')).length, 40)
    assert.equal(bounded.troubles.filter((trouble) => trouble === 'tooMany').length, 20)
    await new Promise((done) => setTimeout(done, 200))
    const host = `site.example:${bounded.sitePort}`
    assert.match(
      await sendRaw(bounded.port, `GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400),
      /200 OK/,
    )
  } finally {
    await bounded.close()
  }
})
