// What answers questions of a small school, without a way in.

import type { TestContext } from 'node:test'
import { createQuestions, type Questions } from '#/engines/dns/questions.ts'
import { prepareServing, type Serving } from '#/engines/dns/serving.ts'
import { aSnapshot } from './dns-school.ts'

/** Anybody on loopback is a pupil there. It ends with the test. */
export function someQuestions(t: TestContext): Questions {
  let serving: Serving | undefined
  const questions = createQuestions({
    serving: () => serving,
    upstreams: [],
    perClientPerSecond: 100_000,
    cacheEntries: 100,
    cacheBytes: 100_000,
    mostVisits: 10,
  })
  const loaded = aSnapshot({ networks: [{ range: '127.0.0.0/8', profile: 'pupils' }], devices: [] })
  serving = prepareServing(loaded, questions.groupOf)
  t.after(questions.close)
  return questions
}
