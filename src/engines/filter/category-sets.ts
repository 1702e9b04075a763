// A name can stand in several categories. Each combination that occurs has a number, so that a name needs two bytes.

/** Combinations by number; number 0 is none. */
export type CategorySets = {
  readonly categories: readonly string[]
  readonly sets: readonly (readonly number[])[]
  /** What is left of a combination without the categories of another, for those that can meet: by `pairOf`. */
  readonly differences: ReadonlyMap<number, number>
}

/** A key for two combinations. */
export const pairOf = (set: number, other: number): number => set * 0x10000 + other

/** Collects combinations while lists are read. */
export type SetCollector = {
  categoryNumber: (name: string) => number
  /** The number of the combination `set` with one category more. Refuses more than 65,535 combinations. */
  withCategory: (set: number, category: number) => number
  /** The number of `set` without the categories of `other`. Refuses as above. */
  without: (set: number, other: number) => number
  /** Whether all categories of `part` are in `whole`. */
  covers: (whole: number, part: number) => boolean
  collected: () => CategorySets
}

const mostSets = 0xffff

/** An empty collector. */
export function collectSets(): SetCollector {
  const numbers = new Map<string, number>()
  const sets: (readonly number[])[] = [[]]
  const bySign = new Map<string, number>([['', 0]])
  const more = new Map<number, number>()
  const differences = new Map<number, number>()
  const numberOf = (members: readonly number[]): number => {
    const sign = members.join()
    const known = bySign.get(sign)
    if (known !== undefined) return known
    if (sets.length > mostSets) throw new Error('These lists combine in more than 65,535 ways.')
    bySign.set(sign, sets.push(members) - 1)
    return sets.length - 1
  }
  return {
    categoryNumber: (name) => {
      const known = numbers.get(name) ?? numbers.size
      numbers.set(name, known)
      return known
    },
    withCategory: (set, category) => {
      const question = pairOf(set, category)
      const known = more.get(question)
      if (known !== undefined) return known
      const members = [...new Set([...(sets[set] ?? []), category])].sort((a, b) => a - b)
      const found = numberOf(members)
      more.set(question, found)
      return found
    },
    without: (set, other) => {
      const known = differences.get(pairOf(set, other))
      if (known !== undefined) return known
      const taken = new Set(sets[other])
      const found = numberOf((sets[set] ?? []).filter((category) => !taken.has(category)))
      differences.set(pairOf(set, other), found)
      return found
    },
    covers: (whole, part) =>
      whole === part || (sets[part] ?? []).every((category) => sets[whole]?.includes(category) ?? false),
    collected: () => ({ categories: [...numbers.keys()], sets, differences }),
  }
}
