// A thousand clients that never come to the end of their question, by each of the ways in.

import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { aCertificate } from '../../../test/a-certificate.ts'
import { queryMessage } from '../../../test/dns-messages.ts'
import { greetingBegun, openSlowClients, type SlowClients } from '../../../test/slow-clients.ts'
import { someQuestions } from '../../../test/some-questions.ts'
import { connectionLimits } from './door.ts'
import { listenHttps } from './listen-https.ts'
import { listenStream } from './listen-stream.ts'

const anywhere = { address: '127.0.0.1', port: 0 }
/** Connections as ever; times shorter than ever, so that a test sees their end. */
const limits = { ...connectionLimits, messageMs: 2500, idleMs: 4000 }
const many = 1000
const slow = { count: many, everyMs: 200, piece: () => Buffer.of(0) }
/** Both ends of a connection are in this process, and Node keeps some tens of kilobytes for each end of an encrypted one. */
const mostBytes = { plain: 60e6, encrypted: 300e6 }

const question = queryMessage('games.example', 1)
const framed = Buffer.concat([Buffer.of(0, question.length), question])

/** How long the answer to somebody takes who asks as they should. */
function answeredAfterMs(port: number, way: 'plain' | 'encrypted'): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const socket =
      way === 'plain'
        ? connect(port, '127.0.0.1')
        : connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    socket.setTimeout(5000, () => socket.destroy(new Error('No answer within five seconds')))
    socket.once('error', reject)
    socket.once('data', () => {
      socket.destroy()
      resolve(performance.now() - began)
    })
    socket.write(framed)
  })
}

async function allCome(inside: () => number): Promise<void> {
  const until = performance.now() + 16_000
  while (inside() < many && performance.now() < until) await wait(20)
  assert.equal(inside(), many, 'all of them are there at once')
}

async function allGo(t: TestContext, clients: SlowClients, inside: () => number, way: 'plain' | 'encrypted') {
  const until = performance.now() + 40_000
  while (inside() > 0 && performance.now() < until) await wait(100)
  assert.equal(inside(), 0, 'each of them is let go')
  const megabytes = Math.round(clients.grownBytes() / 1e6)
  t.diagnostic(`${many} of them held ${megabytes} MB, both ends of each connection included`)
  assert.ok(clients.grownBytes() < mostBytes[way], `${megabytes} MB`)
}

test('a thousand slow clients by TCP are let go, hold little, and others are answered meanwhile', async (t) => {
  const listener = await listenStream(anywhere, someQuestions(t), undefined, limits)
  t.after(listener.close)
  // The length of a question, which never comes to its end.
  const clients = await openSlowClients(t, { port: listener.port, ...slow, first: Buffer.of(1, 0) })
  await allCome(listener.inside)
  assert.ok((await answeredAfterMs(listener.port, 'plain')) < 1000)
  await allGo(t, clients, listener.inside, 'plain')
})

test('a thousand slow greetings by TLS as well', async (t) => {
  const listener = await listenStream(anywhere, someQuestions(t), aCertificate(), limits)
  t.after(listener.close)
  const clients = await openSlowClients(t, { port: listener.port, ...slow, first: greetingBegun })
  await allCome(listener.inside)
  assert.ok((await answeredAfterMs(listener.port, 'encrypted')) < 1000)
  await allGo(t, clients, listener.inside, 'encrypted')
})

test('a thousand slow questions by HTTPS as well, though each byte is on time', async (t) => {
  const listener = await listenHttps(anywhere, someQuestions(t), aCertificate(), {
    ...limits,
    idleMs: 20_000,
  })
  t.after(listener.close)
  const head =
    'POST /dns-query HTTP/1.1\r\nHost: x\r\nContent-Type: application/dns-message\r\nContent-Length: 4000\r\n\r\n'
  const clients = await openSlowClients(t, { port: listener.port, ...slow, first: head, secure: true })
  await allCome(listener.inside)
  const began = performance.now()
  const answer = await fetchOverHttps(listener.port)
  assert.equal(answer, 200)
  assert.ok(performance.now() - began < 2000)
  await allGo(t, clients, listener.inside, 'encrypted')
})

function fetchOverHttps(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    socket.setTimeout(5000, () => socket.destroy(new Error('No answer within five seconds')))
    socket.once('error', reject)
    socket.once('data', (chunk: Buffer) => {
      socket.destroy()
      resolve(Number(chunk.toString('latin1').split(' ')[1]))
    })
    socket.write(`GET /dns-query?dns=${question.toString('base64url')} HTTP/1.1\r\nHost: x\r\n\r\n`)
  })
}
