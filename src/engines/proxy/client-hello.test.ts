import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { before, test } from 'node:test'
import { connect } from 'node:tls'
import { readClientHello } from './client-hello.ts'

let greeting: Buffer
before(async () => {
  greeting = await greetingFor('Lesson.Example.')
})

/** What Node’s own TLS sends first. */
function greetingFor(servername: string): Promise<Buffer> {
  return new Promise((done) => {
    const server = createServer((socket) => {
      socket.once('data', (bytes) => {
        socket.destroy()
        server.close()
        done(bytes)
      })
    })
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      connect({ port, host: '127.0.0.1', servername }).on('error', () => {})
    })
  })
}

/** The same message in records of so many bytes. */
function cutInto(bytes: Buffer, size: number): Buffer {
  const message = bytes.subarray(5)
  const records: Buffer[] = []
  for (let at = 0; at < message.length; at += size) {
    const part = message.subarray(at, at + size)
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part)
  }
  return Buffer.concat(records)
}

test('the name of the site is read, in its one form', () => {
  assert.deepEqual(readClientHello(greeting), { kind: 'hello', host: 'lesson.example' })
})

test('a greeting may come in any pieces, and says nothing before it is whole', () => {
  for (let length = 0; length < greeting.length; length++) {
    assert.deepEqual(readClientHello(greeting.subarray(0, length)), { kind: 'unfinished' }, `${length} bytes`)
  }
})

test('a greeting cut into a few records is read, and into many is refused', () => {
  assert.deepEqual(readClientHello(cutInto(greeting, 400)), { kind: 'hello', host: 'lesson.example' })
  assert.deepEqual(readClientHello(cutInto(greeting, 3)), { kind: 'notTls' })
})

test('what is no greeting is none, and changed bytes never do harm', () => {
  assert.deepEqual(readClientHello(Buffer.from('GET / HTTP/1.1\r\n')), { kind: 'notTls' })
  let seed = 7
  const chance = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return seed % below
  }
  for (let round = 0; round < 50_000; round++) {
    const changed = Buffer.from(greeting)
    for (let change = 0; change <= chance(6); change++) changed[chance(changed.length)] = chance(256)
    assert.ok(['hello', 'notTls', 'unfinished'].includes(readClientHello(changed).kind))
  }
})
