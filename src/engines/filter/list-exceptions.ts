// What a list says that it does not mean (`@@||name^`, `rpz-passthru.`): that name and what is under it leave its category, as
// far as this list goes. What another list says of them stays.

import type { SetCollector } from './category-sets.ts'
import type { ListOfCategory } from './compile-index.ts'
import { hashName, type Levels } from './name-hash.ts'
import { createNameTable, lookUp, type NameTable, put } from './name-table.ts'

/** A name, then each of its parents. */
function* withParents(name: string): Generator<string> {
  yield name
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) yield name.slice(dot + 1)
}

/** The same list without what its own exceptions take out of it. */
export function withoutExcepted({ category, list }: ListOfCategory): ListOfCategory {
  const { allowed = [] } = list
  if (allowed.length === 0) return { category, list }
  const excepted = new Set(allowed)
  const isMeant = (host: string): boolean => {
    for (const one of withParents(host)) if (excepted.has(one)) return false
    return true
  }
  const names = list.names.filter(isMeant)
  const urls = list.urls.filter((url) => isMeant(url.slice(0, url.search(/[/?]/))))
  return { category, list: { ...list, names, urls } }
}

/**
 * Exceptions below a name that their list means: the categories that such a name does not get from above. One counts only
 * where every list that names it, or a parent, in that category makes the exception. `lists` are without what is excepted.
 */
export function exceptionsBelow(
  lists: readonly ListOfCategory[],
  collector: SetCollector,
): ReadonlyMap<string, number> {
  const excepted = lists.map(({ list }) => new Set(list.allowed))
  const namers = whoNames(lists, excepted)
  const found = new Map<string, number>()
  for (const [at, { category }] of lists.entries()) {
    for (const name of excepted[at] ?? []) {
      const above = [...withParents(name)]
      const inCategory = above
        .flatMap((one) => namers.get(one) ?? [])
        .filter((other) => lists[other]?.category === category)
      const allExcept = inCategory.every((other) => above.some((one) => excepted[other]?.has(one)))
      if (inCategory.length === 0 || !allExcept) continue
      found.set(name, collector.withCategory(found.get(name) ?? 0, collector.categoryNumber(category)))
    }
  }
  return found
}

/** Which lists name the exceptions and their parents. */
function whoNames(
  lists: readonly ListOfCategory[],
  excepted: readonly ReadonlySet<string>[],
): ReadonlyMap<string, number[]> {
  const namers = new Map<string, number[]>()
  for (const names of excepted)
    for (const name of names) for (const one of withParents(name)) namers.set(one, [])
  if (namers.size > 0)
    for (const [at, { list }] of lists.entries()) for (const name of list.names) namers.get(name)?.push(at)
  return namers
}

/** The exceptions as a table, by hash. */
export function tableOfExceptions(
  exceptions: ReadonlyMap<string, number>,
  { seed, levels }: { seed: number; levels: Levels },
): NameTable {
  const table = createNameTable(exceptions.size)
  for (const [name, set] of exceptions) {
    hashName(name, seed, levels)
    put(table, levels.high[levels.count - 1] as number, levels.low[levels.count - 1] as number, set)
  }
  return table
}

/** Has every difference counted that a question can need: for each exception, what is left of all that stands above it. */
export function countDifferences(
  exceptions: ReadonlyMap<string, number>,
  { names, table }: { names: NameTable; table: NameTable },
  { seed, levels, collector }: { seed: number; levels: Levels; collector: SetCollector },
): void {
  for (const name of exceptions.keys()) {
    hashName(name, seed, levels)
    const met: number[] = []
    for (let level = levels.count - 1; level >= 0; level--) {
      const [high, low] = [levels.high[level] as number, levels.low[level] as number]
      let left = lookUp(names, high, low)
      for (const exception of met) left = left && collector.without(left, exception)
      const exception = lookUp(table, high, low)
      if (exception !== 0) met.push(exception)
    }
  }
}
