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
  type Question,
  type SiteIndex,
  siteOf,
} from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Context } from '#/platform/context.ts'
import { questionFor } from './ask-state.ts'
import { type CategoryId, categoryIds, isCategoryId, neverOpen } from './category.ts'
import { pagesSeen } from './page-alone.ts'
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
type Decided = {
  allowed: boolean
  because: Because
  sentence: string
  /** Whether whoever is blocked reads first where to find help. */
  leadsToHelp: boolean
}
export type Told = Decided & {
  /** What is decided by the name alone, where the site is encrypted and nobody looks inside; null where the whole address is seen. */
  byName: Decided | null
  /** What lists say of the site, whoever asks. */
  category: CategoryId | null
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
  const seen = pagesSeen({ state, index })
  const answer = (question: Question): Decided => {
    const decision = decide(question)
    return {
      allowed: isAllowed(decision),
      because: becauseOf(decision),
      sentence: explain(compiled, question.profile, decision),
      leadsToHelp: leadsToHelp(compiled, question.profile, decision),
    }
  }
  const ask = (asked: Asked): Told => {
    const site = siteOf(asked.address.trim())
    if (!site) throw new Refused('This is no address of a site. Write it like www.example.org/page.')
    const question = questionFor(state, { ...asked, site })
    // A search that is tried without an address is tried as if it were seen.
    const isSeen = question.pathAndQuery === '' || (asked.search ?? '') !== '' || isInClear(asked.address)
    return {
      ...answer(question),
      byName: isSeen || seen(site.host, asked.profile) ? null : answer({ ...question, pathAndQuery: '' }),
      category: categoryIn(index, asked.address, categoryIds),
      version: state.version,
      problem,
    }
  }
  return { state, ask }
}

/** Nearly every site is encrypted, so an address is taken to be where nothing else is written. */
const isInClear = (address: string): boolean => /^\s*http:/i.test(address)

/** What the filter answers. Refuses, in words, what is no address, and a school that has no state yet. */
export async function askFilter(context: Context, schoolId: string, asked: Asked): Promise<Told> {
  return (await openFilter(context, schoolId)).ask(asked)
}

/**
 * What really happens now, for the profile or for the strictest: where only the name is seen, what is decided by that. Null where nothing
 * can be said yet.
 */
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
  const asked = { address, profile: known ? wanted : unknown, at: context.clock() }
  const told = await askFilter(context, schoolId, asked)
  return { ...told, ...told.byName }
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
