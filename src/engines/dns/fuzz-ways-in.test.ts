// Packets changed by chance by the ways in that read more than a packet: frames that say another length, and requests by HTTPS.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { test } from 'node:test'
import { aCertificate } from '../../../test/a-certificate.ts'
import { changedQuestions } from '../../../test/dns-fuzz.ts'
import { queryMessage } from '../../../test/dns-messages.ts'
import { someQuestions } from '../../../test/some-questions.ts'
import { listenHttps } from './listen-https.ts'
import { listenStream } from './listen-stream.ts'

const anywhere = { address: '127.0.0.1', port: 0 }
const good = queryMessage('games.example', 1)
const framesEach = 20
const streams = 250

/** Every third says another length than its packet has: shorter, longer, none, or by chance. */
function framed(packet: Buffer, number: number): Buffer {
  const said = [packet.length, packet.length, [packet.length >> 1, packet.length + 9, 0, number][number % 4]]
  const length = said[number % 3] ?? 0
  return Buffer.concat([Buffer.of(length >> 8, length & 255), packet])
}

test('whatever comes by TCP, in whatever frames, each connection ends and the next question is answered', async (t) => {
  const listener = await listenStream(anywhere, someQuestions(t))
  t.after(listener.close)
  const frames = [...changedQuestions(streams * framesEach)].map(({ packet, number }) =>
    framed(packet, number),
  )
  let answered = 0
  for (let at = 0; at < streams; at++) {
    const socket = connect(listener.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('data', () => {
      answered++
    })
    const all = Buffer.concat(frames.slice(at * framesEach, (at + 1) * framesEach))
    // In two pieces, cut anywhere.
    socket.write(all.subarray(0, (at * 37) % all.length))
    socket.end(all.subarray((at * 37) % all.length))
    await once(socket, 'close', { signal: AbortSignal.timeout(10_000) })
  }
  assert.ok(answered > streams / 5, `${answered} of ${streams} connections had an answer`)
  const socket = connect(listener.port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.write(Buffer.concat([Buffer.of(0, good.length), good]))
  const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })
  assert.equal((answer as Buffer).readUInt16BE(2 + 6), 1)
  assert.equal(listener.inside(), 1)
})

test('whatever comes by HTTPS is answered with a status that says what it was, and the next question too', async (t) => {
  const listener = await listenHttps(anywhere, someQuestions(t), aCertificate())
  t.after(listener.close)
  const session = connectHttp2(`https://localhost:${listener.port}`, { rejectUnauthorized: false })
  t.after(() => session.destroy())
  const seen = new Map<number, number>()
  for (const { packet, number } of changedQuestions(4000, 2)) {
    const byGet = number % 4 === 0
    const status = byGet
      ? await ask(session, { ':path': `/dns-query?dns=${brokenText(packet, number)}` })
      : await ask(session, { ':method': 'POST', ':path': '/dns-query', 'content-type': kind }, packet)
    seen.set(status, (seen.get(status) ?? 0) + 1)
  }
  const long = await ask(
    session,
    { ':method': 'POST', ':path': '/dns-query', 'content-type': kind },
    Buffer.alloc(9000),
  )
  assert.equal(long, 413)
  // 429 is what a question gets that is dropped.
  assert.deepEqual([...seen.keys()].sort(), [200, 400, 429])
  for (const times of seen.values()) assert.ok(times > 5, `${times}`)
  assert.equal(await ask(session, { ':path': `/dns-query?dns=${good.toString('base64url')}` }), 200)
})

const kind = 'application/dns-message'

/** A question as GET has it, sometimes with characters that are none of its alphabet, or cut. */
function brokenText(packet: Buffer, number: number): string {
  const text = packet.toString('base64url')
  if (number % 3 === 0) return text
  return number % 3 === 1 ? encodeURIComponent(`${text}*é`) : text.slice(0, number % (text.length + 1))
}

function ask(session: ClientHttp2Session, headers: Record<string, string>, body?: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers, { signal: AbortSignal.timeout(10_000) })
    let status = 0
    stream.once('response', (answer) => {
      status = Number(answer[':status'])
    })
    stream.resume()
    stream.once('end', () => resolve(status))
    stream.once('error', reject)
    stream.end(body)
  })
}
