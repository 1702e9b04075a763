// The noun: a site that somebody on the staff looked through before children use it, for whom and until when. Pure.

import { siteOf } from '#/engines/filter/index.ts'
import type { CalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { siteKept } from '../filtering/index.ts'
import { type PhaseKey, phases } from '../schools/index.ts'

export type CheckedSite = {
  id: string
  site: string
  address: string
  title: string
  covers: 'page' | 'below'
  state: 'suitable' | 'notSuitable' | 'takenOut'
  checkId: string
  phases: readonly PhaseKey[]
  validUntil: CalendarDate
  checkedBy: string
  checkedAt: Date
  takenOutAt: Date | null
  takenOutWhy: string | null
  requestId: string | null
}

export type SiteCheck = {
  id: string
  siteId: string
  result: 'suitable' | 'notSuitable'
  phases: readonly PhaseKey[]
  seen: string
  beware: string | null
  validUntil: CalendarDate
  checkedBy: string
  checkedAt: Date
}

export const standings = {
  inDate: { text: 'Checked', means: 'Somebody looked through it; classes may use it.', colour: 'green' },
  due: {
    text: 'To check again',
    means: 'The last check is too old. Classes do not get it until then.',
    colour: 'orange',
  },
  notSuitable: { text: 'Not suitable', means: 'Whoever looked said no.', colour: 'grey' },
  takenOut: {
    text: 'Taken out',
    means: 'Somebody found something wrong with it. Classes do not get it.',
    colour: 'red',
  },
} as const
export type Standing = keyof typeof standings

/** Where a site stands on a day. */
export const standingOn = (
  day: CalendarDate,
  { state, validUntil }: Pick<CheckedSite, 'state' | 'validUntil'>,
): Standing => (state === 'suitable' ? (validUntil >= day ? 'inDate' : 'due') : state)

export type Page = {
  /** What it is found by. */
  site: string
  /** What opens it. */
  address: string
}

const longestSite = 300

/** An address that somebody typed, as it is kept and as it is opened. Refuses, in words, what is no address. */
export function pageOf(typed: string): Page {
  const text = typed.trim()
  const kept = siteKept(text)
  const { host, path, query } = siteOf(text) ?? { host: kept, path: '', query: '' }
  const site = `${kept}${query}`
  if (site.length > longestSite)
    throw new Refused('This address is too long. Open the page itself and copy its address from there.')
  const scheme = /^http:/i.test(text) ? 'http' : 'https'
  return { site, address: `${scheme}://${host}${path}${query}` }
}

const withoutQuery = (site: string): string => site.split('?')[0] ?? site

/** Whether a check answers for a page: for itself, or for what stands below it as well. */
export function answersFor({ site, covers }: Pick<CheckedSite, 'site' | 'covers'>, page: string): boolean {
  if (site === page) return true
  if (covers === 'page' || site.includes('?')) return false
  const path = withoutQuery(page)
  return path === site || path.startsWith(`${site}/`)
}

/** Whether a report of one site is about another: one of them stands below the other. */
export const touches = (site: string, reported: string): boolean => {
  const [one, other] = [withoutQuery(site), withoutQuery(reported)]
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

/** Whether children would search the whole web there. Engines made for children are not among them. */
export const searchesTheWeb = (site: string): boolean =>
  /^(?:[a-z]{2,6}\.)?(?:google|bing|duckduckgo|yahoo|ecosia|startpage|qwant|yandex|ask)\.[a-z.]+(?:$|\?|\/(?:search|webhp|imghp|images)?(?:$|[?/]))/.test(
    site,
  ) && !/^(?:docs|drive|sites|earth|maps|classroom|meet)\./.test(site)

/** Why a page cannot be used by a phase on a day, in a sentence that says what helps; null when it can. */
export function reasonAgainst(
  found: CheckedSite | undefined,
  phase: PhaseKey | null,
  day: CalendarDate,
): string | null {
  if (!found) return 'Nobody has checked it.'
  const reasons: Readonly<Record<Standing, string | null>> = {
    inDate: null,
    due: 'Its last check is too old. Check it again.',
    notSuitable: 'Whoever checked it found it not suitable.',
    takenOut: 'It was taken out, because somebody found something wrong with it.',
  }
  const reason = reasons[standingOn(day, found)]
  if (reason !== null || phase === null || found.phases.includes(phase)) return reason
  return `It was checked for ${phasesWords(found.phases)}, and not for ${phases[phase].words.toLowerCase()}.`
}

/** Phases in words. */
export const phasesWords = (keys: readonly PhaseKey[]): string =>
  keys.map((key) => phases[key].words.toLowerCase()).join(', ')
