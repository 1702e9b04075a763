// What answers questions of a small school, with its time and its cache in the test's hands.

import assert from 'node:assert/strict'
import { type Answerer, createAnswerer } from '#/engines/dns/answer.ts'
import { cacheKey, createCache } from '#/engines/dns/cache.ts'
import { createClients } from '#/engines/dns/clients.ts'
import { readAnswer, recordsOf } from '#/engines/dns/read-answer.ts'
import { prepareServing, type Serving } from '#/engines/dns/serving.ts'
import { get16 } from '#/engines/dns/wire.ts'
import { createActivity, type Visit } from '#/engines/filter/index.ts'
import { answerMessage, queryMessage } from './dns-messages.ts'
import { aSnapshot } from './dns-school.ts'

const day = Date.UTC(2026, 10, 16, 10, 0)

/** Answers as one thread does, at ten on a Monday; what it would fetch is kept by hand. */
export function aResolver(serving: Serving = prepareServing(aSnapshot(), () => 1)) {
  let [nowMs, steadyMs] = [day, 1000]
  const cache = createCache(1000, 1e6)
  const activity = createActivity(100)
  const clients = createClients(100)
  const answerer: Answerer = createAnswerer({ cache, activity, now: () => nowMs, steadyMs: () => steadyMs })
  const keep = (name: string, type: number, answers: Buffer[], group = 0, code = 0): void => {
    const answered = readAnswer(answerMessage(name, type, answers, code))
    assert.ok(answered)
    cache.keep(cacheKey(name, type, group), answered, steadyMs)
  }
  return {
    keep,
    cache,
    answerer,
    visits: (): readonly Visit[] => activity.takeBatch()?.visits ?? [],
    pass: (ms: number): void => {
      nowMs += ms
      steadyMs += ms
    },
    setClock: (toMs: number): void => {
      nowMs = toMs
    },
    ask: (name: string, type: number, from = '10.1.0.7', edns = false) => {
      const client = clients.find(from, serving, nowMs)
      const length = answerer.answer(
        queryMessage(name, type, { id: 77, ...(edns ? { edns: {} } : {}) }),
        client,
        serving,
      )
      return length > 0 ? read(answerer.room().subarray(0, length)) : length
    },
  }
}

function read(message: Buffer) {
  const records = recordsOf(message) ?? []
  return {
    code: get16(message, 2) & 0xf,
    id: get16(message, 0),
    answers: records
      .slice(0, get16(message, 6))
      .map(({ type, data, end }) => `${type} ${message.subarray(data, end).join('.')}`),
    seconds: records.map(({ data }) => message.readUInt32BE(data - 6)),
    why: get16(message, 10) === 1 && message.at(-3) === 2 ? message.readUInt16BE(message.length - 2) : -1,
    message: Buffer.from(message),
  }
}
export type Read = ReturnType<typeof read>
/** Its code and answers. Fails for one that is still waited for. */
export const gave = (answer: Read | number): Pick<Read, 'code' | 'answers'> => {
  assert.ok(typeof answer === 'object', `got ${answer}`)
  return { code: answer.code, answers: answer.answers }
}
