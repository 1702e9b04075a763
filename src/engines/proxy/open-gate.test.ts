import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becauseOf, concernOf, type Visit } from '#/engines/filter/index.ts'
import { aSchool, aSnapshot } from '../../../test/dns-school.ts'
import type { ProxyTrouble } from './gate.ts'
import { openGate } from './open-gate.ts'

const mondayAtTen = Date.UTC(2026, 10, 16, 10, 0)

function aGate(change: Partial<typeof aSchool> = {}) {
  const visits: Visit[] = []
  const clock = { nowMs: mondayAtTen }
  const gate = openGate({
    loaded: aSnapshot(change),
    proxy: 'proxy.alder.example:3128',
    askAt: 'https://keeper.example/s/%s/ask?site=%u',
    signInAt: 'https://keeper.example/s/%s/sign-in',
    note: (visit) => visits.push(visit),
    count: (_what: ProxyTrouble) => {},
    clock: () => clock.nowMs,
  })
  const ask = (address: string, host: string, pathAndQuery = '/', form?: string) => {
    const pass = gate.passOf(address)
    assert.ok(pass)
    return pass.mayReach({ host, pathAndQuery, ...(form === undefined ? {} : { form }) })
  }
  return { gate, visits, clock, ask }
}

const htmlOf = (verdict: ReturnType<ReturnType<typeof aGate>['ask']>): string =>
  verdict.allowed ? '' : verdict.page.html

test('each part of the network gets its own, and a device that is no school’s nothing', () => {
  const { gate, ask } = aGate()
  assert.equal(ask('10.1.0.9', 'news.example').allowed, true)
  assert.equal(ask('10.1.0.9', 'www.games.example').allowed, false)
  assert.equal(ask('10.1.64.9', 'news.example').allowed, false)
  assert.equal(ask('10.1.128.9', 'chat.example').allowed, true)
  assert.equal(gate.passOf('192.0.2.1'), undefined)
  assert.deepEqual({ ...gate.passOf('10.1.128.9')?.shape }, { ...aSchool.manners[1] })
})

test('help is open to everybody, also where access is suspended, and is not kept', () => {
  const { visits, ask } = aGate()
  assert.match(htmlOf(ask('10.1.0.51', 'news.example')), /suspended/)
  assert.equal(ask('10.1.0.51', 'www.childline.org.uk').allowed, true)
  assert.deepEqual(
    visits.map(({ name, who }) => ({ name, who })),
    [{ name: 'news.example', who: 'person-2' }],
  )
})

test('the same site within five seconds is one visit, and nothing of a path or search is kept', () => {
  const { visits, clock, ask } = aGate()
  for (const path of ['/', '/a?q=secret', '/b']) ask('10.1.0.9', 'news.example', path)
  clock.nowMs += 6000
  ask('10.1.0.9', 'news.example')
  assert.equal(visits.length, 2)
  assert.doesNotMatch(JSON.stringify(visits), /secret/)
})

test('the page says why, leads to whoever is asked, and takes nothing from the address as it is', () => {
  const { ask } = aGate()
  const html = htmlOf(ask('10.1.0.9', 'games.example'))
  assert.match(html, /category “games”/)
  assert.match(html, /href="https:\/\/keeper\.example\/s\/alder\/ask\?site=games\.example"/)
  assert.match(html, /<a class="ring" href="tel:08001111">0800 1111/)
  const sealed = htmlOf(ask('10.1.0.9', 'sealed.example'))
  assert.doesNotMatch(sealed, /href="(?!tel:)/)
})

test('a new snapshot holds for whoever is there already', async () => {
  const { gate } = aGate()
  const pass = gate.passOf('10.1.0.9')
  const reaches = () => pass?.mayReach({ host: 'games.example', pathAndQuery: '' }).allowed
  assert.equal(reaches(), false)
  const exceptions = [{ site: 'games.example', profiles: 'all' as const, untilMs: mondayAtTen + 60_000 }]
  await gate.swap(aSnapshot({ policy: { ...aSchool.policy, exceptions } }))
  assert.equal(reaches(), true)
  await gate.swap(aSnapshot({ networks: [] }))
  assert.equal(reaches(), false)
  assert.equal(gate.passOf('10.1.0.9'), undefined)
})

test('the school’s own names need no proxy, and their addresses may be reached', () => {
  const { gate } = aGate()
  assert.match(
    gate.proxyFile('10.1.0.9', 'plain') ?? '',
    /printer\.alder\.example[\s\S]*PROXY proxy\.alder\.example:3128/,
  )
  assert.equal(gate.proxyFile('192.0.2.1', 'plain'), undefined)
  assert.equal(gate.isOwnAddress('10.1.0.9'), true)
  assert.equal(gate.isOwnAddress('10.1.0.10'), false)
})

test('whom only the network knows is led to sign in; whoever is stopped is told why, and led nowhere', () => {
  const networks = [
    { range: '10.1.0.0/16', profile: 'pupils' },
    { range: '10.1.64.0/24', profile: 'pupils', signInFirst: true },
  ]
  const { gate, ask } = aGate({ networks })
  const [unknown, first, stopped] = ['10.1.0.9', '10.1.64.9', '10.1.0.51'].map((address) =>
    htmlOf(ask(address, 'games.example')),
  )
  assert.match(
    unknown ?? '',
    /category “games”.*keeper\.example\/s\/alder\/sign-in.*ask\?site=games\.example/s,
  )
  assert.match(first ?? '', /Nobody has signed in on this device yet.*sign-in/s)
  assert.match(stopped ?? '', /suspended for this account/)
  for (const html of [first, stopped]) assert.doesNotMatch(html ?? '', /Ask for this site/)
  assert.doesNotMatch(stopped ?? '', /sign-in/)
  assert.equal(ask('10.1.64.9', 'childline.org.uk').allowed, true)
  assert.match(gate.proxyFile('10.1.0.9', 'plain') ?? '', /"keeper\.example"/)
})

test('a connection that stays open is decided on anew, and that is no visit', async () => {
  const { gate, visits } = aGate()
  const pass = gate.passOf('10.1.0.9')
  const place = { host: 'news.example', pathAndQuery: '' }
  assert.equal(pass?.stillMay(place), true)
  const stopped = { address: '10.1.0.9', profile: 'pupils', stopped: { untilMs: null }, who: 'person-4' }
  await gate.swap({
    ...aSnapshot(),
    signedIn: {
      madeAtMs: 1,
      schools: [{ school: 'alder', devices: [{ ...stopped, untilMs: mondayAtTen + 60_000 }] }],
    },
  })
  assert.equal(pass?.stillMay(place), false)
  assert.deepEqual(visits, [])
})

test('when the clock jumps, either way, what is closed stays closed and what had an end keeps it', () => {
  const exceptions = [{ site: 'games.example', profiles: 'all' as const, untilMs: mondayAtTen + 60_000 }]
  const { clock, ask, visits } = aGate({ policy: { ...aSchool.policy, exceptions } })
  const dayMs = 86_400_000
  assert.equal(ask('10.1.0.9', 'games.example').allowed, true)
  clock.nowMs += 400 * dayMs
  assert.equal(ask('10.1.0.9', 'games.example').allowed, false)
  assert.equal(ask('10.1.0.9', 'news.example').allowed, true)
  clock.nowMs = mondayAtTen
  assert.equal(ask('10.1.0.9', 'games.example').allowed, true)
  clock.nowMs = 0
  assert.equal(ask('10.1.0.9', 'chat.example').allowed, false)
  assert.equal(ask('10.1.0.9', 'childline.org.uk').allowed, true)
  assert.ok(visits.length >= 4, 'each jump is a visit of its own, and none is lost')
})

test('ways round the filter are closed to everybody, also for connections that are open already', () => {
  const { gate, ask } = aGate()
  for (const host of ['mask.icloud.com', 'dns.google', 'cloudflare-ech.com']) {
    const html = htmlOf(ask('10.1.128.9', host))
    assert.match(html, /way round the filter/, host)
    assert.doesNotMatch(html, /href="(?!tel:)/)
    assert.equal(gate.passOf('10.1.128.9')?.stillMay({ host, pathAndQuery: '' }), false)
  }
})

test('whatever a school calls its machines, its browsers get their proxy file', () => {
  const { gate } = aGate({ localNames: [{ name: 'print_1.alder.example', addresses: ['10.1.0.2'] }] })
  assert.match(gate.proxyFile('10.1.0.9', 'plain') ?? '', /"print_1\.alder\.example"/)
})

test('where DNS led a browser it reads why, and nothing is put on record a second time', () => {
  const { gate, visits } = aGate()
  const at = (address: string, host: string) => gate.blockPageAt(address, { host, pathAndQuery: '/' })?.html
  assert.match(at('10.1.0.9', 'www.games.example') ?? '', /category “games”.*ask\?site=www\.games\.example/s)
  assert.equal(at('10.1.0.9', 'news.example'), undefined)
  assert.match(at('10.1.128.9', 'dns.google') ?? '', /way round the filter/)
  assert.equal(at('192.0.2.1', 'www.games.example'), undefined)
  assert.deepEqual(visits, [])
})

test('a search that is posted is stopped by its words, which go no further, and the next is asked anew', () => {
  const [pupils, ...others] = aSchool.policy.profiles
  assert.ok(pupils)
  const searchTerms = [{ term: 'buy a knife', category: 'games' }]
  const policy = { ...aSchool.policy, profiles: [{ ...pupils, searchTerms }, ...others] }
  const { visits, ask } = aGate({ policy })
  const search = (form?: string) => ask('10.1.0.9', 'html.duckduckgo.com', '/html/', form)
  const html = htmlOf(search('q=where+to+Buy+a+%6bnife&b='))
  assert.match(html, /what was searched for is in the category “games”/)
  assert.doesNotMatch(html, /knife/i)
  assert.equal(search().allowed, true, 'no form stays from the search before')
  assert.equal(search('q=knives+and+forks').allowed, true)
  assert.equal(ask('10.1.0.9', 'news.example', '/', 'q=buy+a+knife').allowed, true)
  assert.equal(ask('10.1.128.9', 'html.duckduckgo.com', '/html/', 'q=buy+a+knife').allowed, true)
  assert.doesNotMatch(JSON.stringify(visits), /knife|knives/i)
})

test('whoever is stopped, or has not signed in, and looks for what harms reads who listens, and it is on record as that', () => {
  const networks = [
    { range: '10.1.0.0/16', profile: 'pupils' },
    { range: '10.1.64.0/24', profile: 'pupils', signInFirst: true },
  ]
  const policy = {
    ...aSchool.policy,
    rules: [{ site: 'games.example', does: 'block' as const, profiles: 'all' as const }],
    helpFor: ['games'],
  }
  const { gate, ask, visits } = aGate({ policy, networks })
  const listens = /<title>You are not alone</
  for (const address of ['10.1.0.9', '10.1.0.51', '10.1.64.9'])
    assert.match(htmlOf(ask(address, 'www.games.example')), listens, address)
  assert.match(htmlOf(ask('10.1.0.51', 'arcade1.chat.example')), listens)
  assert.match(htmlOf(ask('10.1.0.51', 'news.example')), /suspended for this account/)
  assert.deepEqual(
    visits.map(({ who, decision }) => [who, becauseOf(decision), concernOf(decision)]),
    [
      [null, 'schoolRule', 1],
      ['person-2', 'suspended', 1],
      [null, 'suspended', 1],
      ['person-2', 'suspended', 1],
      ['person-2', 'suspended', 0],
    ],
  )
  visits.length = 0
  const without = gate.signedPassOf('10.1.0.9', undefined)
  const asked = (host: string) => without?.mayReach({ host, pathAndQuery: '' })
  const [help, news] = [asked('games.example'), asked('news.example')]
  assert.ok(help && !help.allowed && news && !news.allowed)
  assert.deepEqual([help.asksForKey, news.asksForKey], [{ waitSeconds: 0 }, { waitSeconds: 0 }])
  assert.match(help.page.html, listens)
  assert.deepEqual(
    visits.map(({ name, who }) => [name, who]),
    [['games.example', null]],
  )
})
