// From lists to an index. Parents come before children, so that what a parent says already is not said again.

import { createHash } from 'node:crypto'
import { collectSets, type SetCollector } from './category-sets.ts'
import { countDifferences, exceptionsBelow, tableOfExceptions, withoutExcepted } from './list-exceptions.ts'
import { hashName, hashPath, type Levels, roomForLevels } from './name-hash.ts'
import { createNameTable, lookUp, type NameTable, put } from './name-table.ts'
import type { ListRead } from './read-list.ts'
import type { SiteIndex } from './site-index.ts'

/** Lists by category. One category may have several. */
export type ListOfCategory = {
  category: string
  list: Pick<ListRead, 'names' | 'urls' | 'expressions'> & Partial<Pick<ListRead, 'allowed'>>
}

/** What came in and what was left out because a parent, or the same name again, says it already. */
export type CompileCounts = {
  namesRead: number
  namesKept: number
  urlsKept: number
  expressions: number
  /** Exceptions of lists below a name that they list. */
  exceptions: number
}

/** Builds the index. Slow (seconds for millions of names): call it in a thread or process of its own. */
export function compileIndex(whole: readonly ListOfCategory[]): { index: SiteIndex; counts: CompileCounts } {
  const collector = collectSets()
  const seed = seedOf(whole)
  const levels = roomForLevels()
  const namesRead = whole.reduce((sum, { list }) => sum + list.names.length, 0)
  const lists = whole.map(withoutExcepted)
  const all = createNameTable(namesRead)
  const own = sortOut(lists, collector, { seed, levels, all })
  const excepted = exceptionsBelow(lists, collector)
  const exceptions = tableOfExceptions(excepted, { seed, levels })
  const names = withoutCovered(own, collector, { seed, levels, all, exceptions })
  countDifferences(excepted, { names: names.table, table: exceptions }, { seed, levels, collector })
  const { kept: urlsKept, ...urls } = compileUrls(lists, collector, seed)
  const expressions = lists.flatMap(({ category, list }) => {
    const number = collector.categoryNumber(category)
    // A category of expressions alone has no name that would have made its combination.
    if (list.expressions.length > 0) collector.withCategory(0, number)
    return list.expressions.map((expression) => ({ category: number, expression }))
  })
  return {
    index: { seed, ...collector.collected(), names: names.table, exceptions, ...urls, expressions },
    counts: {
      namesRead,
      namesKept: names.kept,
      urlsKept,
      expressions: expressions.length,
      exceptions: excepted.size,
    },
  }
}

type Room = { seed: number; levels: Levels; all: NameTable }
type RoomWithExceptions = Room & { exceptions: NameTable }

/** The same lists get the same index, byte for byte; whoever does not know the lists cannot make names collide. */
function seedOf(lists: readonly ListOfCategory[]): number {
  const hash = createHash('sha256')
  for (const { category, list } of lists) {
    hash.update(`${category}\n${list.names.length}\n`)
    hash.update(list.names.slice(0, 1000).join('\n'))
    hash.update(list.names.slice(-1000).join('\n'))
  }
  return hash.digest().readInt32LE(0)
}

/** Every name with all its categories, each name once, in the order of the lists. */
function sortOut(
  lists: readonly ListOfCategory[],
  collector: SetCollector,
  { seed, levels, all }: Room,
): string[] {
  const once: string[] = []
  for (const { category, list } of lists) {
    const number = collector.categoryNumber(category)
    for (const name of list.names) {
      hashName(name, seed, levels)
      const last = levels.count - 1
      const [high, low] = [levels.high[last] as number, levels.low[last] as number]
      const known = lookUp(all, high, low)
      if (known === 0) once.push(name)
      put(all, high, low, collector.withCategory(known, number))
    }
  }
  return once
}

/** Each name is hashed once more here and no third time: most of the work is finding places in memory. */
function withoutCovered(
  names: readonly string[],
  collector: SetCollector,
  { seed, levels, all, exceptions }: RoomWithExceptions,
): { table: NameTable; kept: number } {
  const [highs, lows] = [new Uint32Array(names.length), new Uint32Array(names.length)]
  const sets = new Uint16Array(names.length)
  let kept = 0
  for (let at = 0; at < names.length; at++) {
    hashName(names[at] as string, seed, levels)
    const set = setUnlessCovered({ levels, all, exceptions }, collector)
    if (set === 0) continue
    highs[kept] = levels.high[levels.count - 1] as number
    lows[kept] = levels.low[levels.count - 1] as number
    sets[kept++] = set
  }
  const table = createNameTable(kept)
  for (let at = 0; at < kept; at++) put(table, highs[at] as number, lows[at] as number, sets[at] as number)
  return { table, kept }
}

/** The name's combination of categories; 0 when a parent says it already, and no exception stands between the two. */
function setUnlessCovered(
  { levels, all, exceptions }: Omit<RoomWithExceptions, 'seed'>,
  collector: SetCollector,
): number {
  const last = levels.count - 1
  const own = lookUp(all, levels.high[last] as number, levels.low[last] as number)
  for (let level = last - 1; level >= 0; level--) {
    const [high, low] = [levels.high[level] as number, levels.low[level] as number]
    const parent = lookUp(all, high, low)
    if (parent !== 0 && collector.covers(parent, own)) return 0
    if (lookUp(exceptions, high, low) !== 0) return own
  }
  return own
}

/** Addresses with a path, and which names have any: almost every question ends at the second. */
function compileUrls(lists: readonly ListOfCategory[], collector: SetCollector, seed: number) {
  const wanted = lists.reduce((sum, { list }) => sum + list.urls.length, 0)
  const urls = createNameTable(wanted)
  const hostsWithUrls = createNameTable(wanted)
  const levels = roomForLevels()
  let kept = 0
  for (const { category, list } of lists) {
    const number = collector.categoryNumber(category)
    for (const url of list.urls) {
      const slash = url.search(/[/?]/)
      const host = url.slice(0, slash)
      hashName(host, seed, levels)
      put(hostsWithUrls, levels.high[levels.count - 1] as number, levels.low[levels.count - 1] as number, 1)
      let [high, low] = [0, 0]
      hashPath(host, url.slice(slash), seed, (a, b) => {
        high = a
        low = b
      })
      const known = lookUp(urls, high, low)
      if (known === 0) kept++
      put(urls, high, low, collector.withCategory(known, number))
    }
  }
  return { urls, hostsWithUrls, kept }
}
