// One visit as it is kept, and what follows from its kind. Pure.

import { type Because, becauses } from '#/engines/filter/index.ts'
import { categoryRow, isCategoryId, profileWords } from '../filtering/index.ts'

export type Visit = {
  at: Date
  /** Null for a device that nobody answers for. */
  personId: string | null
  address: string
  /** The group, as the school says it: “Key stage 2”. */
  profile: string
  site: string
  allowed: boolean
  because: Because
  category: string | null
  rule: string | null
  times: number
}

/** A sum that would be higher is this: a device can ask without end, and a number that does not fit stops all others. */
export const mostCounted = 1_000_000_000

/** So many lines of a day are shown at once. */
export const mostAtOnce = 500

/** Whether the text names a step of the filter's decision. */
export const isBecause = (text: string): text is Because => becauses.some((one) => one === text)

/**
 * What a blocked visit is counted under: a category, of a site or of a search, or the step that decided. The filter tells what is a
 * concern by its category whatever blocked it, a suspension or the school's own list.
 */
export function kindOf({ because, category }: Pick<Visit, 'because' | 'category'>): string {
  return because === 'sealed' ? because : (category ?? because)
}

const otherKinds: ReadonlyMap<string, string> = new Map([
  ['sealed', 'Illegal content'],
  ['suspended', 'Internet stopped'],
  ['search', 'A search'],
  ['schoolRule', 'The school’s own list'],
  ['timeBand', 'The time of day'],
  ['category', 'A list'],
  ['otherwise', 'Not among the chosen sites'],
])

/** A kind as people read it; one that is known no more stays as it is spelt. */
export const kindWords = (kind: string): string =>
  isCategoryId(kind) ? categoryRow(kind).words : (otherKinds.get(kind) ?? kind)

/** Attempts of which the safeguarding lead has a task at once, whatever a school sets (decision S16). */
export const isAtOnce = (kind: string): boolean =>
  kind === 'sealed' || (isCategoryId(kind) && categoryRow(kind).concern === true)

/** What nobody comes to by chance many times a day. Malware is missing: a device asks for it by itself. */
export const onPurposeWhenRepeated: readonly string[] = ['pornography', 'bypass']

/** Groups of adults who work here. Guests are not among them: a child's own device may be one. */
export const groupsOfAdults: readonly string[] = (['staff', 'governors'] as const).map(profileWords)
