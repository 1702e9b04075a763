// What is an attempt at something that harms stays one, whatever else blocks it (decision S16).

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import {
  becauseOf,
  blankQuestion,
  compileIndex,
  compilePolicy,
  createDecider,
  emptySlot,
  explain,
  isAllowed,
  leadsToHelp,
  type Policy,
  type Question,
  readSealedFeed,
} from './index.ts'
import { createTeller } from './tell-visit.ts'

const list = (
  names: string[],
  more: { urls?: string[]; expressions?: string[]; allowed?: string[] } = {},
) => ({
  names,
  ...{ urls: [], expressions: [], ...more },
})
const { index } = compileIndex([
  { category: 'social', list: list(['social.example', 'both.example', 'recruits.example']) },
  { category: 'games', list: list(['games.example']) },
  {
    category: 'harm',
    list: list(['harm.example', 'both.example', 'wrong.example'], {
      urls: ['social.example/g/unwell'],
      expressions: ['(^|[^a-z0-9])thinspo($|[^a-z0-9])'],
      allowed: ['fine.harm.example'],
    }),
  },
  { category: 'terror', list: list(['terror.example', 'recruits.example']) },
])
const profile: Policy['profiles'][number] = {
  name: 'Key stage 2',
  blocks: ['social', 'harm', 'terror'],
  otherwise: 'allow',
  bands: [
    {
      name: 'Lessons',
      days: [1],
      fromMinute: 540,
      untilMinute: 720,
      schoolDaysOnly: false,
      blocks: ['social', 'games'],
      allows: [],
    },
  ],
  searchTerms: [
    { term: 'free games', category: 'games' },
    { term: 'hurt myself', category: 'harm' },
  ],
}
const policy: Policy = {
  profiles: [profile, { name: 'Reception', blocks: [], otherwise: 'block', bands: [] }],
  alwaysOpen: ['childline.org.uk'],
  rules: [
    { site: 'harm.example', does: 'block', profiles: 'all' },
    { site: 'wrong.example', does: 'allow', profiles: 'all' },
    { site: 'shut.example', does: 'block', profiles: 'all' },
  ],
  exceptions: [],
  closedToExceptions: [],
  helpFor: ['harm'],
  concerns: ['terror', 'harm'],
}

function aSchool(change: Partial<Policy> = {}, feed?: string) {
  const changed = { ...policy, ...change }
  const compiled = compilePolicy(index, changed)
  const decide = createDecider(compiled, feed === undefined ? emptySlot : readSealedFeed(feed, 'licence 1'))
  const teller = createTeller()
  teller.learn({
    ...{ index, sealed: emptySlot },
    snapshot: {
      ...{ madeAtMs: 0, indexFile: 'index-1', sealed: null },
      schools: [
        {
          ...{ school: 'alder', policy: changed, schoolDays: [], manners: [], networks: [], devices: [] },
          ...{ blockPage: { ipv4: null, ipv6: null }, localNames: [], forwards: [] },
        },
      ],
    },
  })
  return (host: string, more: Partial<Question> = {}) => {
    const question = { ...blankQuestion(), host, ...more }
    const decision = decide(question)
    const visit = {
      atMs: 0,
      snapshotMadeAtMs: 0,
      school: 'alder',
      who: null,
      address: '10.1.0.7',
      name: host,
    }
    const told = teller.tell({ ...visit, profile: question.profile, decision })
    return {
      ...{ allowed: isAllowed(decision), because: becauseOf(decision), category: told?.category ?? null },
      help: leadsToHelp(compiled, question.profile, decision),
      sentence: explain(compiled, question.profile, decision),
    }
  }
}

const ask = aSchool()

/** What is told of a question: the step that blocked, the category, and whether whoever asked reads where help is. */
const told = (host: string, more: Partial<Question> = {}, asked = ask) => {
  const { because, category, help } = asked(host, more)
  return [because, category, help]
}
const inLessons = { day: 1, minute: 600 }
const suspended = true

test('where a list names the parent, an expression and a part of the site are asked all the same', () => {
  assert.deepEqual(told('social.example'), ['category', 'social', false])
  assert.deepEqual(told('thinspo.social.example'), ['category', 'harm', true])
  assert.deepEqual(told('www.social.example', { pathAndQuery: '/r/thinspo' }), ['category', 'harm', true])
  assert.deepEqual(told('www.social.example', { pathAndQuery: '/g/unwell' }), ['category', 'harm', true])
  assert.match(ask('thinspo.social.example').sentence, /category “harm”/)
})

test('whoever is suspended, or has not signed in yet, is heard too, by site and by search', () => {
  assert.deepEqual(told('games.example', { suspended }), ['suspended', null, false])
  assert.deepEqual(told('harm.example', { suspended }), ['suspended', 'harm', true])
  assert.deepEqual(told('thinspo.example', { suspended }), ['suspended', 'harm', true])
  assert.deepEqual(told('terror.example', { suspended }), ['suspended', 'terror', false])
  assert.deepEqual(told('www.google.com', { suspended, search: 'how to hurt myself' }), [
    'suspended',
    'harm',
    true,
  ])
  assert.deepEqual(told('www.google.com', { suspended, search: 'free games' }), ['suspended', null, false])
  assert.match(ask('terror.example', { suspended }).sentence, /suspended for this account/)
})

test('what the school opened, help and what a list does not mean are no attempts, also of whoever is suspended', () => {
  for (const host of ['wrong.example', 'thinspo.childline.org.uk'])
    assert.deepEqual([ask(host).allowed, ask(host).category, ask(host).help], [true, null, false], host)
  assert.deepEqual(told('wrong.example', { suspended }), ['suspended', null, false])
  assert.equal(ask('thinspo.childline.org.uk', { suspended }).allowed, true)
  assert.deepEqual(told('fine.harm.example'), ['schoolRule', null, false])
})

test('a site that the school blocks by its own list keeps its category', () => {
  assert.deepEqual(told('shut.example'), ['schoolRule', null, false])
  assert.deepEqual(told('harm.example'), ['schoolRule', 'harm', true])
  assert.deepEqual(told('thinspo.shut.example'), ['schoolRule', 'harm', true])
})

test('of several categories the one that leads to help is told first, then another concern, at any time of day', () => {
  assert.deepEqual(told('both.example'), ['category', 'harm', true])
  assert.deepEqual(told('both.example', inLessons), ['timeBand', 'harm', true])
  assert.deepEqual(told('thinspo.games.example', inLessons), ['timeBand', 'harm', true])
  assert.deepEqual(told('recruits.example'), ['category', 'terror', false])
  assert.deepEqual(told('thinspo.recruits.example'), ['category', 'harm', true])
  assert.deepEqual(told('games.example', inLessons), ['timeBand', 'games', false])
})

test('where only chosen sites are open, the category is told as well', () => {
  assert.deepEqual(told('harmless.example', { profile: 1 }), ['otherwise', null, false])
  assert.deepEqual(told('terror.example', { profile: 1 }), ['otherwise', 'terror', false])
  assert.deepEqual(told('thinspo.example', { profile: 1 }), ['otherwise', 'harm', true])
})

test('a search is told by its words, and one that has words of two kinds by the graver', () => {
  assert.deepEqual(told('www.google.com', { search: 'hurt myself' }), ['search', 'harm', true])
  assert.deepEqual(told('www.google.com', { search: 'free games' }), ['search', 'games', false])
  assert.deepEqual(told('www.google.com', { search: 'free games or hurt myself' }), ['search', 'harm', true])
  assert.match(
    ask('thinspo.example', { search: 'free games' }).sentence,
    /what was searched for is in the category “games”/,
  )
})

test('what is sealed is told as that and nothing else', () => {
  const feed = hash('sha256', 'thinspo.example')
  assert.deepEqual(told('thinspo.example', {}, aSchool({}, feed)), ['sealed', null, false])
})

test('where a school names none, nothing is asked besides', () => {
  const without = aSchool({ helpFor: [], concerns: [] })
  assert.deepEqual(told('thinspo.social.example', {}, without), ['category', 'social', false])
  assert.deepEqual(told('harm.example', { suspended }, without), ['suspended', null, false])
})

test('more of them than a decision has room for are refused in words', () => {
  const concerns = Array.from({ length: 32 }, (_, at) => `kind ${at}`)
  assert.throws(() => compilePolicy(index, { ...policy, helpFor: [], concerns }), /at most 31/)
})
