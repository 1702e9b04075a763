import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressBytes } from '#/engines/filter/index.ts'
import { answerMessage, queryMessage, recordBytes } from '../../../test/dns-messages.ts'
import { readName, skipName, wireName } from './name.ts'
import { blankQuery, readQuery } from './query.ts'
import { readAnswer } from './read-answer.ts'
import { get16, recordType } from './wire.ts'

const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/)
const name = fc.array(label, { minLength: 1, maxLength: 10 }).map((labels) => labels.join('.'))
const bytes = fc.uint8Array({ maxLength: 300 })

test('a name is the same after it was sent, in whatever case it came', () => {
  fc.assert(
    fc.property(name, fc.boolean(), (sent, upper) => {
      const wire = Buffer.concat([Buffer.alloc(12), wireName(upper ? sent.toUpperCase() : sent)])
      assert.equal(readName(wire, 12, wire.length), sent)
      assert.equal(skipName(wire, 12, wire.length), wire.length)
    }),
  )
})

test('a dot or any other byte inside a label cannot pass for another name', () => {
  const wire = Buffer.concat([Buffer.alloc(12), Buffer.from('\x05a.b\x00\xe9\x03com\x00', 'latin1')])
  const read = readName(wire, 12, wire.length)
  assert.equal(read, 'a\\046b\\000\\233.com')
  assert.deepEqual(wireName(read ?? ''), wire.subarray(12))
})

const crooked: readonly [what: string, bytes: string][] = [
  ['a pointer to itself', '\xc0\x0c'],
  ['a pointer forwards', '\xc0\x10\x01a\x01b\x00'],
  ['a pointer into the header', '\xc0\x02'],
  ['a label that is cut off', '\x05abc'],
  ['no end', '\x01a'],
  ['a label of a kind that does not exist', `\x41${'a'.repeat(65)}\x00`],
  ['more than 255 bytes', `${`\x3f${'a'.repeat(63)}`.repeat(4)}\x00`],
]
for (const [what, sent] of crooked) {
  test(`a name with ${what} is none`, () => {
    const wire = Buffer.concat([Buffer.alloc(12), Buffer.from(sent, 'latin1')])
    assert.equal(readName(wire, 12, wire.length), undefined)
  })
}

test('two pointers that lead to each other end', () => {
  const wire = Buffer.concat([Buffer.alloc(12), Buffer.from('\x01a\xc0\x0f\xc0\x0c', 'latin1')])
  assert.equal(readName(wire, 15, wire.length), undefined)
})

const reading = (packet: Uint8Array) => readQuery(packet, blankQuery())
const flagged = (flags: number) => {
  const packet = queryMessage('a.example', recordType.a)
  packet.writeUInt16BE(flags, 2)
  return packet
}

test('what is no question is dropped or told so', () => {
  const question = queryMessage('a.example', recordType.a)
  assert.equal(reading(question), 'question')
  assert.equal(reading(question.subarray(0, 11)), 'drop')
  assert.equal(reading(flagged(0x8100)), 'drop')
  assert.equal(reading(flagged(0x2000)), 'notImplemented')
  assert.equal(reading(question.subarray(0, -1)), 'formatError')
  assert.equal(reading(queryMessage('a.example', recordType.axfr)), 'refused')
  assert.equal(reading(queryMessage('a.example', recordType.a, { edns: { version: 1 } })), 'badVersion')
})

test('what a client can take in a packet is between 512 and 1,232 bytes', () => {
  const query = blankQuery()
  for (const [said, most] of [
    [0, 512],
    [900, 900],
    [65_535, 1232],
  ] as const) {
    assert.equal(readQuery(queryMessage('a.example', 1, { edns: { bytes: said } }), query), 'question')
    assert.deepEqual([query.edns, query.mostBytes], [true, most])
  }
})

test('of an answer, what came beside it is left out, and the shortest time counts', () => {
  const message = answerMessage('www.a.example', recordType.a, [
    recordBytes('www.a.example', recordType.cname, 300, wireName('b.example')),
    recordBytes('b.example', recordType.a, 60, Buffer.of(192, 0, 2, 1)),
  ])
  const answered = readAnswer(Buffer.concat([message, Buffer.from('beside')]))
  assert.deepEqual(answered?.leadsTo, ['b.example'])
  assert.equal(answered?.forSeconds, 60)
  assert.deepEqual(Buffer.from(answered?.bytes ?? []), message)
})

const service = (...parameters: Buffer[]) => Buffer.concat([Buffer.of(0, 1), Buffer.of(0), ...parameters])
const alpn = Buffer.from('\x00\x01\x00\x03\x02h2', 'latin1')
const ech = Buffer.from('\x00\x05\x00\x04echo', 'latin1')

test('a browser is not told how to hide where it goes, and the rest of the record stays', () => {
  const ask = (...parameters: Buffer[]) =>
    readAnswer(
      answerMessage('a.example', recordType.https, [
        recordBytes('a.example', recordType.https, 60, service(...parameters)),
      ]),
    )
  assert.deepEqual(ask(alpn, ech)?.bytes, ask(alpn)?.bytes)
  assert.ok(Buffer.from(ask(alpn)?.bytes ?? []).includes(alpn))
})

const v6 = (written: string) => Buffer.from(addressBytes(written) ?? [])
const publicV6 = v6('2606:4700::1111')
const insideV6 = ['::', '::1', 'fd00::7', 'fe80::1', '::ffff:0a01:9', '64:ff9b::7f00:1', '64:ff9b::a01:9']

test('of an answer from outside, what leads inside is left out and the rest stays; the school’s own may lead there', () => {
  const records = (type: number, ...all: Buffer[]) =>
    answerMessage('www.a.example', type, [
      recordBytes('www.a.example', recordType.cname, 300, wireName('b.example')),
      ...all.map((data) => recordBytes('b.example', type, 60, data)),
    ])
  const open = [publicV6, v6('64:ff9b::808:808')]
  const mixed = records(recordType.aaaa, ...insideV6.map(v6), ...open)
  const answered = readAnswer(mixed, true)
  assert.deepEqual(Buffer.from(answered?.bytes ?? []), records(recordType.aaaa, ...open))
  assert.deepEqual(answered?.leadsTo, ['b.example'])
  assert.deepEqual(Buffer.from(readAnswer(mixed)?.bytes ?? []), mixed)
})

test('nor does what tells a browser beforehand where a site is', () => {
  const hint = (key: number, ...all: Uint8Array[]) => {
    const data = Buffer.concat(all)
    return Buffer.concat([Buffer.of(0, key, 0, data.length), data])
  }
  const ask = (...parameters: Buffer[]) =>
    readAnswer(
      answerMessage('a.example', recordType.https, [
        recordBytes('a.example', recordType.https, 60, service(...parameters)),
      ]),
      true,
    )?.bytes
  const inside = hint(4, Buffer.of(1, 1, 1, 1), Buffer.of(192, 168, 1, 1))
  assert.deepEqual(ask(alpn, inside, hint(6, v6('fd00::7'))), ask(alpn))
  const outside = [alpn, hint(4, Buffer.of(1, 1, 1, 1)), hint(6, publicV6)]
  assert.ok(Buffer.from(ask(...outside) ?? []).includes(Buffer.concat(outside)))
})

test('a record that tells how to reach a site and cannot be read is left out', () => {
  const broken = recordBytes('a.example', recordType.https, 60, service(alpn.subarray(0, 5)))
  const answered = readAnswer(answerMessage('a.example', recordType.https, [broken]))
  assert.equal(get16(answered?.bytes ?? new Uint8Array(), 6), 0)
})

test('whatever bytes come, reading them ends and never throws', () => {
  const header = Uint8Array.of(1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)
  fc.assert(
    fc.property(bytes, fc.boolean(), fc.nat(12), (sent, withHeader, counts) => {
      const packet = withHeader ? Buffer.concat([header, sent]) : Buffer.from(sent)
      if (withHeader) packet[7] = counts
      readQuery(packet, blankQuery())
      readAnswer(packet, withHeader)
      for (let at = 0; at < packet.length; at += 7) {
        readName(packet, at, packet.length)
        skipName(packet, at, packet.length)
      }
    }),
    { numRuns: 20_000 },
  )
})

test('a good answer with bytes changed is read or refused, never thrown over', () => {
  const good = answerMessage('www.a.example', recordType.https, [
    recordBytes('www.a.example', recordType.cname, 300, wireName('b.example')),
    recordBytes('b.example', recordType.https, 60, service(alpn, ech)),
    recordBytes('b.example', recordType.a, 60, Buffer.of(192, 0, 2, 1)),
  ])
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.nat(good.length), (changes, length) => {
      const message = Buffer.from(good)
      for (const [at, byte] of changes) message[at] = byte
      readAnswer(message.subarray(0, length), true)
    }),
    { numRuns: 20_000 },
  )
})
