// A session: from the right password to signing out. Pages open when nothing is left to do.

import { createHash, randomBytes } from 'node:crypto'
import type { ProviderKind } from './providers/provider.ts'

/** What a person still has to do, in this order, before pages open. */
export type Stage = 'secondFactor' | 'newPassword' | 'enrolment' | 'recoveryCodes' | 'open'

/** How a person stands with the rules at this moment. */
export type Standing = {
  hasSecondFactor: boolean
  provedSecondFactor: boolean
  needsSecondFactor: boolean
  mustChangePassword: boolean
  hasRecoveryCodes: boolean
}

const stages: readonly { stage: Stage; when: (standing: Standing) => boolean }[] = [
  { stage: 'secondFactor', when: (s) => s.hasSecondFactor && !s.provedSecondFactor },
  { stage: 'newPassword', when: (s) => s.mustChangePassword },
  { stage: 'enrolment', when: (s) => s.needsSecondFactor && !s.hasSecondFactor && !s.provedSecondFactor },
  { stage: 'recoveryCodes', when: (s) => s.hasSecondFactor && !s.hasRecoveryCodes },
]

/** The first thing that is still to do. */
export function stageOf(standing: Standing): Stage {
  return stages.find(({ when }) => when(standing))?.stage ?? 'open'
}

/** The page of each stage, under `/s/<school>`. */
export const stagePages: Readonly<Record<Stage, `/${string}`>> = {
  secondFactor: '/sign-in/second-factor',
  newPassword: '/sign-in/new-password',
  enrolment: '/sign-in/enrol',
  recoveryCodes: '/sign-in/recovery-codes',
  open: '/',
}

/** A first stage left half-way is not worth keeping: who walked away starts again. */
export const unfinishedLastsMinutes = 20

export type Session = {
  id: string
  kind: 'person' | 'classSession'
  personId: string | null
  classSessionId: string | null
  className: string | null
  stage: Stage
  /** The provider it began with; null for a password. */
  provider: ProviderKind | null
  csrf: string
  device: string
  createdAt: Date
  lastSeenAt: Date
  idleMinutes: number
  expiresAt: Date
  provedSecondFactorAt: Date | null
  steppedUpAt: Date | null
  challenge: string | null
  challengeAt: Date | null
  /** Where in the school's network it was used last; null outside. */
  address: string | null
}

/** Whether the session still counts: neither too old nor unused for too long. */
export function isLive(
  session: Pick<Session, 'lastSeenAt' | 'idleMinutes' | 'expiresAt'>,
  now: Date,
): boolean {
  const idleMs = now.getTime() - session.lastSeenAt.getTime()
  return now < session.expiresAt && idleMs < session.idleMinutes * 60_000
}

/** A new token of 256 bits for the browser, and the hash that we keep. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** Tokens are random, so a plain hash is enough: there is nothing to guess from. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** "Chrome on Windows": enough for a person to recognise their own device, and no more. */
export function deviceOf(userAgent: string): string {
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'A browser'
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'an unknown device'
  return `${browser} on ${system}`
}

const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg/],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrome|CriOS/],
  ['Safari', /Safari/],
]
const systems: readonly (readonly [string, RegExp])[] = [
  ['ChromeOS', /CrOS/],
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh/],
  ['Linux', /Linux/],
]
