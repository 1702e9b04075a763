// How one thing stood for one group in a test, whichever way it was asked. Pure.

import type { ProfileKey } from '../filtering/index.ts'
import type { Result } from './case.ts'

/** `cameThrough`: against the rules of that moment. `open`: the rules of that moment let it through. */
export type Stood = 'cameThrough' | 'open' | 'closed' | 'notTested'

const of = (results: readonly Result[], key: string, group: ProfileKey): readonly Result[] =>
  results.filter(({ case: asked, profile }) => asked === key && profile === group)

/** Whether it was closed. Where two ways say different things, the worse counts. */
export function stoodOf(results: readonly Result[], key: string, group: ProfileKey): Stood {
  const found = of(results, key, group)
  if (found.some(({ verdict }) => verdict === 'failed')) return 'cameThrough'
  if (found.some(({ outcome }) => outcome === 'reached')) return 'open'
  return found.some(({ outcome }) => outcome === 'blocked') ? 'closed' : 'notTested'
}

const answered = ({ outcome }: Result): boolean => outcome !== 'silent' && outcome !== 'unclear'

/** Whether it was as agreed. What was answered, and about which nothing is agreed, is. */
export function asAgreedIn(
  results: readonly Result[],
  key: string,
  group: ProfileKey,
): 'failed' | 'passed' | 'notTested' {
  const found = of(results, key, group)
  if (found.some(({ verdict }) => verdict === 'failed')) return 'failed'
  return found.some(answered) ? 'passed' : 'notTested'
}

/** The groups that a test could ask for. */
export const groupsIn = (results: readonly Result[]): ReadonlySet<ProfileKey> =>
  new Set(results.map(({ profile }) => profile))
