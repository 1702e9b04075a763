// A line of the school's own list: a site that it blocks or opens, for whom and until when. Pure.

import { isEnding, siteOf } from '#/engines/filter/index.ts'
import { addDays, formatDate, formatInstant, wallTimeOf } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { ProfileKey } from './profile.ts'

export type OwnSite = {
  id: string
  site: string
  does: 'allow' | 'block'
  /** Empty: everybody. */
  profiles: readonly ProfileKey[]
  until: Date | null
  why: string
  addedAt: Date
  addedBy: string | null
  agreedBy: string | null
  endedAt: Date | null
  endedBy: string | null
  endedWhy: string | null
}

export const doesWords = { allow: 'Open', block: 'Blocked' } as const

/**
 * An address as the list keeps it: the name and the beginning of a path, nothing that somebody searched for. Refuses, in
 * words, what is no address of a site, and a whole ending such as co.uk.
 */
export function siteKept(typed: string): string {
  const site = siteOf(typed.trim())
  if (!site || !/[.:]/.test(site.host)) {
    throw new Refused('This is no address of a site. Write it like www.example.org or example.org/page.')
  }
  const host = site.host.replace(/^www\./, '')
  if (isEnding(host))
    throw new Refused('This names thousands of sites. Write the address of the one that is meant.')
  return `${host}${site.path}`.replace(/\/$/, '').slice(0, 300)
}

/** Until when a site is open or blocked: what ends with a day names that day, not the midnight after it. */
export function formatUntil(until: Date): string {
  const { date, ms } = wallTimeOf(until)
  return ms === 0 ? `${formatDate(addDays(date, -1))}, end of day` : formatInstant(until)
}

export type StandingOf = Pick<OwnSite, 'until' | 'endedAt'>

/** Whether it counts at the moment. */
export const stands = ({ until, endedAt }: StandingOf, now: Date): boolean =>
  endedAt === null && (until === null || now < until)
