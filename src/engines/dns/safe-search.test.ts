import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aResolver, gave } from '../../../test/a-resolver.ts'
import { recordBytes } from '../../../test/dns-messages.ts'
import { cacheKey } from './cache.ts'
import { wireName } from './name.ts'
import { waits } from './step.ts'
import { recordType, responseCode } from './wire.ts'

const { a, aaaa } = recordType

test('safe search leads to the engine’s safe host; while that is not known, to nowhere', () => {
  const resolver = aResolver()
  assert.equal(resolver.ask('www.google.co.uk', a), waits)
  assert.equal(resolver.answerer.missing.name, 'forcesafesearch.google.com')
  resolver.cache.fail(cacheKey('forcesafesearch.google.com', a, 0), 1000)
  assert.equal(gave(resolver.ask('www.google.co.uk', a)).code, responseCode.failed)
  resolver.keep('forcesafesearch.google.com', a, [
    recordBytes('forcesafesearch.google.com', a, 60, Buffer.of(216, 239, 38, 120)),
  ])
  const answer = gave(resolver.ask('www.google.co.uk', a))
  const alias = wireName('forcesafesearch.google.com').join('.')
  assert.deepEqual(answer.answers, [`${recordType.cname} ${alias}`, `${a} 216.239.38.120`])
})

test('safe search by IPv6 leads to the same safe host, and never to the engine itself', () => {
  const resolver = aResolver()
  assert.equal(resolver.ask('www.google.co.uk', aaaa), waits)
  assert.deepEqual(
    { ...resolver.answerer.missing },
    { name: 'forcesafesearch.google.com', type: aaaa, group: 0 },
  )
  const safe = Buffer.from('20014860480200320000000000000078', 'hex')
  resolver.keep('forcesafesearch.google.com', aaaa, [
    recordBytes('forcesafesearch.google.com', aaaa, 60, safe),
  ])
  const alias = wireName('forcesafesearch.google.com').join('.')
  assert.deepEqual(gave(resolver.ask('www.google.co.uk', aaaa)).answers, [
    `${recordType.cname} ${alias}`,
    `${aaaa} ${safe.join('.')}`,
  ])
  // Where the safe host has no such address there is none, rather than the open one.
  resolver.keep('strict.bing.com', aaaa, [])
  const none = gave(resolver.ask('www.bing.com', aaaa))
  assert.deepEqual(
    none.answers.map((one) => one.split(' ')[0]),
    [`${recordType.cname}`],
  )
})

test('each profile has its own level for videos', () => {
  const resolver = aResolver()
  resolver.ask('www.youtube.com', a)
  assert.equal(resolver.answerer.missing.name, 'restrict.youtube.com')
  resolver.ask('www.youtube.com', a, '10.1.128.4')
  assert.equal(resolver.answerer.missing.name, 'www.youtube.com')
})
