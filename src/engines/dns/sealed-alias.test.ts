import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becauseOf, concernOf, createActivity, isAllowed } from '#/engines/filter/index.ts'
import { answerMessage, queryMessage, recordBytes } from '../../../test/dns-messages.ts'
import { aSnapshot, dnsPolicy } from '../../../test/dns-school.ts'
import { createAnswerer } from './answer.ts'
import { cacheKey, createCache } from './cache.ts'
import { createClients } from './clients.ts'
import { wireName } from './name.ts'
import { readAnswer } from './read-answer.ts'
import { prepareServing } from './serving.ts'
import { recordType } from './wire.ts'

const now = Date.UTC(2026, 10, 16, 10, 0)

/** The last byte of what the pupils' network gets for a name that leads to another: 2 is the block page. */
function aNetwork(change: Parameters<typeof aSnapshot>[0]) {
  const serving = prepareServing(aSnapshot(change), () => 1)
  const cache = createCache(1000, 1e6)
  const activity = createActivity(100)
  const client = createClients(100).find('10.1.0.7', serving, now)
  const answerer = createAnswerer({ cache, activity, now: () => now, steadyMs: () => 1000 })
  return {
    visits: () => activity.takeBatch()?.visits ?? [],
    isBlocked: (name: string, leadsTo: string): boolean => {
      const alias = recordBytes(name, recordType.cname, 60, wireName(leadsTo))
      const answered = readAnswer(answerMessage(name, recordType.a, [alias]))
      assert.ok(answered)
      cache.keep(cacheKey(name, recordType.a, 0), answered, 1000)
      const length = answerer.answer(queryMessage(name, recordType.a, { id: 7 }), client, serving)
      return answerer.room()[length - 1] === 2
    },
  }
}

test('what is sealed stays shut by every name that leads to it, whoever opened that name, and the hit is on record', () => {
  const localNames = [{ name: 'www.sealed.example', addresses: ['10.1.0.9'] }]
  const { isBlocked, visits } = aNetwork({ localNames })
  for (const name of ['open.example', 'childline.org.uk', 'news.example', 'www.sealed.example'])
    assert.equal(isBlocked(name, 'cdn.sealed.example'), true, name)
  assert.equal(isBlocked('open.example', 'cdn.games.example'), false)
  assert.equal(visits().filter(({ decision }) => becauseOf(decision) === 'sealed').length, 4)
})

test('what is open for a time does not lead to what is never open, nor what a time of day opens to what is shut', () => {
  const policy = {
    ...dnsPolicy,
    exceptions: [{ site: 'lesson.example', profiles: 'all' as const, untilMs: now + 1000 }],
    closedToExceptions: ['games'],
  }
  const { isBlocked } = aNetwork({ policy })
  assert.equal(isBlocked('lesson.example', 'cdn.games.example'), true)
  assert.equal(isBlocked('lesson.example', 'cdn.chat.example'), false)
})

test('an alias of what is a concern is on record as that, and of anything else only as what was asked for', () => {
  const policy = { ...dnsPolicy, concerns: ['games'] }
  const { isBlocked, visits } = aNetwork({ policy })
  assert.equal(isBlocked('a.example', 'cdn.games.example'), true)
  assert.equal(isBlocked('b.example', 'cdn.chat.example'), true)
  assert.deepEqual(
    visits().map(({ name, decision }) => [name, isAllowed(decision), concernOf(decision)]),
    [
      ['a.example', true, 0],
      ['a.example', false, 1],
      ['b.example', true, 0],
    ],
  )
})
