// What would somebody get? Asked of the state in force with the engine's own decision, so that page and engine cannot differ.

import {
  type Because,
  becauseOf,
  blankQuestion,
  compilePolicy,
  createDecider,
  emptySlot,
  explain,
  foundBy,
  isAllowed,
  leadsToHelp,
  type Policy,
  type SiteIndex,
  siteOf,
} from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Context } from '#/platform/context.ts'
import { questionFor } from './ask-state.ts'
import { type CategoryId, categoryIds, isCategoryId, neverOpen } from './category.ts'
import { type ProfileKey, profiles } from './profile.ts'
import type { SchoolState } from './school-state.ts'
import { type LoadedState, loadState } from './state-files.ts'
import { filterFolder } from './the-lists.ts'

export type Asked = {
  address: string
  /** What is searched for there, where that is asked. */
  search?: string
  profile: string
  person?: string | null
  at: Date
}
export type Told = {
  allowed: boolean
  because: Because
  sentence: string
  /** What lists say of the site, whoever asks. */
  category: CategoryId | null
  /** Whether whoever is blocked reads first where to find help. */
  leadsToHelp: boolean
  version: number
  problem: string | null
}

/** The state in force, and what it answers: for whoever asks many times. */
export type OpenFilter = { state: SchoolState; ask: (asked: Asked) => Told }

/** Refuses, in words, a school that has no state yet; `ask` refuses what is no address. */
export async function openFilter(context: Context, schoolId: string): Promise<OpenFilter> {
  const { state, index, problem } = await stateInForce(context, schoolId)
  const compiled = compilePolicy(index, state.policy)
  const decide = createDecider(compiled, emptySlot)
  const ask = (asked: Asked): Told => {
    const site = siteOf(asked.address.trim())
    if (!site) throw new Refused('This is no address of a site. Write it like www.example.org/page.')
    const question = questionFor(state, { ...asked, site })
    const decision = decide(question)
    return {
      allowed: isAllowed(decision),
      because: becauseOf(decision),
      sentence: explain(compiled, question.profile, decision),
      category: categoryIn(index, asked.address, categoryIds),
      leadsToHelp: leadsToHelp(compiled, question.profile, decision),
      version: state.version,
      problem,
    }
  }
  return { state, ask }
}

/** What the filter answers. Refuses, in words, what is no address, and a school that has no state yet. */
export async function askFilter(context: Context, schoolId: string, asked: Asked): Promise<Told> {
  return (await openFilter(context, schoolId)).ask(asked)
}

/** What the filter says now, to the profile or to the strictest; null where nothing can be said yet. */
export async function askAsItStands(
  context: Context,
  schoolId: string,
  address: string,
  profile: ProfileKey | undefined,
): Promise<Told | null> {
  const loaded = await loadState(filterFolder(context.vault), schoolId)
  if (loaded === null) return null
  const { policy, unknown } = loaded.state
  const wanted = profile === undefined ? unknown : profiles[profile].words
  const known = policy.profiles.some(({ name }) => name === wanted)
  return askFilter(context, schoolId, { address, profile: known ? wanted : unknown, at: context.clock() })
}

/** The state that the engines hold. Refuses, in words, a school that has none yet. */
export async function stateInForce(context: Context, schoolId: string): Promise<LoadedState> {
  const loaded = await loadState(filterFolder(context.vault), schoolId)
  if (loaded === null) throw new Refused('The filter is being made ready. Try again in a minute.')
  return loaded
}

/** The category that lists give to a site among those that are never open; null when it is in none, or nothing is known yet. */
export async function neverOpenCategory(
  context: Context,
  schoolId: string,
  address: string,
): Promise<CategoryId | null> {
  const loaded = await loadState(filterFolder(context.vault), schoolId)
  return loaded === null ? null : categoryIn(loaded.index, address, neverOpen)
}

/** The first of these categories that lists give to a site; null when it is in none. */
export function categoryIn(
  index: SiteIndex,
  address: string,
  among: readonly CategoryId[],
): CategoryId | null {
  const site = siteOf(address)
  if (!site) return null
  const policy: Policy = {
    profiles: [{ name: 'anybody', blocks: among, otherwise: 'allow', bands: [] }],
    alwaysOpen: [],
    rules: [],
    exceptions: [],
    closedToExceptions: [],
  }
  const tail = `${site.path}${site.query}`.toLowerCase()
  const decision = createDecider(
    compilePolicy(index, policy),
    emptySlot,
  )({ ...blankQuestion(), host: site.host, pathAndQuery: tail === '/' ? '' : tail })
  const found = index.categories[foundBy(decision)] ?? ''
  return isAllowed(decision) || !isCategoryId(found) ? null : found
}
