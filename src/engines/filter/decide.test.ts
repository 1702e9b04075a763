import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Because,
  becauseOf,
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

const list = (names: string[], urls: string[] = [], expressions: string[] = []) => ({
  names,
  urls,
  expressions,
})
const { index } = compileIndex([
  { category: 'pornography', list: list(['porn.example', 'blog.example', 'childline.org.uk']) },
  {
    category: 'games',
    list: list(['games.example', 'school.example'], ['news.example/arcade'], ['(^|[/?=])freegames?($|[/&])']),
  },
  { category: 'chat', list: list(['chat.example']) },
  { category: 'gambling', list: list([], [], ['(^|\\.)casino[0-9]*\\.[a-z]+$', '/roulette(/|$)']) },
])
const nine = 9 * 60
const policy: Policy = {
  profiles: [
    {
      name: 'Key stage 2',
      blocks: ['pornography', 'games', 'chat', 'gambling'],
      otherwise: 'allow',
      bands: [
        {
          name: 'Lunch',
          days: [1, 2, 3, 4, 5],
          fromMinute: 12 * 60,
          untilMinute: 13 * 60,
          schoolDaysOnly: true,
          blocks: [],
          allows: ['games'],
        },
      ],
      searchTerms: [
        { term: 'harm myself', category: 'harm' },
        { term: 'free poker', category: 'gambling' },
      ],
    },
    { name: 'Reception', blocks: ['pornography'], otherwise: 'block', bands: [] },
  ],
  alwaysOpen: ['childline.org.uk'],
  rules: [
    { site: 'casino5.example', does: 'allow', profiles: 'all' },
    { site: 'school.example', does: 'allow', profiles: 'all' },
    { site: 'shop.example', does: 'block', profiles: ['Key stage 2'] },
    { site: 'good.shop.example', does: 'allow', profiles: ['Key stage 2'] },
    { site: 'wiki.example/battles', does: 'block', profiles: 'all' },
    { site: 'www.google.com', does: 'allow', profiles: 'all' },
  ],
  exceptions: [
    { site: 'chat.example', profiles: ['Key stage 2'], untilMs: 1000 },
    { site: 'blog.example', profiles: 'all', untilMs: 1000 },
    { site: 'casino6.example', profiles: 'all', untilMs: 1000 },
  ],
  closedToExceptions: ['pornography', 'gambling'],
  helpFor: ['harm'],
}
const compiled = compilePolicy(index, policy)
const question = (host: string, more: Partial<Question> = {}): Question => ({
  profile: 0,
  suspended: false,
  day: 1,
  minute: nine,
  schoolDay: true,
  nowMs: 500,
  host,
  pathAndQuery: '',
  form: '',
  search: '',
  ...more,
})

const decisions: readonly [what: string, question: Question, allowed: boolean, because: Because][] = [
  ['a listed name', question('porn.example'), false, 'category'],
  ['its child', question('www.deep.porn.example'), false, 'category'],
  ['a name that only ends alike', question('notporn.example'), true, 'otherwise'],
  ['help, also where a list is wrong about it', question('www.childline.org.uk'), true, 'help'],
  ['help while suspended', question('childline.org.uk', { suspended: true }), true, 'help'],
  ['anything else while suspended', question('news.example', { suspended: true }), false, 'suspended'],
  ['an exception before its end', question('chat.example'), true, 'exception'],
  ['an exception after its end', question('chat.example', { nowMs: 1000 }), false, 'category'],
  ['an exception of another profile', question('chat.example', { profile: 1 }), false, 'otherwise'],
  ['an exception for what none may open', question('blog.example'), false, 'category'],
  ['what the school allows', question('school.example'), true, 'schoolRule'],
  ['what the school blocks', question('shop.example'), false, 'schoolRule'],
  ['a more exact rule', question('a.good.shop.example'), true, 'schoolRule'],
  ['games in lessons', question('games.example'), false, 'category'],
  ['games at lunch', question('games.example', { minute: 12 * 60 }), true, 'timeBand'],
  ['games at the end of lunch', question('games.example', { minute: 13 * 60 }), false, 'category'],
  [
    'games at lunch in the holidays',
    question('games.example', { minute: 12 * 60, schoolDay: false }),
    false,
    'category',
  ],
  ['pornography at lunch', question('porn.example', { minute: 12 * 60 }), false, 'category'],
  ['only chosen sites for the youngest', question('news.example', { profile: 1 }), false, 'otherwise'],
  ['part of a site', question('www.news.example', { pathAndQuery: '/arcade/snake' }), false, 'category'],
  ['another part', question('news.example', { pathAndQuery: '/arcades' }), true, 'otherwise'],
  ['the site when only its name is known', question('news.example'), true, 'otherwise'],
  [
    'an expression about a name, where only the name is known',
    question('casino777.example'),
    false,
    'category',
  ],
  [
    'the same where the whole address is known',
    question('www.casino.example', { pathAndQuery: '/play' }),
    false,
    'category',
  ],
  ['a name that it does not fit', question('casinos.example'), true, 'otherwise'],
  [
    'an expression about a part of a site, where only the name is known',
    question('wiki.example'),
    true,
    'otherwise',
  ],
  ['that part', question('wiki.example', { pathAndQuery: '/roulette/1' }), false, 'category'],
  ['what it fits and the school allows', question('casino5.example'), true, 'schoolRule'],
  ['an exception for what an expression closes to all', question('casino6.example'), false, 'category'],
  ['a name that it fits, at lunch', question('casino777.example', { minute: 12 * 60 }), false, 'category'],
  ['an expression', question('wiki.example', { pathAndQuery: '/freegames/' }), false, 'category'],
  [
    'a search with a term in it, also where the school allows the engine',
    question('www.google.com', { pathAndQuery: '/search?q=how+to+harm+myself' }),
    false,
    'search',
  ],
  [
    'the same asked without an address',
    question('www.google.com', { search: 'Free  POKER!' }),
    false,
    'search',
  ],
  [
    'a search of another profile',
    question('www.google.com', { profile: 1, pathAndQuery: '/search?q=free+poker' }),
    true,
    'schoolRule',
  ],
  ['a search on a site of help', question('childline.org.uk', { search: 'harm myself' }), true, 'help'],
  [
    'a search while suspended',
    question('www.google.com', { suspended: true, search: 'harm myself' }),
    false,
    'suspended',
  ],
  [
    'part of a site that the school blocks',
    question('wiki.example', { pathAndQuery: '/battles/1066' }),
    false,
    'schoolRule',
  ],
]

for (const [what, asked, allowed, because] of decisions) {
  test(`${what}: ${allowed ? 'allowed' : 'blocked'}, because of ${because}`, () => {
    const decision = createDecider(compiled, emptySlot)(asked)
    assert.deepEqual([isAllowed(decision), becauseOf(decision)], [allowed, because])
  })
}

test('the sealed slot stands above help, exceptions and every list, for names and for parts of sites', () => {
  const feed = ['sealed.example', 'childline.org.uk', 'news.example/hidden']
    .map((site) => hash('sha256', site))
    .join('\n')
  const decide = createDecider(compiled, readSealedFeed(feed, 'licence 1'))
  const asked = [
    question('www.sealed.example'),
    question('childline.org.uk'),
    question('news.example', { pathAndQuery: '/hidden/1' }),
  ]
  assert.deepEqual(
    asked.map((one) => becauseOf(decide(one))),
    ['sealed', 'sealed', 'sealed'],
  )
  assert.equal(becauseOf(decide(question('news.example', { pathAndQuery: '/open' }))), 'otherwise')
})

test('a sealed feed that is empty or holds anything but hashes is refused, so the one before it stays', () => {
  assert.throws(() => readSealedFeed('\n', 'licence 1'), /empty/)
  assert.throws(() => readSealedFeed(`${'a'.repeat(64)}\nexample.com`, 'licence 1'), /Line 2/)
})

test('every decision has its sentence', () => {
  const decide = createDecider(compiled, emptySlot)
  const said = new Set(decisions.map(([, asked]) => explain(compiled, asked.profile, decide(asked))))
  assert.ok(said.has('Blocked for Key stage 2: it is in the category “games”.'))
  assert.ok(said.has('Allowed by the school’s own list (good.shop.example).'))
  assert.ok(said.has('Blocked for Key stage 2: what was searched for is in the category “harm”.'))
  for (const sentence of said) assert.doesNotMatch(sentence, /undefined|unknown|poker|myself/)
})

test('a search for what harms leads to help, and no other decision does', () => {
  const decide = createDecider(compiled, emptySlot)
  const leads = (asked: Question) => leadsToHelp(compiled, asked.profile, decide(asked))
  assert.equal(leads(question('www.google.com', { search: 'harm myself' })), true)
  assert.equal(leads(question('www.google.com', { search: 'free poker' })), false)
  assert.equal(leads(question('porn.example')), false)
})

test('a rule for a profile that is not there is refused in words', () => {
  const wrong: Policy = { ...policy, rules: [{ site: 'a.example', does: 'block', profiles: ['Year 12'] }] }
  assert.throws(() => compilePolicy(index, wrong), /a\.example is for the profile Year 12/)
})

const label = fc.stringMatching(/^[a-c]{1,2}$/)
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))

test('a walk over a plain set of names gives the same answer, for any lists and any name', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), fc.array(name, { maxLength: 60 }), (listed, asked) => {
      const one = compileIndex([{ category: 'games', list: list(listed) }]).index
      const only: Policy = {
        profiles: [{ name: 'all', blocks: ['games'], otherwise: 'allow', bands: [] }],
        alwaysOpen: [],
        rules: [],
        exceptions: [],
        closedToExceptions: [],
      }
      const decide = createDecider(compilePolicy(one, only), emptySlot)
      const set = new Set(listed)
      for (const host of asked) {
        const labels = host.split('.')
        const expected = labels.some((_, at) => set.has(labels.slice(at).join('.')))
        assert.equal(!isAllowed(decide(question(host))), expected, host)
      }
    }),
  )
})
