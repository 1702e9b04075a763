import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { anUpstream, type Mood } from '../../../test/dns-upstream.ts'
import { cacheKey, createCache, dataOfKept } from './cache.ts'
import { createResolver, serverAddress } from './resolver.ts'

async function asking(t: TestContext, ...moods: Mood[]) {
  const upstreams = await Promise.all(moods.map(() => anUpstream()))
  const cache = createCache(1000, 1e6)
  const steadyMs = () => performance.now()
  const resolver = createResolver(
    cache,
    upstreams.map(({ server }) => server),
    steadyMs,
  )
  for (const [at, mood] of moods.entries()) upstreams[at]?.setMood(mood)
  t.after(async () => {
    resolver.close()
    await Promise.all(upstreams.map(({ stop }) => stop()))
  })
  const fetch = async (name: string) => {
    await new Promise<void>((resolve) => resolver.fetch({ name, type: 1, group: 0 }, resolve))
    const kept = cache.find(cacheKey(name, 1, 0))
    return kept && (kept.code < 0 ? 'nobody' : dataOfKept(kept, 1).map((bytes) => bytes.join('.')))
  }
  return { upstreams, resolver, cache, fetch }
}

const outcomes: readonly [what: string, moods: Mood[], answer: string | string[], ways: string[]][] = [
  ['an upstream that is well', ['well'], ['192.0.2.1'], ['udp']],
  ['one whose answer does not fit is asked by TCP', ['truncates'], ['192.0.2.1'], ['udp', 'tcp']],
  ['one that forgets the case of letters is asked by TCP', ['lowerCase'], ['192.0.2.1'], ['udp', 'tcp']],
  ['an answer with a wrong number is not heard', ['forged'], ['192.0.2.1'], ['udp']],
  ['one that fails is passed by for the next', ['fails', 'well'], ['192.0.2.1'], ['udp']],
  ['one that writes badly, too', ['garbage', 'well'], ['192.0.2.1'], ['udp']],
  ['when none answers as it should, that is known', ['fails', 'garbage'], 'nobody', ['udp']],
]
for (const [what, moods, answer, ways] of outcomes) {
  test(`${what}: ${answer}`, async (t) => {
    const { fetch, upstreams } = await asking(t, ...moods)
    assert.deepEqual(await fetch('www.news.example'), answer)
    assert.deepEqual(
      upstreams.at(-1)?.asked.slice(0, ways.length),
      ways.map((way) => `${way} www.news.example 1`),
    )
  })
}

test('after a few silent tries the next upstream comes first, and nobody waits any more', async (t) => {
  const { fetch } = await asking(t, 'silent', 'well')
  for (let at = 0; at < 4; at++) assert.deepEqual(await fetch(`n${at}.example`), ['192.0.2.1'])
  const startedMs = performance.now()
  assert.deepEqual(await fetch('now.example'), ['192.0.2.1'])
  assert.ok(performance.now() - startedMs < 500)
})

test('many who ask the same ask the upstream once', async (t) => {
  const { fetch, upstreams } = await asking(t, 'well')
  await Promise.all(Array.from({ length: 50 }, () => fetch('same.example')))
  assert.equal(upstreams[0]?.asked.length, 1)
})

test('a flood of names is bounded: beyond what may wait, no more is asked', async (t) => {
  const { resolver } = await asking(t, 'silent')
  let done = 0
  for (let at = 0; at < 5000; at++)
    resolver.fetch({ name: `n${at}.flood.example`, type: 1, group: 0 }, () => done++)
  assert.equal(resolver.waiting(), 2000)
  assert.equal(done, 3000)
})

test('servers are addresses, with a port or without', () => {
  assert.deepEqual(serverAddress('192.0.2.1'), { address: '192.0.2.1', port: 53 })
  assert.deepEqual(serverAddress('192.0.2.1:5353'), { address: '192.0.2.1', port: 5353 })
  assert.deepEqual(serverAddress('2001:db8::1'), { address: '2001:db8::1', port: 53 })
  assert.deepEqual(serverAddress('[2001:db8::1]:5353'), { address: '2001:db8::1', port: 5353 })
  for (const wrong of ['dns.example', '192.0.2.1:99999', ''])
    assert.throws(() => serverAddress(wrong), /no address of a server/)
})

test('from outside no answer leads inside; servers that the school named for a name may lead there', async (t) => {
  const { upstreams, resolver, cache, fetch } = await asking(t, 'well', 'well')
  const insides = [
    [10, 1, 0],
    [127, 0, 0],
    [169, 254, 169],
    [172, 20, 0],
    [192, 168, 1],
    [0, 0, 0],
  ] as const
  for (const inside of insides) {
    for (const { setNetwork } of upstreams) setNetwork(inside)
    assert.deepEqual(await fetch(`${inside.join('-')}.rebinds.example`), [], inside.join('.'))
  }
  for (const { setNetwork } of upstreams) setNetwork([10, 1, 0])
  // The same servers as for everything else: that the school named them counts.
  const group = resolver.groupOf(upstreams.map(({ server }) => server))
  await new Promise<void>((done) => resolver.fetch({ name: 'dc1.ad.alder.local', type: 1, group }, done))
  const kept = cache.find(cacheKey('dc1.ad.alder.local', 1, group))
  assert.deepEqual(kept && dataOfKept(kept, 1).map((bytes) => bytes.join('.')), ['10.1.0.1'])
})
