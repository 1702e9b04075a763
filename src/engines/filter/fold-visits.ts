// Many visits that are one: the same name again within a minute, and a flood of names below one.

import type { ToldVisit } from './tell-visit.ts'

/** So many names that end alike may one device have in a minute, each on its own; all others of them are one. */
export const namesOnTheirOwn = 60

const minuteMs = 60_000
/** Whatever is remembered of a minute goes with it, and sooner where it would fill the memory. */
const mostRemembered = 100_000

/**
 * Folds visits into fewer lines, each with how often it was. A device that makes names up, as a tunnel through DNS does,
 * fills no more than a few lines a minute. What is in the sealed slot always stands on its own. `steadyMs` never jumps.
 */
export function createFolder(
  steadyMs: () => number,
): (visits: readonly ToldVisit[]) => ReadonlyMap<string, ToldVisit> {
  let since = steadyMs()
  let names = new Map<string, Set<string>>()
  let remembered = 0
  const isOneOfMany = (visit: ToldVisit, end: string): boolean => {
    const key = `${keyOf(visit)} ${end}`
    const own = names.get(key) ?? new Set()
    names.set(key, own)
    if (own.has(visit.site)) return false
    if (own.size >= namesOnTheirOwn) return true
    own.add(visit.site)
    remembered++
    return false
  }
  return (visits) => {
    if (steadyMs() - since >= minuteMs || remembered > mostRemembered) {
      since = steadyMs()
      names = new Map()
      remembered = 0
    }
    const lines = new Map<string, ToldVisit>()
    for (const visit of visits) {
      const end = endOf(visit.site)
      const folds = visit.because !== 'sealed' && end !== visit.site && isOneOfMany(visit, end)
      const site = folds ? `*.${end}` : visit.site
      const key = `${keyOf(visit)} ${site}`
      const line = lines.get(key)
      if (line) line.times += visit.times
      else lines.set(key, { ...visit, site })
    }
    return lines
  }
}

const keyOf = ({ school, who, address, profile, allowed, because, category }: ToldVisit): string =>
  `${school} ${who ?? address} ${profile} ${allowed} ${because} ${category}`

/** The last two labels of a name: whose it is, or nearly. */
const endOf = (site: string): string => site.split('.').slice(-2).join('.')
