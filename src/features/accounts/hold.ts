// Why somebody's network is stopped, and what follows from all the reasons together. Pure.

import { formatInstant } from '#/kernel/london-time.ts'

/** Whose network: a person's, or that of a logon which belongs to nobody (a class's, a generic one). */
export type Subject = { kind: 'person' | 'account'; id: string }

/** What a hold stops: the logon with all that hangs on it, or one thing while the logon works. */
export type Stops = 'everything' | 'internet' | 'email'

type ReasonRow = {
  /** As pages name it. */
  words: string
  /** The head may let somebody in all the same, until a day. Only what a missing signature stops can be excepted. */
  exceptable: boolean
  /** What stopped it is in a register of its own: the trail says that the network was stopped, and not why. */
  quiet?: boolean
}

/** Every reason for which the network stops. */
export const reasons = {
  agreement: { words: 'Agreement not signed', exceptable: true },
  sanction: { words: 'Decision of the school', exceptable: false, quiet: true },
  left: { words: 'Left the school', exceptable: false },
  notYetBegun: { words: 'Not begun yet', exceptable: false },
  over: { words: 'Its time is over', exceptable: false },
  byHand: { words: 'Stopped by hand', exceptable: false },
  closedElsewhere: { words: 'Closed in the system that keeps accounts', exceptable: false },
  compromised: { words: 'Password may be known to others', exceptable: false },
} as const satisfies Record<string, ReasonRow>
export type Reason = keyof typeof reasons

export type Because = { kind: Reason; id: string }

export type Hold = {
  id: string
  subject: Subject
  because: Because
  stops: Stops
  sentence: string
  startsAt: Date
  until: Date | null
  placedAt: Date
  announcedAt: Date | null
}

export type Exception = {
  id: string
  personId: string
  why: string
  grantedAt: Date
  grantedBy: string
  lastDay: string
  endsAt: Date
}

/** What works now. `works` is the logon; without it nothing else does. */
export type Standing = { works: boolean; internet: boolean; email: boolean }

/** A person's network as it stands: what works, every hold in force, and the exception that lifts some of them. */
export type NetworkState = Standing & { holds: readonly Hold[]; exception: Exception | null }

export const everythingWorks: Standing = { works: true, internet: true, email: true }

/** The row of a reason. */
export const reasonRow = (reason: Reason): ReasonRow => reasons[reason]

/** What works at the moment, from holds that are not released and the exception if there is one. */
export function stateAt(holds: readonly Hold[], exception: Exception | null, now: Date): NetworkState {
  const inForce =
    exception !== null && exception.grantedAt <= now && now < exception.endsAt ? exception : null
  const standing = holds.filter(({ startsAt, until }) => startsAt <= now && (until === null || now < until))
  const counting = standing.filter(({ because }) => inForce === null || !reasonRow(because.kind).exceptable)
  const stopped = (stops: Stops) => counting.some((hold) => hold.stops === stops)
  const works = !stopped('everything')
  return {
    works,
    internet: works && !stopped('internet'),
    email: works && !stopped('email'),
    holds: standing,
    exception: inForce,
  }
}

/** Whether the same things work. */
export function sameStanding(one: Standing, other: Standing): boolean {
  return one.works === other.works && one.internet === other.internet && one.email === other.email
}

/** What stops, in one line: "Everything, until 3 December 2026, midnight". */
export function extentWords({ stops, until }: Pick<Hold, 'stops' | 'until'>): string {
  const what = { everything: 'Everything', internet: 'Internet', email: 'School e-mail' }[stops]
  return until === null ? what : `${what}, until ${formatInstant(until)}`
}
