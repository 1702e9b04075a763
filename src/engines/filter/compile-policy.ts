import { Refused } from '#/kernel/refusal.ts'
import { type Concerns, compileConcerns } from './concerns.ts'
import { hashName, hashPath, roomForLevels } from './name-hash.ts'
import { createNameTable, lookUp, type NameTable, put } from './name-table.ts'
import type { Policy, Profile } from './policy.ts'
import { compileTerms, type SearchTerms } from './search.ts'
import { siteOf } from './site.ts'
import type { SiteIndex } from './site-index.ts'

/** A school's wishes against one index, so that a question only looks things up. */
export type CompiledPolicy = {
  readonly index: SiteIndex
  readonly policy: Policy
  /** Sites that the school names, by hash: numbers into `mentions`. */
  readonly sites: NameTable
  readonly paths: NameTable
  readonly mentions: readonly Mention[]
  /** Names of which a part is mentioned: almost every question ends here. */
  readonly hostsWithPaths: ReadonlySet<string>
  /** For each profile and each combination of categories: 0, or 1 + the category that blocks. */
  readonly blocked: Uint16Array
  /** For each combination of categories: 1 where no exception may open it. */
  readonly closed: Uint8Array
  readonly bands: readonly (readonly CompiledBand[])[]
  /** For each profile what it does not search for; undefined where that is nothing. */
  readonly searches: readonly (SearchTerms | undefined)[]
  readonly concerns: Concerns | undefined
}

/** All that the school says of one site: positions in the policy's lists, in their order. */
export type Mention = {
  /** The name, or the name and the beginning of a path. A hash finds it; only this says that it is meant. */
  site: string
  /** How many labels its name has; `exactest` with a path. */
  depth: number
  helps: number[]
  rules: number[]
  exceptions: number[]
}

/** More than any name has labels. */
export const exactest = 255

/** As `blocked`, for the hours of a band: 0 nothing said, 1 + category blocks, `opens` allows. */
export type CompiledBand = {
  days: number
  fromMinute: number
  untilMinute: number
  schoolDaysOnly: boolean
  says: Uint16Array
}

export const opens = 0xffff

/** Refuses, in words, a policy whose rules name sites that cannot be, or profiles that it does not have. */
export function compilePolicy(index: SiteIndex, policy: Policy): CompiledPolicy {
  const named = nameSites(index, policy)
  const profileNames = new Set(policy.profiles.map(({ name }) => name))
  for (const { site, profiles } of [...policy.rules, ...policy.exceptions]) {
    const unknown = profiles === 'all' ? undefined : profiles.find((name) => !profileNames.has(name))
    if (unknown)
      throw new Refused(
        `The rule for ${site} is for the profile ${unknown}, which this school does not have.`,
      )
  }
  const blocked = new Uint16Array(policy.profiles.length * index.sets.length)
  policy.profiles.forEach(({ blocks }, at) => {
    blocked.set(firstOf(index, blocks), at * index.sets.length)
  })
  const closed = Uint8Array.from(firstOf(index, policy.closedToExceptions), (found) => (found === 0 ? 0 : 1))
  return {
    index,
    policy,
    ...named,
    blocked,
    closed,
    bands: policy.profiles.map((profile) => bandsOf(index, profile)),
    searches: policy.profiles.map(({ searchTerms = [] }) => compileTerms(searchTerms)),
    concerns: compileConcerns(index, policy),
  }
}

/** For each combination: 1 + its first category that is among those named, or 0. */
function firstOf({ categories, sets }: SiteIndex, named: readonly string[]): Uint16Array {
  const wanted = new Set(named)
  return Uint16Array.from(sets, (set) => {
    const found = set.find((category) => wanted.has(categories[category] ?? ''))
    return found === undefined ? 0 : found + 1
  })
}

function bandsOf(index: SiteIndex, { bands }: Profile): CompiledBand[] {
  return bands.map(({ days, fromMinute, untilMinute, schoolDaysOnly, blocks, allows }) => {
    const shut = firstOf(index, blocks)
    const open = firstOf(index, allows)
    return {
      days: days.reduce((bits, day) => bits | (1 << day), 0),
      fromMinute,
      untilMinute,
      schoolDaysOnly,
      says: shut.map((category, set) => category || ((open[set] ?? 0) > 0 ? opens : 0)),
    }
  })
}

function nameSites({ seed }: SiteIndex, policy: Policy) {
  const mentioned = [
    ...policy.alwaysOpen.map((site, at) => ({ site, list: 'helps' as const, at })),
    ...policy.rules.map(({ site }, at) => ({ site, list: 'rules' as const, at })),
    ...policy.exceptions.map(({ site }, at) => ({ site, list: 'exceptions' as const, at })),
  ]
  const sites = createNameTable(mentioned.length)
  const paths = createNameTable(mentioned.length)
  // Number 0 means that nothing is said.
  const mentions: Mention[] = [aboutSite('', 0)]
  const hostsWithPaths = new Set<string>()
  const levels = roomForLevels()
  for (const { site, list, at } of mentioned) {
    const parts = siteOf(site)
    if (!parts) throw new Refused(`${site} is no address of a site.`)
    const tail = `${parts.path}${parts.query}`.replace(/\/$/, '').toLowerCase()
    let [high, low] = [0, 0]
    hashName(parts.host, seed, levels)
    ;[high, low] = [levels.high[levels.count - 1] as number, levels.low[levels.count - 1] as number]
    if (tail !== '') {
      hashPath(parts.host, tail, seed, (a, b) => {
        ;[high, low] = [a, b]
      })
    }
    const table = tail === '' ? sites : paths
    const known = lookUp(table, high, low)
    const named = `${parts.host}${tail}`
    if (tail !== '') hostsWithPaths.add(parts.host)
    const number = known || mentions.push(aboutSite(named, tail === '' ? levels.count : exactest)) - 1
    // Made so on purpose: nobody meets this by chance.
    if (mentions[number]?.site !== named)
      throw new Refused(`${named} cannot be told from ${mentions[number]?.site}.`)
    put(table, high, low, number)
    mentions[number]?.[list].push(at)
  }
  return { sites, paths, mentions, hostsWithPaths }
}

const aboutSite = (site: string, depth: number): Mention => ({
  site,
  depth,
  helps: [],
  rules: [],
  exceptions: [],
})
