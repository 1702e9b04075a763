// The noun: the review of filtering and monitoring that a school holds each year, or when something is new. Pure.

import { Refused } from '#/kernel/refusal.ts'
import { questionsOf } from './questions.ts'

export const reasons = {
  year: 'A year has gone by',
  risk: 'A new risk to children',
  technology: 'New technology, artificial intelligence included',
  practice: 'We work in another way: own devices, lessons from home',
} as const
export type Reason = keyof typeof reasons

/** Who has to sit at the table. */
export const parts = {
  leader: 'From the leadership team',
  safeguarding: 'The safeguarding lead',
  it: 'From IT support',
  governor: 'The governor for this',
} as const
export type Part = keyof typeof parts
export type TakesPart = Readonly<Record<Part, string>>

export const standings = {
  inOrder: 'In order',
  needsAction: 'Something has to be done',
} as const
export type Standing = keyof typeof standings
export type ReviewAnswer = { says: string; standing: Standing }
export type Answers = Readonly<Record<string, ReviewAnswer>>

export const reviewStates = {
  open: { text: 'Being held', means: 'Questions are being answered.', colour: 'blue' },
  finished: {
    text: 'To be signed',
    means: 'Everything is answered, and not everybody has signed.',
    colour: 'orange',
  },
  signed: { text: 'Signed', means: 'It is the school’s word, and never changes.', colour: 'green' },
} as const
export type ReviewState = keyof typeof reviewStates

export type Review = {
  id: string
  number: number
  edition: number
  reason: Reason
  why: string
  takesPart: TakesPart
  begunAt: Date
  begunBy: string
  answers: Answers
  state: ReviewState
  finishedAt: Date | null
  finishedBy: string | null
  signedAt: Date | null
}

export type ReviewAction = {
  id: string
  reviewId: string
  what: string
  role: string
  dueOn: string
  doneAt: Date | null
  doneBy: string | null
  doneHow: string | null
}

export type ReviewSignature = { role: string; signedBy: string; signedAt: Date }

/** Questions that nobody has answered yet. */
export const unanswered = ({ edition, answers }: Pick<Review, 'edition' | 'answers'>) =>
  questionsOf(edition).filter(({ key }) => answers[key] === undefined)

/** Refuses, in words, a review that is finished: what was signed, or is about to be, does not change. */
export function requireOpen({ state }: Pick<Review, 'state'>): void {
  if (state !== 'open')
    throw new Refused('This review is finished. What has changed since belongs into the next one.')
}

/** Refuses, in words, to finish while something is unanswered, or something has to be done and nobody does it. */
export function requireComplete(review: Review, actions: readonly ReviewAction[]): void {
  requireOpen(review)
  const [open] = unanswered(review)
  if (open) throw new Refused(`One question at least waits for an answer: ${open.asks}`)
  const needs = Object.values(review.answers).some(({ standing }) => standing === 'needsAction')
  if (needs && actions.length === 0)
    throw new Refused('You said that something has to be done. Add what, by whom and until when.')
}

/** Roles that still have to sign, in the school's order. */
export const stillToSign = (wanted: readonly string[], signatures: readonly ReviewSignature[]): string[] =>
  wanted.filter((role) => !signatures.some((one) => one.role === role))
