// The noun: something that people do, which no software can do for them. The school says who looks at it and how often,
// and whoever looked attests what they saw. Pure.

import { addDays, type CalendarDate, formatDate } from '#/kernel/london-time.ts'
import type { DesignatedRole } from '../people/index.ts'

export type Practice = {
  key: string
  /** Raised when its words change what is asked; earlier attestations keep the version that they answered. */
  version: number
  title: string
  /** What should happen. */
  should: string
  /** What whoever attests looks at first. */
  look: string
  /** What shows it, and may be attached. */
  proof: string
  who: DesignatedRole
  every: Period
  clauses: readonly string[]
}

export type Period = keyof typeof periods

/** How long an attestation is in date. A term and its holidays are at most seventeen weeks. */
export const periods = {
  month: { words: 'Every month', days: 35 },
  halfTerm: { words: 'Every half-term', days: 60 },
  term: { words: 'Every term', days: 120 },
  year: { words: 'Every year', days: 370 },
} as const

/** Whether it is one of the periods in which a practice is looked at. */
export const isPeriod = (text: string): text is Period => Object.hasOwn(periods, text)

export type Result = 'kept' | 'partly' | 'notKept'

export const results = {
  kept: { words: 'It happens as it should', short: 'Kept' },
  partly: { words: 'It happens in part', short: 'Kept in part' },
  notKept: { words: 'It does not happen', short: 'Not kept' },
} as const satisfies Record<Result, { words: string; short: string }>

export type Arrangement = {
  id: string
  practice: string
  version: number
  role: DesignatedRole
  every: Period
  adoptedOn: CalendarDate
  dueOn: CalendarDate
}

export type Attestation = {
  id: string
  version: number
  result: Result
  seenOn: CalendarDate
  seen: string
  remark: string | null
  attestedBy: string
  attestedAt: Date
  fileId: string | null
}

export type PracticeState = 'notSetUp' | 'never' | 'overdue' | 'short' | 'inDate'

/** Each state as a person reads it. */
export const practiceStates = {
  notSetUp: { text: 'Not in the calendar', means: 'Nobody has been asked to look at it.', colour: 'grey' },
  never: {
    text: 'Not looked at yet',
    means: 'It is in the calendar; nobody has attested it.',
    colour: 'yellow',
  },
  overdue: { text: 'Overdue', means: 'The last attestation is older than its period.', colour: 'red' },
  short: {
    text: 'Falls short',
    means: 'Whoever looked last said that it does not happen as it should.',
    colour: 'orange',
  },
  inDate: { text: 'In date', means: 'Somebody looked, and said what they saw.', colour: 'green' },
} as const satisfies Record<PracticeState, { text: string; means: string; colour: string }>

/** Where a practice stands on a day. What falls short stays so until somebody has looked again. */
export function stateOn(
  day: CalendarDate,
  arrangement: Pick<Arrangement, 'dueOn'> | undefined,
  last: Pick<Attestation, 'result'> | undefined,
): PracticeState {
  if (!arrangement) return 'notSetUp'
  if (!last) return 'never'
  if (arrangement.dueOn < day) return 'overdue'
  return last.result === 'kept' ? 'inDate' : 'short'
}

/** The last day on which what was seen on a day is in date. */
export const dueAfter = (seenOn: CalendarDate, every: Period): CalendarDate =>
  addDays(seenOn, periods[every].days)

/** Why an attestation is an empty tick, in words; null when it is none. */
export function emptyBecause(
  { seen, seenOn }: Pick<Attestation, 'seen' | 'seenOn'>,
  { every, last, today }: { every: Period; last: Pick<Attestation, 'seen'> | undefined; today: CalendarDate },
): { field: 'seen' | 'seenOn'; sentence: string } | null {
  if (seenOn > today)
    return { field: 'seenOn', sentence: 'Give the day on which you looked: it cannot be still to come.' }
  const oldest = addDays(today, -periods[every].days)
  if (seenOn < oldest)
    return {
      field: 'seenOn',
      sentence: `What was seen before ${formatDate(oldest)} is out of date already. Look again, then say what you saw.`,
    }
  if (last && sameWords(last.seen, seen))
    return {
      field: 'seen',
      sentence: 'These are the words of the last time. Say what you saw this time.',
    }
  return null
}

const sameWords = (one: string, other: string): boolean => bare(one) === bare(other)
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
