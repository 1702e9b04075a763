import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compileIndex,
  compilePolicy,
  createDecider,
  emptySlot,
  isAllowed,
  type ListOfCategory,
  type Policy,
  readFolder,
  readList,
  readSealedFeed,
} from './index.ts'
import { indexBytes, indexFromBytes } from './index-file.ts'
import { blankQuestion } from './question.ts'

const policy = (blocks: string[]): Policy => ({
  profiles: [{ name: 'all', blocks, otherwise: 'allow', bands: [] }],
  alwaysOpen: [],
  rules: [],
  exceptions: [],
  closedToExceptions: [],
})

function blocker(lists: readonly ListOfCategory[], blocks: string[], sealed = emptySlot) {
  // As an engine gets it: from its file.
  const index = indexFromBytes(indexBytes(compileIndex(lists).index))
  const decide = createDecider(compilePolicy(index, policy(blocks)), sealed)
  return (host: string, pathAndQuery = '') => !isAllowed(decide({ ...blankQuestion(), host, pathAndQuery }))
}

const whole = (category: string, names: string[], allowed: string[] = [], urls: string[] = []) => ({
  category,
  list: { names, allowed, urls, expressions: [] },
})

test('what a list excepts, and what is under it, leaves its category; its parent and its neighbours stay', () => {
  const { names, allowed } = readList(
    '||bad.example^\n||a.good.bad.example^\n@@||good.bad.example^',
    'adguard',
  )
  const blocked = blocker([whole('games', names, allowed, ['good.bad.example/play'])], ['games'])
  assert.deepEqual(
    ['bad.example', 'www.bad.example', 'good.bad.example', 'a.good.bad.example', 'notgood.bad.example'].map(
      (host) => blocked(host),
    ),
    [true, true, false, false, true],
  )
  assert.equal(blocked('good.bad.example', '/play'), false)
})

test('what another list says of it, in the same category or another, stays, and so does what is sealed', () => {
  const excepting = whole('games', ['bad.example'], ['good.bad.example'])
  const same = blocker([excepting, whole('games', ['bad.example'])], ['games'])
  assert.equal(same('good.bad.example'), true)
  const below = blocker([excepting, whole('games', ['x.good.bad.example'])], ['games'])
  assert.deepEqual([below('good.bad.example'), below('x.good.bad.example')], [false, true])
  const other = [excepting, whole('gambling', ['bad.example'])]
  assert.equal(blocker(other, ['games'])('good.bad.example'), false)
  assert.equal(blocker(other, ['games', 'gambling'])('good.bad.example'), true)
  const feed = readSealedFeed(hash('sha256', 'bad.example'), 'licence')
  assert.equal(blocker([excepting], ['games'], feed)('good.bad.example'), true)
})

test('a folder’s file of exceptions is about the lists beside it, and no others', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-lists-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [home, file, text] of [
    ['1/games', 'domains', 'bad.example'],
    ['1/games', 'exceptions', 'good.bad.example'],
    ['2/chat', 'domains', 'bad.example'],
  ] as const) {
    await mkdir(join(folder, home), { recursive: true })
    await writeFile(join(folder, home, file), text)
  }
  const lists = await readFolder(folder)
  assert.equal(blocker(lists, ['games'])('good.bad.example'), false)
  assert.equal(blocker(lists, ['games'])('bad.example'), true)
  assert.equal(blocker(lists, ['chat'])('good.bad.example'), true)
})

const label = fc.stringMatching(/^[ab]$/)
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
const aList = fc.record({
  category: fc.constantFrom('one', 'two'),
  names: fc.array(name, { maxLength: 8 }),
  allowed: fc.array(name, { maxLength: 4 }),
})

test('for any lists and any name, the index says what each list by itself would say', () => {
  fc.assert(
    fc.property(fc.array(aList, { maxLength: 4 }), fc.array(name, { maxLength: 40 }), (lists, asked) => {
      const covers = (names: readonly string[], host: string) =>
        names.some((one) => host === one || host.endsWith(`.${one}`))
      for (const category of ['one', 'two']) {
        const blocked = blocker(
          lists.map((list) => whole(list.category, list.names, list.allowed)),
          [category],
        )
        for (const host of asked) {
          const expected = lists.some(
            (list) => list.category === category && covers(list.names, host) && !covers(list.allowed, host),
          )
          assert.equal(blocked(host), expected, host)
        }
      }
    }),
    { numRuns: 500 },
  )
})
