import type { CompiledPolicy } from './compile-policy.ts'
import { becauseOf, type Decision, foundBy, isAllowed } from './decision.ts'
import type { Profile } from './policy.ts'
import type { SiteIndex } from './site-index.ts'

/** The category that a decision names itself: that of a site, or of a search. */
export function categoryOf(
  { categories }: SiteIndex,
  profile: Profile | undefined,
  decision: Decision,
): string | undefined {
  const found = foundBy(decision)
  if (becauseOf(decision) === 'search') return profile?.searchTerms?.[found]?.category
  return becauseOf(decision) === 'category' ? categories[found] : undefined
}

/** Whether whoever asked is led to help before anything else is said. */
export function leadsToHelp({ policy, index }: CompiledPolicy, profile: number, decision: Decision): boolean {
  const category = categoryOf(index, policy.profiles[profile], decision)
  return category !== undefined && policy.helpFor?.includes(category) === true
}

/** The sentence that the block page, the log and the test box print: made only when somebody reads it. */
export function explain({ policy, index }: CompiledPolicy, profile: number, decision: Decision): string {
  const found = foundBy(decision)
  const reached = isAllowed(decision)
  const { name = 'this profile', bands = [] } = policy.profiles[profile] ?? {}
  const category = categoryOf(index, policy.profiles[profile], decision) ?? 'unknown'
  const words = policy.categoryWords?.[category] ?? category
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
      return `Blocked for ${name}: what was searched for is in the category “${words}”.`
    case 'category':
      return `Blocked for ${name}: it is in the category “${words}”.`
    case 'otherwise':
      return reached
        ? 'Allowed: nothing is said against it.'
        : `Blocked for ${name}: only chosen sites are open.`
  }
}
