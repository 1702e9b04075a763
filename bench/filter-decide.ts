// The promise: a decision is twice as fast as a walk over a Map, exact, and takes 16 bytes a name at most.

import {
  blankQuestion,
  compileIndex,
  compilePolicy,
  createDecider,
  type Decide,
  emptySlot,
  isAllowed,
  type Policy,
  type Question,
  readFolder,
  readList,
  tableBytes,
} from '#/engines/filter/index.ts'
import { atLeastFigure, atLeastRatioFigure, atMostFigure, type Figure, median } from './figure.ts'
import { listsFolder, listText, questionsFrom } from './names.ts'

const profiles = ['early years', 'key stage 1', 'key stage 2', 'staff', 'guests']
const rounds = 5

export const bench = {
  run: async ({ quick }: { quick: boolean }): Promise<readonly Figure[]> => {
    const list = readList(listText(quick ? 20_000 : Number.POSITIVE_INFINITY), 'plain')
    const { index, counts } = compileIndex([{ category: 'games', list }])
    const decide = createDecider(compilePolicy(index, policyFor(['games'])), emptySlot)
    const asked = questionsFrom(list.names, quick ? 20_000 : 1_000_000)
    const map = new Map(list.names.map((name) => [name, 1]))
    const [ours, theirs] = inTurns(
      () => decideAll(decide, asked),
      () => walkAll(map, asked),
    )
    return [
      atLeastRatioFigure({
        name: 'names',
        figure: perSecond(asked.length, ours),
        unit: 'decisions a second',
        peer: 'Map, walked by suffix',
        peerFigure: perSecond(asked.length, theirs),
        atLeast: 2,
      }),
      atLeastFigure({
        name: 'names on one core',
        figure: perSecond(asked.length, ours),
        unit: 'decisions a second',
        atLeast: quick ? 0 : 1_500_000,
      }),
      atMostFigure({
        name: 'resident',
        figure: tableBytes(index.names) / counts.namesKept,
        unit: 'bytes a name',
        atMost: 16,
      }),
      atMostFigure({
        name: `differences from a Set among ${asked.length} names`,
        figure: differences(decide, new Set(list.names), asked),
        unit: 'names',
        atMost: 0,
      }),
      besideExpressions(list.names, quick),
      ...(await addresses(asked.slice(0, quick ? 2_000 : 200_000))),
    ]
  },
}

/** What a list blocks is answered before any expression is asked, so that these cost it nothing where none of them is about a concern. */
function besideExpressions(names: readonly string[], quick: boolean): Figure {
  const blocked = names.slice(0, 200_000)
  const list = { names: blocked, urls: [], expressions: [] }
  const about = {
    names: [],
    urls: [],
    expressions: ['(^|[.-])free-?bets?[0-9]*[.-]', '(^|\\.)casino[0-9]+\\.'],
  }
  const deciderOf = (lists: Parameters<typeof compileIndex>[0]): Decide =>
    createDecider(compilePolicy(compileIndex(lists).index, policyFor(['games', 'gambling'])), emptySlot)
  const games = { category: 'games', list }
  const [without, beside] = [deciderOf([games]), deciderOf([games, { category: 'gambling', list: about }])]
  const [theirs, ours] = inTurns(
    () => decideAll(without, blocked),
    () => decideAll(beside, blocked),
  )
  return atLeastRatioFigure({
    name: 'blocked names beside expressions about names',
    figure: perSecond(blocked.length, ours),
    unit: 'decisions a second',
    peer: 'the same without expressions',
    peerFigure: perSecond(blocked.length, theirs),
    atLeast: quick ? 0 : 0.8,
  })
}

/** Whole addresses against URL rules and expressions: a row of its own, without a peer. */
async function addresses(hosts: readonly string[]): Promise<Figure[]> {
  const folder = listsFolder()
  const lists = folder === undefined ? [] : await readFolder(`${folder}/ut1`)
  if (lists.length === 0) return []
  const withPaths = lists.filter(({ list }) => list.urls.length > 0 || list.expressions.length > 0)
  const { index } = compileIndex(lists)
  const decide = createDecider(
    compilePolicy(index, policyFor(withPaths.map(({ category }) => category))),
    emptySlot,
  )
  const question = blank()
  const started = performance.now()
  for (const [at, host] of hosts.entries()) {
    question.host = host
    question.pathAndQuery = `/lessons/week${at % 9}/page.html?q=roman+villas+${at % 31}`
    decide(question)
  }
  const seconds = (performance.now() - started) / 1000
  return [
    atLeastFigure({
      name: `addresses against ${index.expressions.length} expressions and the URL rules of ${lists.length} lists`,
      figure: hosts.length / seconds,
      unit: 'decisions a second',
      atLeast: 0,
    }),
  ]
}

function policyFor(blocks: readonly string[]): Policy {
  return {
    profiles: profiles.map((name) => ({ name, blocks, otherwise: 'allow', bands: [] })),
    alwaysOpen: ['childline.org.uk', 'nspcc.org.uk', 'ceop.police.uk'],
    rules: [{ site: 'school.example', does: 'allow', profiles: 'all' }],
    exceptions: [],
    closedToExceptions: [],
    helpFor: ['selfHarm'],
    concerns: ['extremism', 'selfHarm'],
  }
}

const blank = (): Question => ({ ...blankQuestion(), minute: 600, schoolDay: true })

function decideAll(decide: Decide, asked: readonly string[]): number {
  const question = blank()
  let allowed = 0
  for (let at = 0; at < asked.length; at++) {
    question.host = asked[at] as string
    question.profile = at % profiles.length
    allowed += decide(question) & 1
  }
  return allowed
}

function walkAll(map: ReadonlyMap<string, number>, asked: readonly string[]): number {
  let found = 0
  for (const name of asked) if (isListed(map, name)) found++
  return found
}

function isListed(names: { has: (name: string) => boolean }, name: string): boolean {
  for (let at = 0; ; ) {
    if (names.has(name.slice(at))) return true
    const dot = name.indexOf('.', at)
    if (dot < 0) return false
    at = dot + 1
  }
}

function differences(decide: Decide, names: ReadonlySet<string>, asked: readonly string[]): number {
  const question = blank()
  return asked.filter((host) => {
    question.host = host
    return isAllowed(decide(question)) === isListed(names, host)
  }).length
}

/** Medians of several rounds, the two in turns, so that the machine's moods fall on both. */
function inTurns(one: () => unknown, other: () => unknown): [number, number] {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    for (const [at, work] of [one, other].entries()) {
      const started = performance.now()
      work()
      if (round > 0) times[at]?.push(performance.now() - started)
    }
  }
  return [median(times[0]), median(times[1])]
}

const perSecond = (count: number, timeMs: number): number => (count / timeMs) * 1000
