// A request for a second person: who may ask and agree, how long it waits, and where it stands. Pure.

import { Refused } from '#/kernel/refusal.ts'
import type { Tx } from '../database/database.ts'

/** Something that nobody does alone. */
export type TwoPersonAction = {
  id: `${string}.${string}`
  /** Ends the sentence "asks to …". Names nobody. */
  words: string
  /** The kind of record that it is about, as the trail names it: `person`. */
  aboutKind: string
  askedBy: readonly string[]
  agreedBy: readonly string[]
  /** Where not all of `agreedBy` agree about each: those who do about this one. Nobody else but who asked sees it then. */
  agreesAbout?: (tx: Tx, schoolId: string, asked: Agreeing) => Promise<readonly string[]>
  waitsForHours: number
  /** From the agreement until the act: afterwards it is asked again. */
  grantLastsMinutes: number
  /** Where the act is done, under `/s/<school>`. */
  path: (aboutId: string) => `/${string}`
  /** What it is about, in a few words for those who decide; without it the reason alone says so. */
  nameOf?: (tx: Tx, schoolId: string, aboutId: string) => Promise<string>
  /** Outside the usual way, when nobody is left to agree: these people look at it afterwards. */
  breakGlass?: { reviewedBy: readonly string[] }
}

export type Agreeing = { aboutId: string; askedBy: string; at: Date }

/** The roles that agree about one request. */
export async function agreersOf(
  tx: Tx,
  schoolId: string,
  { agreedBy, agreesAbout }: TwoPersonAction,
  asked: Agreeing,
): Promise<readonly string[]> {
  if (agreesAbout === undefined) return agreedBy
  const agree = await agreesAbout(tx, schoolId, asked)
  return agreedBy.filter((role) => agree.includes(role))
}

export type TwoPersonRequest = {
  id: string
  action: string
  aboutId: string
  reason: string
  askedBy: string
  askedAt: Date
  waitsUntil: Date
  decision: 'agreed' | 'refused' | null
  decidedBy: string | null
  decidedAt: Date | null
  decidedWhy: string | null
  grantEndsAt: Date | null
  usedAt: Date | null
  breakGlass: boolean
  reviewedBy: string | null
  finding: string | null
  withdrawnAt: Date | null
}

export type State = 'waiting' | 'agreed' | 'refused' | 'withdrawn' | 'unanswered' | 'used' | 'lapsed'

/** One line each, as the page prints them. */
export const stateWords: Readonly<Record<State, string>> = {
  waiting: 'Waiting for a second person',
  agreed: 'Agreed: may be done now',
  refused: 'Refused',
  withdrawn: 'Taken back',
  unanswered: 'Nobody answered in time',
  used: 'Done',
  lapsed: 'Agreed, but not done in time',
}

/** Where a request stands. Time alone ends what waits: no job has to run for it. */
export function stateOf(request: TwoPersonRequest, now: Date): State {
  if (request.decision === 'refused') return 'refused'
  if (request.withdrawnAt !== null) return 'withdrawn'
  if (request.usedAt !== null) return 'used'
  if (request.grantEndsAt !== null) return now < request.grantEndsAt ? 'agreed' : 'lapsed'
  return now < request.waitsUntil ? 'waiting' : 'unanswered'
}

/** Refuses, in words, a request for something else, and one that is over. */
export function requireWaiting(request: TwoPersonRequest, action: TwoPersonAction, now: Date): void {
  if (request.action !== action.id) throw new Refused('That request is for something else.')
  const state = stateOf(request, now)
  if (state !== 'waiting')
    throw new Refused(`This cannot be decided any more: ${stateWords[state].toLowerCase()}.`)
}
