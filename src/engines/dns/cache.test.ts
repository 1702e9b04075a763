import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerMessage, recordBytes } from '../../../test/dns-messages.ts'
import { cacheKey, createCache } from './cache.ts'
import { type Answered, readAnswer } from './read-answer.ts'

const answered = (name: string): Answered => {
  const read = readAnswer(answerMessage(name, 1, [recordBytes(name, 1, 60, Buffer.of(192, 0, 2, 1))]))
  assert.ok(read)
  return read
}

test('a million children of one name drive out each other, and not what is asked for again and again', () => {
  const cache = createCache(5000, 2 * 1024 * 1024)
  const wanted = Array.from({ length: 500 }, (_, at) => `site${at}.example`)
  const key = (name: string): string => cacheKey(name, 1, 0)
  for (const name of wanted) {
    cache.keep(key(name), answered(name), 0)
    for (let asked = 0; asked < 3; asked++) cache.find(key(name))
  }
  const one = answered('x.flood.example')
  for (let at = 0; at < 1_000_000; at++) {
    cache.keep(cacheKey(`${at}.flood.example`, 1, 0), one, at)
    if (at % 5 === 0) cache.find(key(wanted[(at / 5) % wanted.length] as string))
  }
  assert.ok(cache.entries() <= 5000)
  assert.ok(cache.bytes() <= 2 * 1024 * 1024)
  assert.equal(wanted.filter((name) => cache.find(key(name))).length, wanted.length)
})

test('what takes too much room goes, long before there are too many', () => {
  const cache = createCache(100_000, 200_000)
  for (let at = 0; at < 5000; at++) cache.keep(cacheKey(`${at}.example`, 1, 0), answered(`${at}.example`), 0)
  assert.ok(cache.bytes() <= 200_000)
  assert.ok(cache.entries() > 50 && cache.entries() < 600, `${cache.entries()}`)
})

test('an answer that holds for no time is kept for a second, so that whoever waits gets it', () => {
  const cache = createCache(10, 10_000)
  cache.keep('key', { ...answered('a.example'), forSeconds: 0 }, 5000)
  assert.equal(cache.find('key')?.untilMs, 6000)
})
