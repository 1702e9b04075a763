import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aResolver, gave, type Read } from '../../../test/a-resolver.ts'
import { recordBytes } from '../../../test/dns-messages.ts'
import { dnsPolicy } from '../../../test/dns-school.ts'
import { cacheKey } from './cache.ts'
import { wireName } from './name.ts'
import { waits } from './step.ts'
import { get16, recordType, responseCode } from './wire.ts'

const { a, aaaa, https } = recordType
const day = Date.UTC(2026, 10, 16, 10, 0)

const page = { code: 0, answers: [`${a} 10.1.0.2`] }
const nothing = { code: 0, answers: [] }
const noName = { code: responseCode.noSuchName, answers: [] }

const here: readonly [what: string, name: string, type: number, from: string, answer: object][] = [
  ['a blocked site leads to the block page', 'www.games.example', a, '10.1.0.7', page],
  ['by IPv6, where the page has no such address, to nothing', 'games.example', aaaa, '10.1.0.7', nothing],
  ['and no hint of where the site is', 'games.example', https, '10.1.0.7', nothing],
  ['a profile that says there is no such name', 'games.example', a, '10.1.128.4', noName],
  ['the sealed list', 'sealed.example', a, '10.1.0.7', page],
  ['Firefox’s question whether it may go round', 'use-application-dns.net', a, '10.1.0.7', noName],
  ['Private Relay', 'mask.icloud.com', a, '10.1.0.7', noName],
  ['a device that asks for other resolvers', '_dns.resolver.arpa', recordType.svcb, '10.1.0.7', nothing],
  ['a public resolver that hides questions', 'chrome.cloudflare-dns.com', a, '10.1.0.7', noName],
  [
    'a name of the school’s own',
    'printer.alder.example',
    a,
    '10.1.0.7',
    { code: 0, answers: [`${a} 10.1.0.9`] },
  ],
  ['this machine', 'localhost', a, '10.1.0.7', { code: 0, answers: [`${a} 127.0.0.1`] }],
  ['a private address outside', '4.3.2.10.in-addr.arpa', recordType.ptr, '10.1.0.7', noName],
  ['safe search by type 65', 'www.google.co.uk', https, '10.1.0.7', nothing],
  ['somebody who is no school’s', 'bbc.co.uk', a, '203.0.113.4', { code: responseCode.refused, answers: [] }],
]
for (const [what, name, type, from, answer] of here) {
  test(`${what}: answered here, and nobody outside is asked`, () => {
    assert.deepEqual(gave(aResolver().ask(name, type, from)), answer)
  })
}

test('a blocked answer holds two seconds, and says why to who can read it', () => {
  const answer = aResolver().ask('games.example', a, '10.1.0.7', true) as Read
  assert.deepEqual([answer.seconds, answer.why, answer.id], [[2], 15, 77])
})

test('what is not known is asked for, and then given with its seconds counted down', () => {
  const resolver = aResolver()
  assert.equal(resolver.ask('news.example', a), waits)
  assert.deepEqual(resolver.answerer.missing, { name: 'news.example', type: a, group: 0 })
  resolver.keep('news.example', a, [recordBytes('news.example', a, 60, Buffer.of(192, 0, 2, 1))])
  resolver.pass(10_000)
  const answer = resolver.ask('NEWS.example', a) as Read
  assert.deepEqual(gave(answer), { code: 0, answers: [`${a} 192.0.2.1`] })
  assert.deepEqual(answer.seconds, [50])
  assert.match(answer.message.toString('latin1'), /NEWS/)
  resolver.pass(60_000)
  assert.equal(resolver.ask('news.example', a), waits)
})

test('a clock that is set does not make answers old or everlasting', () => {
  const resolver = aResolver()
  resolver.keep('news.example', a, [recordBytes('news.example', a, 60, Buffer.of(192, 0, 2, 1))])
  resolver.setClock(day + 366 * 24 * 3600 * 1000)
  assert.equal(gave(resolver.ask('news.example', a)).code, 0)
  resolver.setClock(day - 366 * 24 * 3600 * 1000)
  resolver.pass(61_000)
  assert.equal(resolver.ask('news.example', a), waits)
})

test('a name that leads to a blocked one is blocked; one that the school opened is not', () => {
  const resolver = aResolver()
  for (const name of ['harmless.example', 'open.example'])
    resolver.keep(name, a, [recordBytes(name, recordType.cname, 60, wireName('cdn.games.example'))])
  assert.deepEqual(gave(resolver.ask('harmless.example', a)), page)
  assert.deepEqual(gave(resolver.ask('open.example', a)).answers.length, 1)
})

test('when nobody answers, what was known is given, marked as old; without it, a clear failure', () => {
  const resolver = aResolver()
  resolver.keep('news.example', a, [recordBytes('news.example', a, 60, Buffer.of(192, 0, 2, 1))])
  resolver.pass(61_000)
  resolver.cache.fail(cacheKey('news.example', a, 0), 62_000)
  resolver.cache.fail(cacheKey('other.example', a, 0), 62_000)
  const answer = resolver.ask('news.example', a, '10.1.0.7', true) as Read
  assert.deepEqual([answer.answers, answer.seconds, answer.why], [[`${a} 192.0.2.1`], [30], 3])
  assert.equal(gave(resolver.ask('other.example', a)).code, responseCode.failed)
  resolver.pass(6000)
  assert.equal(resolver.ask('news.example', a), waits)
})

test('who asks is the device’s person until the sign-in ends, and then whatever the network says', () => {
  const resolver = aResolver()
  assert.deepEqual(gave(resolver.ask('games.example', a, '10.1.0.50')), noName)
  resolver.pass(3600_000)
  assert.deepEqual(gave(resolver.ask('games.example', a, '10.1.0.50')), page)
  assert.deepEqual(
    resolver.visits().map(({ who, profile }) => [who, profile]),
    [
      ['person-1', 1],
      [null, 0],
    ],
  )
})

test('a device whose access is suspended reaches help and nothing else, and help is not on record', () => {
  const resolver = aResolver()
  assert.deepEqual(gave(resolver.ask('news.example', a, '10.1.0.51')), page)
  assert.equal(resolver.ask('www.childline.org.uk', a, '10.1.0.51'), waits)
  assert.deepEqual(
    resolver.visits().map(({ name }) => name),
    ['news.example'],
  )
})

test('a name that an expression fits is blocked as one on a list is, and so is a name that leads there', () => {
  const resolver = aResolver()
  for (const _ of ['first', 'again']) {
    assert.deepEqual(gave(resolver.ask('www.arcade42.example', a)), page)
    assert.equal(resolver.ask('arcades.example', a), waits)
  }
  resolver.keep('leads.example', a, [
    recordBytes('leads.example', recordType.cname, 60, wireName('arcade7.example')),
  ])
  assert.deepEqual(gave(resolver.ask('leads.example', a)), page)
})

test('one page is one visit, however many kinds of record a browser asks for', () => {
  const resolver = aResolver()
  for (const type of [a, aaaa, https]) resolver.ask('news.example', type)
  assert.equal(resolver.visits().length, 1)
  resolver.pass(10_000)
  resolver.ask('news.example', a)
  assert.equal(resolver.visits().length, 1)
})

test('the school’s own servers answer for its names, also where only chosen sites are open', () => {
  const resolver = aResolver()
  assert.deepEqual(gave(resolver.ask('news.example', a, '10.1.64.1')), page)
  assert.equal(resolver.ask('dc1.ad.alder.local', a, '10.1.64.1'), waits)
  assert.deepEqual(resolver.answerer.missing, { name: 'dc1.ad.alder.local', type: a, group: 1 })
})

test('an answer too long for a packet says so', () => {
  const resolver = aResolver()
  const many = Array.from({ length: 60 }, (_, at) =>
    recordBytes('many.example', a, 60, Buffer.of(192, 0, 2, at)),
  )
  resolver.keep('many.example', a, many)
  const answer = resolver.ask('many.example', a) as Read
  assert.equal(get16(answer.message, 2) & 0x0200, 0x0200)
  assert.equal(answer.answers.length, 0)
})

test('a policy is asked for the profile, at the time, of the school', () => {
  assert.equal(dnsPolicy.profiles.length, 3)
  const resolver = aResolver()
  assert.deepEqual(gave(resolver.ask('chat.example', a)), page)
  resolver.setClock(Date.UTC(2026, 10, 16, 12, 30))
  assert.equal(resolver.ask('chat.example', a), waits)
  resolver.setClock(Date.UTC(2026, 10, 14, 12, 30))
  assert.deepEqual(gave(resolver.ask('chat.example', a)), page)
})
