// A name with nothing said of it may lead to one that is blocked: the same for whoever asks by DNS and for the proxy.

import { type Because, becauseOf, type Decision, foundBy, isAllowed } from './decision.ts'

/** Somebody opened a name on purpose, so that where it leads to is open too. For a time: but for what is never open. */
export type Opened = 'no' | 'forATime' | 'yes'

/** Who opened a name, by the reason for which it is open. */
export function openedBy(because: Because): Opened {
  if (because === 'exception') return 'forATime'
  return because === 'help' || because === 'schoolRule' ? 'yes' : 'no'
}

/**
 * Whether what was decided on an alias shuts the name that leads there. That the alias is not among chosen sites is no reason; what is
 * sealed stays so by every name. `neverOpen` are numbers of categories.
 */
export function shutByAlias(opened: Opened, onAlias: Decision, neverOpen: ReadonlySet<number>): boolean {
  if (isAllowed(onAlias)) return false
  const because = becauseOf(onAlias)
  if (because === 'sealed') return true
  if (opened === 'no') return because !== 'otherwise'
  return opened === 'forATime' && because === 'category' && neverOpen.has(foundBy(onAlias))
}
