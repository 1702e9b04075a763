// Packets made from good ones by chance, the same for the same seed.

import { createAnswerer } from '#/engines/dns/answer.ts'
import { cacheKey, createCache } from '#/engines/dns/cache.ts'
import { createClients } from '#/engines/dns/clients.ts'
import { wireName } from '#/engines/dns/name.ts'
import { readAnswer } from '#/engines/dns/read-answer.ts'
import { prepareServing } from '#/engines/dns/serving.ts'
import { waits } from '#/engines/dns/step.ts'
import { createActivity } from '#/engines/filter/index.ts'
import { answerMessage, queryMessage, recordBytes } from './dns-messages.ts'
import { aSnapshot } from './dns-school.ts'

/** What became of all packets. `kept` answers of upstreams were taken into the cache, and asked for. */
export type Fuzzed = {
  answered: number
  dropped: number
  waiting: number
  threw: number
  kept: number
  firstThrown: string
}

const service = Buffer.from('\x00\x01\x00\x00\x01\x00\x03\x02h2\x00\x05\x00\x04echo', 'latin1')
const questions = [
  queryMessage('www.games.example', 1, { edns: {} }),
  queryMessage('news.example', 65),
  queryMessage('www.google.co.uk', 28, { edns: { bytes: 600 } }),
  queryMessage('printer.alder.example', 255),
]
const answers = [
  answerMessage('news.example', 1, [
    recordBytes('news.example', 5, 300, wireName('cdn.example')),
    recordBytes('cdn.example', 1, 60, Buffer.of(192, 0, 2, 1)),
  ]),
  answerMessage('news.example', 65, [recordBytes('news.example', 65, 60, service)]),
]

/** So many questions that were good ones, changed by chance; each with a number by chance, for whatever else is changed. */
export function* changedQuestions(count: number, seed = 1): Generator<{ packet: Buffer; number: number }> {
  const chance = chanceFrom(seed)
  for (let at = 0; at < count; at++)
    yield { packet: changed(questions[at % questions.length] as Buffer, chance), number: chance(1 << 16) }
}

/** So many questions, each followed by an answer of an upstream, all changed by chance. */
export function fuzz(count: number, seed = 1): Fuzzed {
  const chance = chanceFrom(seed)
  const serving = prepareServing(aSnapshot(), () => 1)
  const client = createClients(100).find('10.1.0.7', serving, 0)
  const cache = createCache(1000, 1e6)
  const needs = { cache, activity: createActivity(10), now: () => 0, steadyMs: () => 0 }
  const answerer = createAnswerer(needs)
  const fuzzed: Fuzzed = { answered: 0, dropped: 0, waiting: 0, threw: 0, kept: 0, firstThrown: '' }
  const key = cacheKey('kept.example', 1, 0)
  const asking = queryMessage('kept.example', 1)
  for (let at = 0; at < count; at++) {
    try {
      const length = answerer.answer(
        changed(questions[at % questions.length] as Buffer, chance),
        client,
        serving,
      )
      fuzzed[length === waits ? 'waiting' : length === 0 ? 'dropped' : 'answered']++
      const answered = readAnswer(changed(answers[at % answers.length] as Buffer, chance))
      if (!answered) continue
      fuzzed.kept++
      cache.keep(key, answered, 0)
      answerer.answer(asking, client, serving)
    } catch (error) {
      fuzzed.threw++
      fuzzed.firstThrown ||= String(error instanceof Error ? error.stack : error)
    }
  }
  return fuzzed
}

/** Numbers from 0 up to `below`, spread well enough (xorshift). */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed | 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

function changed(good: Buffer, chance: (below: number) => number): Buffer {
  const packet = Buffer.from(good)
  for (let change = chance(6); change > 0; change--) {
    const at = chance(packet.length)
    // Values that mean something where they are: ends, pointers, the longest label, all bits.
    packet[at] = [0, 0xc0, 63, 255, chance(256), (packet[at] as number) ^ (1 << chance(8))][
      chance(6)
    ] as number
  }
  const what = chance(8)
  if (what === 0) return packet.subarray(0, chance(packet.length + 1))
  return what === 1 ? Buffer.concat([packet, good.subarray(chance(good.length))]) : packet
}
