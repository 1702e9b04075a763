import type { CompiledPolicy } from './compile-policy.ts'
import { becauseOf, type Decision, foundBy, isAllowed } from './decision.ts'

/** The sentence that the block page, the log and the test box print: made only when somebody reads it. */
export function explain({ policy, index }: CompiledPolicy, profile: number, decision: Decision): string {
  const found = foundBy(decision)
  const reached = isAllowed(decision)
  const { name = 'this profile', bands = [] } = policy.profiles[profile] ?? {}
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
    case 'category': {
      const category = index.categories[found] ?? 'unknown'
      return `Blocked for ${name}: it is in the category “${policy.categoryWords?.[category] ?? category}”.`
    }
    case 'otherwise':
      return reached
        ? 'Allowed: nothing is said against it.'
        : `Blocked for ${name}: only chosen sites are open.`
  }
}
