// Forms that are posted to a search engine by whoever is slow, wrong about them, or gone before their end.

import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { askOn, openTunnelTo, secureThrough, sendRaw } from '../../../test/a-proxy.ts'
import {
  asForm,
  connection,
  engine,
  headTo,
  post,
  searchProxy,
  stillAnswers,
} from '../../../test/posted-searches.ts'
import { openSlowClients } from '../../../test/slow-clients.ts'
import { until } from '../../../test/word-jobs.ts'

test('a form that never ends is refused in time, and nobody was asked for it', async (t) => {
  const proxy = await searchProxy(t, { limits: { formMaxMs: 300 } })
  for (const begun of [
    `${headTo(proxy, [asForm, 'Content-Length: 1000'])}q=`,
    headTo(proxy, [asForm, 'Content-Length: 1000']),
    `${headTo(proxy, [asForm, 'Transfer-Encoding: chunked'])}2\r\nq=\r\n`,
  ]) {
    const { socket, answer } = await connection(t, proxy)
    socket.write(begun)
    await until(() => answer.closed, 'the end of the connection')
    assert.match(answer.heard, /^HTTP\/1\.1 408[\s\S]*took too long to arrive/)
  }
  assert.deepEqual([proxy.seen, proxy.decided], [[], []])
  await stillAnswers(proxy)
})

test('a thousand forms that come byte by byte are let go, hold little, and others search on meanwhile', async (t) => {
  const proxy = await searchProxy(t, { limits: { formMaxMs: 2500 } })
  const first = `${headTo(proxy, [asForm, 'Content-Length: 60000'])}q=`
  const slow = { count: 1000, everyMs: 200, piece: () => Buffer.from('x') }
  const clients = await openSlowClients(t, { port: proxy.port, ...slow, first })
  await wait(300)
  const began = performance.now()
  await stillAnswers(proxy)
  assert.ok(performance.now() - began < 3000)
  await until(() => clients.left() === 0, 'each of them to be let go')
  assert.ok(clients.grownBytes() < 100e6, `${Math.round(clients.grownBytes() / 1e6)} MB`)
  assert.equal(proxy.seen.length, 1)
})

test('a form in pieces of one byte takes the room of its bytes, and arrives byte for byte', async (t) => {
  const proxy = await searchProxy(t)
  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')
  const heldBytes = (): number => {
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const form = `q=open&${'abcdefg&'.repeat(7499)}z`
  const { socket, answer } = await connection(t, proxy)
  socket.write(headTo(proxy, [asForm, 'Transfer-Encoding: chunked']))
  await wait(200)
  const before = heldBytes()
  for (let from = 0; from < form.length; from += 1000) {
    const pieces = [...form.slice(from, from + 1000)].map((byte) => `1\r\n${byte}\r\n`)
    await new Promise<unknown>((written) => socket.write(pieces.join(''), written))
  }
  await wait(500)
  const grown = heldBytes() - before
  assert.ok(grown < 3e6, `${Math.round(grown / 1e6)} MB`)
  assert.deepEqual(proxy.decided, [], 'it waits for the end')
  socket.write('0\r\n\r\n')
  await until(() => answer.heard.startsWith('HTTP/1.1 200'), 'the answer')
  assert.deepEqual(
    proxy.seen.map(({ body }) => body === form),
    [true],
  )
})

test('more forms at once than are read are refused and counted, and the next is read again', async (t) => {
  const proxy = await searchProxy(t, { limits: { formsMost: 3 } })
  const head = `${headTo(proxy, [asForm, 'Content-Length: 6'])}q=`
  const waiting = await Promise.all(Array.from({ length: 3 }, () => connection(t, proxy)))
  for (const { socket } of waiting) socket.write(head)
  await wait(200)
  assert.match(await sendRaw(proxy.port, post(proxy, 'q=one'), 1000), /^HTTP\/1\.1 503[\s\S]*Try again/)
  assert.deepEqual(proxy.troubles, ['tooMany'])
  const [first] = waiting
  first?.socket.write('open')
  await until(() => first?.answer.heard.startsWith('HTTP/1.1 200') === true, 'the first answer')
  await stillAnswers(proxy)
})

test('nobody has all the places of forms: others search on, also inside encrypted pages', async (t) => {
  const proxy = await searchProxy(t, { inspects: true })
  const slow = { count: 20, everyMs: 200, piece: () => Buffer.from('x') }
  const first = `${headTo(proxy, [asForm, 'Content-Length: 60000'])}q=`
  await openSlowClients(t, { port: proxy.port, ...slow, first })
  const mine = await Promise.all(Array.from({ length: 32 }, () => connection(t, proxy)))
  for (const { socket } of mine) socket.write(first)
  await wait(300)
  assert.match(await sendRaw(proxy.port, post(proxy, 'q=one'), 1000), /^HTTP\/1\.1 503[\s\S]*Try again/)
  const secure = await secureThrough(
    await openTunnelTo(proxy.port, `${engine}:${proxy.securePort}`),
    engine,
    proxy.authority.certificatePem,
  )
  const head = ['POST /html/ HTTP/1.1', `Host: ${engine}:${proxy.securePort}`, asForm, 'Content-Length: 6']
  assert.match(await askOn(secure, [...head, '', 'q=open']), /^HTTP\/1\.1 503/, 'it is the same address')
  assert.deepEqual(proxy.troubles, ['tooMany', 'tooMany'])
  const other = connect({ port: proxy.port, host: '127.0.0.1', localAddress: '127.9.0.1' })
  t.after(() => other.destroy())
  let heard = ''
  other.on('data', (chunk) => {
    heard += chunk
  })
  other.write(post(proxy, 'q=other'))
  await until(() => heard.startsWith('HTTP/1.1 200'), 'the answer for somebody else')
  for (const { socket } of mine) socket.destroy()
  await wait(200)
  await stillAnswers(proxy)
})

test('who says a longer form than comes, and goes, is not asked for; what comes behind a shorter one is refused', async (t) => {
  const proxy = await searchProxy(t)
  const long = `${headTo(proxy, [asForm, 'Content-Length: 1000'])}q=open`
  for (const end of ['end', 'destroy'] as const) {
    const { socket, answer } = await connection(t, proxy)
    socket.write(long)
    await wait(50)
    socket[end]()
    await until(() => answer.closed, 'the end of the connection')
  }
  assert.deepEqual([proxy.seen, proxy.decided], [[], []])
  const short = `${headTo(proxy, [asForm, 'Content-Length: 6'])}q=open&q=forbidden`
  assert.match(await sendRaw(proxy.port, short, 1000), /HTTP\/1\.1 400/)
  for (const { body } of proxy.seen) assert.equal(body, 'q=open', 'only what was decided on goes on')
  await stillAnswers(proxy)
})

test('pieces that cannot be read end the connection, and the engine hears nothing', async (t) => {
  const proxy = await searchProxy(t)
  const chunked = headTo(proxy, [asForm, 'Transfer-Encoding: chunked'])
  for (const pieces of ['zz\r\nq=\r\n', '2\r\nq=x\r\n0\r\n\r\n', '-1\r\nq=']) {
    const { socket, answer } = await connection(t, proxy)
    socket.write(`${chunked}${pieces}`)
    await until(() => answer.closed, 'the end of the connection')
    assert.doesNotMatch(answer.heard, /^HTTP\/1\.1 200/)
  }
  assert.deepEqual(proxy.seen, [])
  await stillAnswers(proxy)
})

test('connections that are killed at any moment leave nothing behind', async (t) => {
  const proxy = await searchProxy(t, { limits: { formsMost: 4 }, inspects: true })
  const whole = post(proxy, `q=open${'&x=y'.repeat(5000)}`)
  for (let at = 0; at < 60; at++) {
    const { socket, answer } = await connection(t, proxy)
    socket.write(whole.slice(0, Math.ceil((whole.length * at) / 60)))
    await wait(at % 7)
    if (at % 2 === 0) socket.resetAndDestroy()
    else socket.destroy()
    await until(() => answer.closed, 'its end')
  }
  const tunnel = await openTunnelTo(proxy.port, `${engine}:${proxy.securePort}`)
  const secure = await secureThrough(tunnel, engine, proxy.authority.certificatePem)
  secure.on('error', () => undefined)
  secure.write(
    `POST /html/ HTTP/1.1\r\nHost: ${engine}:${proxy.securePort}\r\n${asForm}\r\nContent-Length: 50\r\n\r\nq=`,
  )
  await wait(100)
  tunnel.resetAndDestroy()
  await wait(100)
  for (let at = 0; at < 5; at++) await stillAnswers(proxy)
})

test('whoever goes while the engine thinks takes their search with them, and an engine that goes is said to be away', async (t) => {
  let begun = 0
  let gone = 0
  const proxy = await searchProxy(t, {
    site: (request, response) => {
      request.resume()
      if (request.url === '/html/') {
        begun++
        response.on('close', () => gone++)
      }
      request.once('end', () => {
        if (begun === 2) request.socket.destroy()
      })
    },
  })
  const { socket } = await connection(t, proxy)
  socket.write(post(proxy, 'q=open'))
  await until(() => begun === 1, 'the engine to have it')
  socket.destroy()
  await until(() => gone === 1, 'the engine to be told')
  assert.match(await sendRaw(proxy.port, post(proxy, 'q=open'), 1000), /^HTTP\/1\.1 504/)
})
