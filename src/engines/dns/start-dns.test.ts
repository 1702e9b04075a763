import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { type AddressInfo, connect, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { ActivityBatch } from '#/engines/filter/index.ts'
import { queryMessage } from '../../../test/dns-messages.ts'
import { aSnapshot } from '../../../test/dns-school.ts'
import { anUpstream } from '../../../test/dns-upstream.ts'
import { slownessOfMachine } from '../../../test/slow-machine.ts'
import { type DnsNeeds, startDns } from './start-dns.ts'

const loopback = { networks: [{ range: '127.0.0.0/8', profile: 'pupils' }], devices: [] }

async function running(t: TestContext, more: Partial<DnsNeeds> = {}) {
  const upstream = await anUpstream()
  const said: string[] = []
  const dns = await startDns({
    loaded: aSnapshot(loopback),
    ports: { address: '127.0.0.1', dns: 0, tls: 0, https: 0 },
    threads: 1,
    upstreams: [upstream.server],
    onTrouble: (sentence) => said.push(sentence),
    ...more,
  })
  t.after(async () => {
    await dns.stop()
    await upstream.stop()
  })
  return { dns, upstream, said }
}

/** The last byte of the address that comes back; its code where there is none; -1 when nothing comes. */
function ask(port: number, message: Uint8Array, timeoutMs = 2000): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const done = (result: number): void => {
      clearTimeout(timer)
      socket.close()
      resolve(result)
    }
    const timer = setTimeout(() => done(-1), timeoutMs)
    socket.on('message', (answer) => done(said(answer)))
    socket.send(message, port, '127.0.0.1')
  })
}
const said = (answer: Buffer): number =>
  answer.readUInt16BE(6) > 0 ? (answer.at(-1) ?? 0) : 1000 + ((answer[3] ?? 0) & 0xf)

test('blocked is answered here, allowed from outside, and what was decided is told', async (t) => {
  const batches: ActivityBatch[] = []
  const { dns } = await running(t, { onActivity: (batch) => batches.push(batch) })
  assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 2)
  assert.equal(await ask(dns.ports.dns, queryMessage('news.example', 1)), 1)
  await wait(700)
  assert.deepEqual(
    batches.flatMap(({ visits }) => visits.map(({ name }) => name)),
    ['games.example', 'news.example'],
  )
  assert.equal(dns.counts().answered, 2)
})

test('by TCP, many questions in one go and one in single bytes are answered', async (t) => {
  const { dns } = await running(t)
  const framed = (name: string): Buffer => {
    const message = queryMessage(name, 1)
    return Buffer.concat([Buffer.of(0, message.length), message])
  }
  const socket = connect(dns.ports.dns, '127.0.0.1')
  t.after(() => socket.destroy())
  const bytes: Buffer[] = []
  socket.on('data', (chunk: Buffer) => bytes.push(chunk))
  socket.write(Buffer.concat([framed('games.example'), framed('news.example'), framed('chat.example')]))
  for (const byte of framed('www.games.example')) socket.write(Buffer.of(byte))
  await wait(400)
  let all = Buffer.concat(bytes)
  const answers: number[] = []
  while (all.length > 2) {
    const end = 2 + all.readUInt16BE(0)
    answers.push(said(all.subarray(2, end)))
    all = all.subarray(end)
  }
  assert.deepEqual(answers.sort(), [1, 2, 2, 2])
})

test('a new snapshot serves on every thread as soon as it is handed over; one that does not fit is refused', async (t) => {
  const { dns } = await running(t, { threads: 2 })
  const open = aSnapshot({ ...loopback, manners: [] })
  open.snapshot.madeAtMs = 2
  await dns.swap(open)
  for (let at = 0; at < 8; at++)
    assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 1003)
  const wrong = aSnapshot({ networks: [{ range: '127.0.0.0/8', profile: 'Year 12' }] })
  await assert.rejects(dns.swap(wrong), /profile Year 12/)
  assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 1003)
})

test('whatever packets come, the next question is answered', async (t) => {
  const { dns } = await running(t, { perClientPerSecond: 100_000 })
  const socket = createSocket('udp4')
  t.after(() => socket.close())
  const good = queryMessage('games.example', 1, { edns: {} })
  for (let at = 0; at < 5000; at++) {
    const packet = Buffer.from(good.subarray(0, at % 7 === 0 ? at % good.length : good.length))
    for (let change = 0; change < at % 5 && packet.length > 0; change++)
      packet[(at * 31 + change * 17) % packet.length] = (at * 7 + change * 131) & 255
    socket.send(packet, dns.ports.dns, '127.0.0.1')
    if (at % 200 === 0) await wait(5)
  }
  assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 2)
  assert.equal(dns.startedAgain(), 0)
})

test('when the upstream is down, what was known is given, and the rest fails clearly', async (t) => {
  const { dns, upstream } = await running(t)
  assert.equal(await ask(dns.ports.dns, queryMessage('news.example', 1)), 1)
  upstream.setMood('silent')
  assert.equal(await ask(dns.ports.dns, queryMessage('news.example', 1)), 1)
  assert.equal(await ask(dns.ports.dns, queryMessage('other.example', 1), 6000), 1002)
  assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 2)
})

test('a client that asks too much is not answered, and answered again when it asks less', async (t) => {
  const { dns } = await running(t, { perClientPerSecond: 20 })
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => ask(dns.ports.dns, queryMessage('games.example', 1), 300)),
  )
  const answered = answers.filter((answer) => answer === 2).length
  assert.ok(answered >= 15 && answered <= 40, `${answered}`)
  await wait(500)
  assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 2)
})

test('what a thread had decided and not handed over when it died is counted, to the last visit', async (t) => {
  const batches: ActivityBatch[] = []
  const { dns } = await running(t, { onActivity: (batch) => batches.push(batch) })
  const told = () => batches.reduce((sum, { visits, dropped }) => sum + visits.length + dropped, 0)
  // Just after a batch, so that what comes now waits for the next one.
  assert.equal(await ask(dns.ports.dns, queryMessage('games.example', 1)), 2)
  while (told() < 1) await wait(5)
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    assert.equal(await ask(dns.ports.dns, queryMessage(`${name}.games.example`, 1)), 2)
  assert.equal(told() + dns.notHandedOver(), 6)
  await dns.endOneThread()
  while (dns.startedAgain() === 0) await wait(5)
  assert.equal(told(), 6)
  assert.equal(
    batches.reduce((sum, { dropped }) => sum + dropped, 0),
    5,
  )
  assert.equal(dns.notHandedOver(), 0)
})

test('a thread that dies is started again within a second, on the same port, and counted', async (t) => {
  const { dns, said } = await running(t)
  const diedAtMs = performance.now()
  await dns.endOneThread()
  let answer = -1
  while (answer === -1 && performance.now() - diedAtMs < 3000)
    answer = await ask(dns.ports.dns, queryMessage('games.example', 1), 50)
  const afterMs = performance.now() - diedAtMs
  assert.equal(answer, 2)
  assert.ok(afterMs < 1000 * slownessOfMachine(), `${afterMs} ms`)
  assert.equal(dns.startedAgain(), 1)
  assert.match(said.join(), /started again/)
})

test('a snapshot with a server that is none is refused while the one before goes on', async (t) => {
  const { dns } = await running(t)
  const forwards = [{ name: 'ad.alder.local', servers: ['10.1.0.3:99999'] }]
  await assert.rejects(dns.swap(aSnapshot({ ...loopback, forwards })), /10\.1\.0\.3:99999 is no address/)
  assert.equal(await ask(dns.ports.dns, queryMessage('news.example', 1)), 1)
  assert.equal(dns.startedAgain(), 0)
})

test('where a port is taken it does not start, says which one, and leaves no thread behind', async (t) => {
  const taken = createServer()
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  t.after(() => taken.close())
  const { port } = taken.address() as AddressInfo
  const said: string[] = []
  const starting = startDns({
    loaded: aSnapshot(loopback),
    ports: { address: '127.0.0.1', dns: port },
    threads: 2,
    upstreams: [],
    onTrouble: (sentence) => said.push(sentence),
  })
  await assert.rejects(starting, { code: 'EADDRINUSE', port })
  await wait(300)
  assert.equal(said.length, 1, 'it is not tried again and again')
})
