// What somebody would try who wants a name open that is not, or the filter busy with nothing.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { compileIndex } from './compile-index.ts'
import { compilePolicy } from './compile-policy.ts'
import { createDecider } from './decide.ts'
import { becauseOf, isAllowed } from './decision.ts'
import { hashName, hashPath, roomForLevels } from './name-hash.ts'
import { lookUp, put } from './name-table.ts'
import type { Policy } from './policy.ts'
import { blankQuestion } from './question.ts'
import { formatOf, readList } from './read-list.ts'
import { emptySlot, readSealedFeed } from './sealed-slot.ts'
import { hostOf } from './site.ts'

const names = (...listed: string[]) => ({ names: listed, urls: [], expressions: [] })
const { index } = compileIndex([
  { category: 'pornography', list: names('porn.blogs.example', 'whole.example') },
  { category: 'games', list: names('games.example') },
])
const policy: Policy = {
  profiles: [{ name: 'pupils', blocks: ['pornography', 'games'], otherwise: 'allow', bands: [] }],
  alwaysOpen: ['help.example', 'guide.example/help'],
  rules: [
    { site: 'blogs.example', does: 'allow', profiles: 'all' },
    { site: 'whole.example', does: 'allow', profiles: 'all' },
    { site: 'example', does: 'block', profiles: 'all' },
  ],
  exceptions: [],
  closedToExceptions: ['pornography'],
}
const asked = (host: string, pathAndQuery = '') => ({ ...blankQuestion(), host, pathAndQuery })

test('a name whose hash is that of a site of help is not that site', () => {
  const compiled = compilePolicy(index, policy)
  const levels = roomForLevels()
  const numberOf = (name: string): [number, number] => {
    hashName(name, index.seed, levels)
    return [levels.high[levels.count - 1] as number, levels.low[levels.count - 1] as number]
  }
  const help = lookUp(compiled.sites, ...numberOf('help.example'))
  put(compiled.sites, ...numberOf('made-to-meet.games.example'), help)
  hashPath('guide.example', '/games', index.seed, (high, low) => put(compiled.paths, high, low, help + 1))
  const decide = createDecider(compiled, emptySlot)
  assert.equal(becauseOf(decide(asked('help.example'))), 'help')
  assert.equal(becauseOf(decide(asked('guide.example', '/help/me'))), 'help')
  assert.equal(isAllowed(decide(asked('made-to-meet.games.example'))), false)
  assert.notEqual(becauseOf(decide(asked('guide.example', '/games'))), 'help')
})

test('whoever opens a site opens nothing below it that lists name as never open', () => {
  const decide = createDecider(compilePolicy(index, policy), emptySlot)
  assert.equal(isAllowed(decide(asked('cats.blogs.example'))), true)
  assert.equal(isAllowed(decide(asked('www.porn.blogs.example'))), false)
  assert.equal(isAllowed(decide(asked('www.whole.example'))), true, 'what two people opened by its own name')
})

test('a category of expressions alone blocks what they find, for those who may not reach it, and nothing else', () => {
  const { index: few } = compileIndex([
    { category: 'games', list: names('games.example') },
    { category: 'proxies', list: { names: [], urls: [], expressions: ['web-?proxy'] } },
  ])
  const only = (blocks: string[]): Policy => ({
    ...policy,
    alwaysOpen: [],
    rules: [],
    profiles: [{ name: 'pupils', blocks, otherwise: 'allow', bands: [] }],
  })
  const blocked = (blocks: string[]): boolean =>
    !isAllowed(createDecider(compilePolicy(few, only(blocks)), emptySlot)(asked('a.example', '/web-proxy')))
  assert.equal(blocked(['proxies']), true)
  assert.equal(blocked(['games']), false)
})

test('an address made long on purpose is decided on in time, the sealed slot included', () => {
  const feed = hash('sha256', 'sealed.example/a/b')
  const decide = createDecider(compilePolicy(index, policy), readSealedFeed(feed, 'licence 1'))
  assert.equal(becauseOf(decide(asked('www.sealed.example', '/a/b/c?d'))), 'sealed')
  assert.equal(becauseOf(decide(asked('www.sealed.example', '/a/bc'))), 'schoolRule')
  const host = `${'a.'.repeat(120)}b.example`
  const before = performance.now()
  decide(asked(host, `/?${'&'.repeat(30_000)}`))
  assert.ok(performance.now() - before < 1000, `${Math.round(performance.now() - before)} ms`)
})

test('a line made long on purpose is read in time', () => {
  const before = performance.now()
  readList(`a.example${' '.repeat(300_000)}b`, 'plain')
  readList(`${'.'.repeat(300_000)}b`, 'plain')
  readList(`127.0.0.1 ${'#'.repeat(300_000)}\u2028`, 'hosts')
  formatOf('.'.repeat(300_000))
  assert.ok(performance.now() - before < 2000, `${Math.round(performance.now() - before)} ms`)
})

test('a list names no whole ending, and nothing that another program would read as its own', () => {
  const wrong = ['com', 'co.uk', '*', '*.com', '$include', 'a;b.example', 'a(b.example', '"a.example']
  for (const format of ['plain', 'urls'] as const) {
    const read = readList([...wrong, 'fine.example'].join('\n'), format)
    assert.deepEqual([...read.names, ...read.urls], ['fine.example'], format)
  }
  for (const name of wrong.slice(2)) assert.equal(hostOf(name), undefined, name)
})

test('no expression of a list can spoil those beside it', () => {
  const { expressions } = readList('\\Qopen\n(?P<a>x)\n(?P<a>y)\nfine', 'expressions')
  assert.deepEqual(expressions, ['fine'])
})
