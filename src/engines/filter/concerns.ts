// What somebody has to hear of, or what leads to help, whichever step blocks it: an attempt that a suspension, the school's own list or
// another category happens to block first is still an attempt (decision S16).

import { Refused } from '#/kernel/refusal.ts'
import { mostConcerns } from './decision.ts'
import type { Policy, Profile } from './policy.ts'
import { compileTerms, type SearchTerms } from './search.ts'
import type { SiteIndex } from './site-index.ts'

/** Their categories, by the numbers of `concernOf` less one: those that lead to help come first. */
export const concernsOf = ({ helpFor = [], concerns = [] }: Policy): readonly string[] => [
  ...new Set([...helpFor, ...concerns]),
]

/** A concern is 0, or 1 + its place among `concernsOf`: of two the lower counts. */
export type Concerns = {
  /** For each combination of categories the concern that it is. */
  readonly ofSets: Uint8Array
  /** Whether an expression finds any: where none does, none is asked of what the lists have blocked. */
  readonly byExpressions: boolean
  /** For each profile the terms that are concerns; undefined where none is. */
  readonly searches: readonly (TermsOfConcern | undefined)[]
}

/** The terms in the order of their concerns, and for each of them which it is. */
export type TermsOfConcern = { terms: SearchTerms; concerns: readonly number[] }

/** Undefined where the policy names none. Refuses, in words, more than a decision can name. */
export function compileConcerns(
  { categories, sets, expressions }: SiteIndex,
  policy: Policy,
): Concerns | undefined {
  const all = concernsOf(policy)
  if (all.length > mostConcerns)
    throw new Refused(`A school can name at most ${mostConcerns} categories as its concerns.`)
  if (all.length === 0) return undefined
  const concernOf = (category: string | undefined): number => all.indexOf(category ?? '') + 1
  return {
    ofSets: Uint8Array.from(sets, (set) => {
      const found = set.map((category) => concernOf(categories[category])).filter((concern) => concern > 0)
      return found.length === 0 ? 0 : Math.min(...found)
    }),
    byExpressions: expressions.some(({ category }) => concernOf(categories[category]) > 0),
    searches: policy.profiles.map((profile) => termsOf(profile, concernOf)),
  }
}

function termsOf(
  { searchTerms = [] }: Profile,
  concernOf: (category: string) => number,
): TermsOfConcern | undefined {
  const some = searchTerms
    .map(({ term, category }) => ({ term, category, concern: concernOf(category) }))
    .filter(({ concern }) => concern > 0)
    .sort((a, b) => a.concern - b.concern)
  const terms = compileTerms(some)
  return terms && { terms, concerns: some.map(({ concern }) => concern) }
}
