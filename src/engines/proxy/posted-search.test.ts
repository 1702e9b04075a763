import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { askOn, openTunnelTo, type ProxyInTest, secureThrough, sendRaw } from '../../../test/a-proxy.ts'
import { asForm, connection, engine, headTo, post, searchProxy } from '../../../test/posted-searches.ts'
import { until } from '../../../test/word-jobs.ts'

const forms = ({ decided }: ProxyInTest) => decided.map(({ form }) => form)

test('a posted search is decided on by its words, and what is open arrives byte for byte', async (t) => {
  const proxy = await searchProxy(t)
  const form = 'q=%76olcano+%E2%80%9Cx%e2%80%9d&b=&&=&kl=uk-en;x'
  assert.match(await sendRaw(proxy.port, post(proxy, form), 1000), /^HTTP\/1\.1 200/)
  const [seen] = proxy.seen
  assert.deepEqual([seen?.body, seen?.headers['content-length']], [form, String(form.length)])
  assert.deepEqual(forms(proxy), [form], 'decided on once, with all of it')
  const blocked = await sendRaw(proxy.port, post(proxy, 'q=forbidden'), 1000)
  assert.match(blocked, /^HTTP\/1\.1 403[\s\S]*Not open here/)
  assert.equal(proxy.seen.length, 1, 'the engine hears nothing of it')
})

test('in pieces, after 100-continue and byte by byte it is the same form', async (t) => {
  const proxy = await searchProxy(t)
  const chunked = headTo(proxy, [asForm, 'Transfer-Encoding: chunked'])
  const pieces = '4\r\nq=fo\r\n7\r\nrbidden\r\n0\r\n\r\n'
  assert.match(await sendRaw(proxy.port, `${chunked}${pieces}`, 1000), /^HTTP\/1\.1 403/)
  assert.match(
    await sendRaw(proxy.port, `${chunked}6\r\nq=open\r\n0\r\nX: 1\r\n\r\n`, 1000),
    /^HTTP\/1\.1 200/,
  )
  assert.match(await sendRaw(proxy.port, `${chunked}0\r\n\r\n`, 1000), /^HTTP\/1\.1 200/)
  const { socket, answer } = await connection(t, proxy)
  socket.write(headTo(proxy, [asForm, 'Expect: 100-continue', 'Content-Length: 6']))
  await until(() => answer.heard.startsWith('HTTP/1.1 100'), 'the word to go on')
  for (const byte of 'q=slow') {
    socket.write(byte)
    await wait(20)
  }
  await until(() => answer.heard.includes('HTTP/1.1 200'), 'the answer')
  assert.deepEqual(
    proxy.seen.map(({ body }) => body),
    ['q=open', '', 'q=slow'],
  )
  assert.deepEqual(forms(proxy), ['q=forbidden', 'q=open', '', 'q=slow'])
})

test('searches that follow one another on a connection are decided one by one', async (t) => {
  const proxy = await searchProxy(t)
  const answer = await sendRaw(
    proxy.port,
    post(proxy, 'q=one') + post(proxy, 'q=two') + post(proxy, 'q=forbidden'),
    600,
  )
  assert.deepEqual(answer.match(/You asked for|Not open here/g), [
    'You asked for',
    'You asked for',
    'Not open here',
  ])
  assert.deepEqual(
    proxy.seen.map(({ body }) => body),
    ['q=one', 'q=two'],
  )
})

// Nobody waits for the end of these: the site has the head before the rest is there.
const unread: Readonly<Record<string, (proxy: ProxyInTest) => string>> = {
  'a form for another site': (proxy) => headTo(proxy, [asForm, 'Content-Length: 11'], 'news.example'),
  'a password for Google': (proxy) => headTo(proxy, [asForm, 'Content-Length: 11'], 'accounts.google.com'),
  'a password for Wikipedia': (proxy) => headTo(proxy, [asForm, 'Content-Length: 11'], 'en.wikipedia.org'),
  'a file': (proxy) => headTo(proxy, ['Content-Type: multipart/form-data; boundary=x', 'Content-Length: 11']),
  'data of a program': (proxy) => headTo(proxy, ['Content-Type: application/json', 'Content-Length: 11']),
  'something without a type': (proxy) => headTo(proxy, ['Content-Length: 11']),
  'a packed form': (proxy) => headTo(proxy, [asForm, 'Content-Encoding: gzip', 'Content-Length: 11']),
  'a form that is put': (proxy) => headTo(proxy, [asForm, 'Content-Length: 11']).replace(/^POST/, 'PUT'),
}

for (const [what, head] of Object.entries(unread)) {
  test(`${what} goes on at once, unread`, async (t) => {
    const heads: string[] = []
    const proxy = await searchProxy(t, {
      site: (request, response) => {
        heads.push(request.method ?? '')
        request.resume().on('end', () => response.end('whole'))
      },
    })
    const { socket, answer } = await connection(t, proxy)
    socket.write(`${head(proxy)}q=forb`)
    await until(() => heads.length === 1, 'the head at the site')
    assert.deepEqual(forms(proxy), [undefined])
    socket.write('idden')
    await until(() => answer.heard.includes('whole'), 'the answer')
  })
}

test('a packed form arrives as it was packed', async (t) => {
  const proxy = await searchProxy(t, {
    site: (request, response) => {
      const hash = createHash('sha256')
      request.on('data', (chunk) => hash.update(chunk)).on('end', () => response.end(hash.digest('hex')))
    },
  })
  const packed = gzipSync('q=forbidden')
  const head = headTo(proxy, [asForm, 'Content-Encoding: gzip', `Content-Length: ${packed.length}`])
  const answer = await sendRaw(proxy.port, Buffer.concat([Buffer.from(head), packed]), 1000)
  assert.ok(answer.includes(createHash('sha256').update(packed).digest('hex')))
})

test('of two types either counts, so that no engine reads a form that we did not', async (t) => {
  const proxy = await searchProxy(t)
  for (const lines of [
    ['Content-Type: text/plain', asForm],
    ['content-type: Application/X-WWW-Form-URLEncoded ; charset=UTF-8'],
  ])
    assert.match(
      await sendRaw(proxy.port, post(proxy, 'q=forbidden', lines), 1000),
      /^HTTP\/1\.1 403/,
      lines.join(),
    )
})

test('a form that is said to be packed by nothing is read', async (t) => {
  const proxy = await searchProxy(t)
  for (const lines of [
    ['Content-Encoding: identity'],
    ['Content-Encoding: identity, Identity'],
    ['Content-Encoding: identity', 'content-encoding: ,identity'],
    ['Content-Encoding:'],
  ])
    assert.match(
      await sendRaw(proxy.port, post(proxy, 'q=forbidden', [asForm, ...lines]), 1000),
      /^HTTP\/1\.1 403/,
      lines.join(),
    )
})

test('what says how a form is to be read cannot be taken from it on the way', async (t) => {
  const proxy = await searchProxy(t)
  const lines = ['Content-Encoding: x', 'Connection: content-encoding, Content-Type']
  assert.match(await sendRaw(proxy.port, post(proxy, 'q=open', [asForm, ...lines]), 1000), /^HTTP\/1\.1 200/)
  const headers = proxy.seen[0]?.headers
  assert.deepEqual(
    [headers?.['content-encoding'], headers?.['content-type']],
    ['x', 'application/x-www-form-urlencoded'],
  )
})

test('of a long form the beginning is decided on, and a slow site gets all of it without our holding it', async (t) => {
  const sizes: number[] = []
  const proxy = await searchProxy(t, {
    site: (request, response) => {
      const hash = createHash('sha256')
      request.on('data', (chunk: Buffer) => {
        hash.update(chunk)
        request.pause()
        setTimeout(() => request.resume(), 1)
      })
      request.on('end', () => response.end(hash.digest('hex')))
    },
  })
  const long = Buffer.alloc(8 * 1024 * 1024, 'x=y&')
  const whole = Buffer.concat([Buffer.from('q=open&'), long, Buffer.from('q=forbidden')])
  const { socket, answer } = await connection(t, proxy)
  socket.write(headTo(proxy, [asForm, `Content-Length: ${whole.length}`]))
  socket.write(whole)
  await until(() => answer.heard.includes(createHash('sha256').update(whole).digest('hex')), 'all of it')
  for (const form of forms(proxy)) sizes.push(form?.length ?? 0)
  assert.deepEqual(sizes, [64 * 1024], 'and no more than that is looked at')
  const early = Buffer.concat([Buffer.from('q=forbidden&'), long])
  const head = headTo(proxy, [asForm, `Content-Length: ${early.length}`])
  const refused = await connection(t, proxy)
  refused.socket.write(head)
  refused.socket.write(early.subarray(0, 100_000))
  await until(() => refused.answer.heard.startsWith('HTTP/1.1 403'), 'the page in its place')
})

test('of a form that ends just behind what is looked at, the end arrives too', async (t) => {
  const proxy = await searchProxy(t)
  for (const more of [0, 1, 10]) {
    const form = `q=open&${'x'.repeat(64 * 1024 - 7)}${'z'.repeat(more)}`
    assert.match(await sendRaw(proxy.port, post(proxy, form), 1000), /^HTTP\/1\.1 200/)
    assert.ok(proxy.seen.at(-1)?.body === form, `${more} bytes behind it`)
    assert.equal(proxy.decided.at(-1)?.form?.length, 64 * 1024)
  }
})

test('where the engine itself is not open, nobody waits for the form', async (t) => {
  const proxy = await searchProxy(t, { blocks: () => true })
  const head = headTo(proxy, [asForm, 'Content-Length: 1000'])
  assert.match(await sendRaw(proxy.port, `${head}q=`, 1000), /^HTTP\/1\.1 403/)
})

test('inside an encrypted page a posted search is decided on as well', async (t) => {
  const proxy = await searchProxy(t, { inspects: true })
  const { securePort, port, authority } = proxy
  for (const [form, says] of [
    ['q=open', /^HTTP\/1\.1 200/],
    ['q=forbidden', /^HTTP\/1\.1 403/],
  ] as const) {
    const tunnel = await openTunnelTo(port, `${engine}:${securePort}`)
    const secure = await secureThrough(tunnel, engine, authority.certificatePem)
    const head = [
      'POST /html/ HTTP/1.1',
      `Host: ${engine}:${securePort}`,
      asForm,
      `Content-Length: ${form.length}`,
    ]
    assert.match(await askOn(secure, [...head, '', form]), says)
  }
  assert.deepEqual(
    proxy.seen.map(({ body }) => body),
    ['q=open'],
  )
})
