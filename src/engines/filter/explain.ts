import type { CompiledPolicy } from './compile-policy.ts'
import { concernsOf } from './concerns.ts'
import { becauseOf, concernOf, type Decision, foundBy, isAllowed } from './decision.ts'
import type { Policy } from './policy.ts'
import type { SiteIndex } from './site-index.ts'

/** The category that a decision tells: a concern whichever step blocked, else that of a site or a search which a step found. */
export function categoryOf(
  index: SiteIndex,
  policy: Policy,
  profile: number,
  decision: Decision,
): string | undefined {
  const concern = concernOf(decision)
  return concern === 0 ? foundCategory(index, policy, profile, decision) : concernsOf(policy)[concern - 1]
}

function foundCategory(
  { categories }: SiteIndex,
  { profiles }: Policy,
  profile: number,
  decision: Decision,
): string | undefined {
  const found = foundBy(decision)
  if (becauseOf(decision) === 'search') return profiles[profile]?.searchTerms?.[found]?.category
  return becauseOf(decision) === 'category' ? categories[found] : undefined
}

/** Whether whoever asked is led to help before anything else is said. */
export function leadsToHelp({ policy, index }: CompiledPolicy, profile: number, decision: Decision): boolean {
  const category = categoryOf(index, policy, profile, decision)
  return category !== undefined && policy.helpFor?.includes(category) === true
}

/** The sentence that the block page, the log and the test box print: made only when somebody reads it. */
export function explain({ policy, index }: CompiledPolicy, profile: number, decision: Decision): string {
  const found = foundBy(decision)
  const reached = isAllowed(decision)
  const { name = 'this profile', bands = [] } = policy.profiles[profile] ?? {}
  const wordsOf = (category = 'unknown'): string => policy.categoryWords?.[category] ?? category
  switch (becauseOf(decision)) {
    case 'sealed':
      return 'Blocked for everybody, by a list that nobody at the school can change.'
    case 'help':
      return 'Always open: help is never blocked.'
    case 'suspended':
      return 'Blocked: the use of the school’s network is suspended for this account.'
    case 'exception':
      return `Open for now: the school allowed ${policy.exceptions[found]?.site ?? 'it'} until a set time.`
    case 'schoolRule':
      return `${reached ? 'Allowed' : 'Blocked'} by the school’s own list (${policy.rules[found]?.site ?? 'a rule'}).`
    case 'timeBand':
      return `${reached ? 'Allowed' : 'Blocked'} at this time (${bands[found]?.name ?? 'a time of the day'}).`
    case 'search':
      return `Blocked for ${name}: what was searched for is in the category “${wordsOf(foundCategory(index, policy, profile, decision))}”.`
    case 'category':
      return `Blocked for ${name}: it is in the category “${wordsOf(categoryOf(index, policy, profile, decision))}”.`
    case 'otherwise':
      return reached
        ? 'Allowed: nothing is said against it.'
        : `Blocked for ${name}: only chosen sites are open.`
  }
}
