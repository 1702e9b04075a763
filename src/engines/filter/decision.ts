/**
 * A decision as one number: bit 0 is 1 where the site may be reached, bits 1 to 4 are the step that decided (its place
 * in `becauses`), bits 5 to 9 the concern that an attempt is besides (0: none), the rest is what the step found: a rule, a
 * search term, an exception, a category. `explain` makes a sentence of it.
 */
export type Decision = number

export const becauses = [
  'sealed',
  'help',
  'suspended',
  'search',
  'exception',
  'schoolRule',
  'timeBand',
  'category',
  'otherwise',
] as const
export type Because = (typeof becauses)[number]

// So that no decision is the number 0, which goes on to the next step.
const decided = 0x40000000
const numbers = Object.fromEntries(becauses.map((because, number) => [because, number << 1])) as Record<
  Because,
  number
>

/** A decision names one of so many concerns: what five bits hold. */
export const mostConcerns = 31

/** `found` is a position below a million. */
export function decision(because: Because, allowed: boolean, found: number): Decision {
  return decided | (found << 10) | numbers[because] | (allowed ? 1 : 0)
}

/** Whether the site may be reached. */
export function isAllowed(decision: Decision): boolean {
  return (decision & 1) === 1
}

/** Which step decided. */
export function becauseOf(decision: Decision): Because {
  return becauses[(decision >> 1) & 0xf] as Because
}

/** The number of what the step found: help site, search term, exception, rule, band or category. */
export function foundBy(decision: Decision): number {
  return (decision & ~decided) >>> 10
}

/** The same decision, with the concern that the attempt is: 0, or 1 + its place among `concernsOf`. */
export function withConcern(decision: Decision, concern: number): Decision {
  return decision | (concern << 5)
}

/** 0, or 1 + the place among `concernsOf` of what was tried, whichever step blocked it. */
export function concernOf(decision: Decision): number {
  return (decision >> 5) & mostConcerns
}
