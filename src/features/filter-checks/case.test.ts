import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testAddressesOf } from '#/engines/filter/index.ts'
import { askAsDevice, outcomeOfName } from './ask-network.ts'
import { cases, outcomeOf, type Result, verdictOn } from './case.ts'
import { placesOf } from './places.ts'
import { serverIn } from './settings.ts'

const allSafe = { blocked: false, safeSearch: true, youTube: 'strict', sealedLoaded: false } as const

test('an answer is read for what it means, from a resolver that gives its reason and from one that does not', () => {
  const told = { kind: 'answer', why: null, addresses: [], leadsTo: [], hidesName: false } as const
  const plain = { saysWhy: false, blocked: ['0.0.0.0', '10.0.0.9'] }
  const ours = { ...plain, saysWhy: true }
  assert.equal(outcomeOfName({ ...told, kind: 'noSuchName' }, plain), 'blocked')
  assert.equal(outcomeOfName({ ...told, kind: 'noSuchName' }, ours), 'reached')
  assert.equal(outcomeOfName({ ...told, why: 'blocked' }, ours), 'blocked')
  assert.equal(outcomeOfName({ ...told, addresses: ['10.0.0.9'] }, plain), 'blocked')
  assert.equal(outcomeOfName({ ...told, addresses: ['192.0.2.1'] }, plain), 'reached')
  assert.equal(outcomeOfName({ ...told, kind: 'failed' }, plain), 'unclear')
  assert.equal(outcomeOfName(undefined, plain), 'silent')
  const agreed = { blocked: false, safeSearch: false, youTube: 'open', sealedLoaded: true } as const
  const verdict = (expects: (typeof cases)[number]['expects'], outcome: Result['outcome']) =>
    verdictOn({ expects }, outcome, agreed)
  assert.equal(verdict('asAgreed', 'blocked'), 'stricter')
  assert.equal(verdict('closed', 'reached'), 'failed')
  assert.equal(verdict('inClear', 'hidden'), 'failed')
  assert.equal(verdict('open', 'blocked'), 'failed')
  assert.equal(verdict('sealed', 'reached'), 'failed')
  assert.equal(verdict('safe', 'reached'), 'notTested')
  assert.equal(verdict('closed', 'unclear'), 'notTested')
  assert.equal(outcomeOf([{ verdict: 'notTested' }]), 'silent')
  assert.deepEqual(serverIn('10.0.0.1:53', 1), { address: '10.0.0.1', port: 53 })
  assert.deepEqual(serverIn('fd00::1', 53), { address: 'fd00::1', port: 53 })
  assert.equal(serverIn('the router', 53), null)
  assert.equal(serverIn('10.0.0.1:99999', 53), null)
})

test('a question that nobody answered is asked once more, so that a lost packet is no hole in the filter', async () => {
  const asked: string[] = []
  const told = { kind: 'answer', why: 'blocked', addresses: [], leadsTo: [], hidesName: false } as const
  const network = { resolver: { address: '127.0.0.1', port: 53 }, proxy: null, blockedAddresses: [] }
  const answers = await askAsDevice(network, '127.83.0.1', {
    askName: async ({ name }) => {
      asked.push(name)
      const times = asked.filter((one) => one === name).length
      return name === 'croxyproxy.com' && times === 1 ? undefined : told
    },
    askPage: async () => 'silent',
    askSafeSide: async () => 'silent',
  })
  assert.equal(answers.find(({ case: key }) => key === 'webProxy')?.outcome, 'blocked')
  assert.equal(asked.filter((one) => one === 'croxyproxy.com').length, 2)
})

test('the proxy is asked where a search leads, and one that does not say is not tested', async () => {
  const network = { resolver: null, proxy: { address: '127.0.0.1', port: 3128 }, blockedAddresses: [] }
  const verdicts = async (told: 'safe' | 'passedOn' | 'unclear') => {
    const answers = await askAsDevice(network, '127.83.0.1', {
      askName: async () => undefined,
      askPage: async () => 'blocked',
      askSafeSide: async () => told,
    })
    return answers
      .filter(({ case: key }) => key === 'safeSearch')
      .map(({ outcome }) => verdictOn({ expects: 'safe' }, outcome, allSafe))
  }
  assert.deepEqual(await verdicts('safe'), ['passed'])
  assert.deepEqual(await verdicts('passedOn'), ['failed'])
  assert.deepEqual(await verdicts('unclear'), ['notTested'])
})

test('a proxy that lets nothing through fails on help, and one that could not go there proves nothing', async () => {
  const network = { resolver: null, proxy: { address: '127.0.0.1', port: 3128 }, blockedAddresses: [] }
  const helpIs = async (told: 'blocked' | 'passedOn' | 'unreached') => {
    const answers = await askAsDevice(network, '127.83.0.1', {
      askName: async () => undefined,
      askPage: async () => told,
      askSafeSide: async () => 'silent',
    })
    return answers
      .filter(({ case: key }) => key === 'help')
      .map(({ outcome }) => verdictOn({ expects: 'open' }, outcome, allSafe))
  }
  assert.deepEqual(await helpIs('blocked'), ['failed'])
  assert.deepEqual(await helpIs('passedOn'), ['passed'])
  assert.deepEqual(await helpIs('unreached'), ['notTested'])
})

const sides: readonly [key: string, name: string, side: string, outcome: Result['outcome']][] = [
  ['safeSearch', 'www.google.com', 'forcesafesearch.google.com', 'safe'],
  ['safeSearchBing', 'www.bing.com', 'strict.bing.com', 'safe'],
  ['safeSearchDuckDuckGo', 'duckduckgo.com', 'safe.duckduckgo.com', 'safe'],
  ['videoLevel', 'www.youtube.com', 'restrict.youtube.com', 'safe'],
  ['videoLevel', 'www.youtube.com', 'restrictmoderate.youtube.com', 'moderate'],
]

test('each search engine and YouTube are on their safe side only where they lead to their own safe host', async () => {
  const network = { resolver: { address: '127.0.0.1', port: 53 }, proxy: null, blockedAddresses: [] }
  const told = { kind: 'answer', why: null, leadsTo: [], hidesName: false } as const
  const addressOf = (name: string) => `192.0.2.${10 + sides.findIndex(([, , side]) => side === name)}`
  for (const [key, name, side, outcome] of sides) {
    const ask = async (by: 'name' | 'address' | 'unsaid', why: null | 'ledElsewhere' = null) => {
      const answers = await askAsDevice(network, '127.83.0.1', {
        askName: async (asked) => {
          if (asked.name !== name) return { ...told, addresses: [addressOf(asked.name)] }
          const leadsTo = by === 'name' ? [side] : []
          return { ...told, why, leadsTo, addresses: [by === 'address' ? addressOf(side) : '192.0.2.99'] }
        },
        askPage: async () => 'silent',
        askSafeSide: async () => 'silent',
      })
      return Object.fromEntries(answers.map((one) => [one.case, one.outcome]))
    }
    const byName = await ask('name')
    for (const [other] of sides) assert.equal(byName[other], other === key ? outcome : 'reached', other)
    assert.equal((await ask('address'))[key], outcome, `${side} by its address`)
    assert.equal((await ask('unsaid'))[key], 'reached', `${side} is not where it leads`)
    const ledSomewhere = key === 'videoLevel' ? 'unclear' : 'safe'
    assert.equal((await ask('unsaid', 'ledElsewhere'))[key], ledSomewhere, `${name}, led elsewhere`)
  }
})

test('the level for videos is judged by what the group’s rules say', () => {
  const verdict = (outcome: Result['outcome'], youTube: 'open' | 'moderate' | 'strict') =>
    verdictOn({ expects: 'level' }, outcome, { ...allSafe, youTube })
  for (const level of ['moderate', 'strict'] as const) {
    assert.equal(verdict('reached', level), 'failed')
    assert.equal(verdict('blocked', level), 'passed')
    assert.equal(verdict('unclear', level), 'notTested')
  }
  assert.equal(verdict('safe', 'strict'), 'passed')
  assert.equal(verdict('moderate', 'strict'), 'failed')
  assert.equal(verdict('moderate', 'moderate'), 'passed')
  assert.equal(verdict('safe', 'moderate'), 'stricter')
  assert.equal(verdict('reached', 'open'), 'notTested')
})

test('a group is asked for from an address of this machine in its part of the network', () => {
  const policy = {
    profiles: [{ name: 'Staff' }, { name: 'Key stage 2' }, { name: 'Guests and own devices' }],
  } as never
  const networks = [
    { range: '10.4.8.0/24', profile: 'Staff' },
    { range: '10.4.0.0/16', profile: 'Key stage 2' },
  ]
  assert.deepEqual(placesOf({ networks, policy }, ['10.4.8.7', '10.9.0.1'], []), [
    { profile: 'staff', from: '10.4.8.7' },
  ])
  const tests = testAddressesOf(3, ['Key stage 2', 'Staff'])
  assert.deepEqual(placesOf({ networks, policy }, ['10.4.8.7'], tests), [
    { profile: 'keyStage2', from: '127.83.3.1' },
    { profile: 'staff', from: '127.83.3.2' },
  ])
  assert.equal(new Set(cases.map(({ key }) => key)).size, cases.length)
  assert.ok(cases.every(({ name }) => name !== ''))
})
