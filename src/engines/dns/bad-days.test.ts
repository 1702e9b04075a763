import assert from 'node:assert/strict'
import { connect as connectHttp } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { aCertificate } from '../../../test/a-certificate.ts'
import { queryMessage } from '../../../test/dns-messages.ts'
import { someQuestions } from '../../../test/some-questions.ts'
import { listenHttps } from './listen-https.ts'
import { listenStream } from './listen-stream.ts'

const anywhere = { address: '127.0.0.1', port: 0 }
const limits = { mostConnections: 300, mostForOneAddress: 250, messageMs: 600, idleMs: 1500 }
const question = queryMessage('games.example', 1)
const framed = Buffer.concat([Buffer.of(0, question.length), question])
const firstData = (socket: Socket): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    socket.once('data', resolve)
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })

test('slow clients by the hundred are let go, beyond the limit turned away, and others are answered meanwhile', async (t) => {
  const listener = await listenStream(anywhere, someQuestions(t), undefined, limits)
  t.after(listener.close)
  const slow = Array.from({ length: 400 }, () => connect(listener.port, '127.0.0.1'))
  t.after(() => {
    for (const socket of slow) socket.destroy()
  })
  for (const socket of slow) socket.on('error', () => undefined).write(Buffer.of(0))
  await wait(300)
  assert.ok(listener.inside() <= 250, `${listener.inside()}`)
  await wait(1500)
  assert.equal(listener.inside(), 0)
  const socket = connect(listener.port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.write(framed)
  assert.equal((await firstData(socket)).at(-1), 2)
})

test('a client that asks and never reads is let go', async (t) => {
  const listener = await listenStream(anywhere, someQuestions(t), undefined, { ...limits, idleMs: 20_000 })
  t.after(listener.close)
  const socket = connect(listener.port, '127.0.0.1')
  t.after(() => socket.destroy())
  const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)))
  socket.on('error', () => undefined)
  socket.pause()
  const many = Buffer.concat(Array.from({ length: 2000 }, () => framed))
  for (let at = 0; at < 100 && !socket.destroyed; at++) {
    socket.write(many)
    await wait(10)
  }
  assert.equal(await Promise.race([closed, wait(5000, false)]), true)
})

test('questions come by TLS', async (t) => {
  const listener = await listenStream(anywhere, someQuestions(t), aCertificate(), limits)
  t.after(listener.close)
  const socket = connectTls({ port: listener.port, host: '127.0.0.1', rejectUnauthorized: false })
  t.after(() => socket.destroy())
  socket.write(framed)
  assert.equal((await firstData(socket)).at(-1), 2)
})

test('questions come by HTTPS, in the address or in the body; anything else is told so', async (t) => {
  const listener = await listenHttps(anywhere, someQuestions(t), aCertificate(), limits)
  t.after(listener.close)
  const session = connectHttp(`https://127.0.0.1:${listener.port}`, { rejectUnauthorized: false })
  session.on('error', () => undefined)
  t.after(() => session.destroy())
  const asked = async (headers: Record<string, string>, body?: Buffer): Promise<[number, Buffer]> => {
    const stream = session.request(headers)
    stream.end(body)
    const status = new Promise<number>((resolve) =>
      stream.once('response', (said) => resolve(Number(said[':status']))),
    )
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    return [await status, Buffer.concat(chunks)]
  }
  const kind = 'application/dns-message'
  const [got, fromAddress] = await asked({ ':path': `/dns-query?dns=${question.toString('base64url')}` })
  assert.deepEqual([got, fromAddress.at(-1)], [200, 2])
  const post = { ':method': 'POST', ':path': '/dns-query', 'content-type': kind }
  const [posted, fromBody] = await asked(post, question)
  assert.deepEqual([posted, fromBody.at(-1)], [200, 2])
  const wrong: readonly [Record<string, string>, number, Buffer?][] = [
    [{ ':path': '/' }, 404],
    [{ ':path': '/dns-query' }, 400],
    [{ ...post, 'content-type': 'text/plain' }, 415, question],
    [post, 413, Buffer.alloc(5000)],
    [{ ':method': 'PUT', ':path': '/dns-query' }, 405],
  ]
  for (const [headers, status, body] of wrong) assert.equal((await asked(headers, body))[0], status)
})
