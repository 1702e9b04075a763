// The noun: somebody needs a site, or found one unsuitable. Pure.

import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { isSchoolDay, type SchoolCalendar } from '#/kernel/school-calendar.ts'
import type { Sensitive } from '#/kernel/sensitive.ts'
import { isPage, type PagesSeen, type ProfileKey, type SeesPages, wholeSiteOf } from '../filtering/index.ts'

export const wants = {
  open: { words: 'Open it', asked: 'A site is asked for', child: 'I need this site for my work' },
  block: { words: 'Block it', asked: 'A site was found unsuitable', child: 'This site is not nice' },
} as const
export type Wants = keyof typeof wants

export const states = {
  asked: { text: 'To decide', means: 'Nobody has decided yet.', colour: 'orange' },
  agreed: { text: 'Agreed', means: 'The filter does so.', colour: 'green' },
  refused: { text: 'Refused', means: 'Everything stays as it was.', colour: 'grey' },
} as const
export type State = keyof typeof states

/** What was agreed until a day or for a lesson, and is over: no state of the record, but what people have to read. */
export const over = {
  text: 'Over',
  means: 'It was agreed for a time, and that time is over.',
  colour: 'grey',
} as const

/** Whether what was agreed has ended by itself. */
export const isOver = ({ state, until }: Pick<SiteRequest, 'state' | 'until'>, now: Date): boolean =>
  state === 'agreed' && until !== null && until <= now

/** What was agreed of a page alone: no state of the record either, but nobody is to think that the filter does it everywhere. */
export const ofPage = {
  text: 'Agreed for a page',
  means: 'The filter does so where it sees the page: on encrypted sites only where it looks inside.',
  colour: 'yellow',
} as const

/** How much of a site is meant where somebody named a page of it. */
export const reaches = { site: 'The whole site', page: 'This page alone' } as const
export type Reach = keyof typeof reaches

/** What is opened or blocked: the page that was asked about, or the site that it is on. */
export const reached = (site: string, reach: Reach): string => (reach === 'page' ? site : wholeSiteOf(site))

/** How much is meant where nobody has said: what is to be blocked has to be blocked on people's own devices too. */
export const usuallyMeant = (wanted: Wants, seen: PagesSeen): Reach =>
  seen === 'everywhere' || (seen === 'notOnOwnDevices' && wanted === 'open') ? 'page' : 'site'

export const lastings = {
  lesson: 'For this lesson: one hour, and not beyond the school day',
  until: 'Until a day, that day included',
  good: 'For good',
} as const
export type Lasts = keyof typeof lastings

/** Why a provider could not be written to, and what to do about it. */
export const providerTroubles = {
  noAddress:
    'No e-mail address of the provider stands among the contacts. Ring them, and have the address added.',
  refused:
    'Their mail server refuses our message for good. Ring them, ask for the right address, and have it changed among the contacts.',
  notReached:
    'The message was given up after trying for most of a day: a mail server, theirs or ours, would not take it. Ring them, or write from the school’s own mailbox.',
  noMail: 'This Schoolkeeper sends no e-mail. Ring them, or write from the school’s own mailbox.',
} as const
export type ProviderTrouble = keyof typeof providerTroubles

export type SiteRequest = {
  id: string
  wants: Wants
  site: string
  why: Sensitive | null
  askedAt: Date
  askedBy: string | null
  classSessionId: string | null
  profiles: readonly ProfileKey[]
  state: State
  /** What was agreed to be opened or blocked; also what the first of two agreed to. */
  agreedSite: string | null
  lasts: Lasts | null
  until: Date | null
  firstAgreedBy: string | null
  decidedAt: Date | null
  decidedBy: string | null
  decidedWhy: string | null
  answer: string | null
  ownSiteId: string | null
  toldProviderAt: Date | null
  /** Why the provider's desk could not be written to. */
  providerTrouble: ProviderTrouble | null
  providerDid: string | null
  providerDidAt: Date | null
  incidentId: string | null
}

const lessonMs = 60 * 60_000

/** When what was agreed ends; null for good. A lesson does not outlast the school day. Refuses a day that is over. */
export function endOf(
  { lasts, on }: { lasts: Lasts; on: string | null },
  now: Date,
  calendar: SchoolCalendar,
): Date | null {
  if (lasts === 'good') return null
  const today = londonDate(now)
  if (lasts === 'until') {
    if (on === null || on < today) throw new Refused('Choose a last day that is still to come.')
    return instantAt(addDays(on, 1), '00:00')
  }
  const hour = new Date(now.getTime() + lessonMs)
  const dayEnds = instantAt(today, calendar.dayEndsAt)
  return isSchoolDay(today, calendar) && dayEnds > now && dayEnds < hour ? dayEnds : hour
}

/** What whoever asked reads where nobody wrote anything else. Nobody is named, and nobody is to blame. */
export const usualAnswers: Readonly<Record<Wants, Readonly<Record<Exclude<State, 'asked'>, string>>>> = {
  open: {
    agreed: 'Yes: you can open this site now.',
    refused:
      'This site stays closed. Somebody at school can help you to find another one. It was right to ask.',
  },
  block: {
    agreed: 'Thank you for telling us. This site is closed now.',
    refused: 'Thank you for telling us. We looked at this site, and it stays open.',
  },
}

/** The same, where a page alone was agreed, and the filter sees it. */
export const pageAnswers: Readonly<Record<Wants, string>> = {
  open: 'Yes: you can open this page now.',
  block: 'Thank you for telling us. This page is closed now.',
}

/** The same, where the filter sees no pages of an encrypted site: `next` stands behind the school’s own words too, so that nobody thinks it is done. */
export const unseenAnswers: Readonly<Record<Wants, { first: string; next: string }>> = {
  open: {
    first: 'Yes to this page alone.',
    next: 'If it still does not open, the filter cannot open one page of this site: ask for the whole site.',
  },
  block: {
    first: 'Thank you for telling us.',
    next: 'The filter may not be able to close this page alone. If it still opens, close it and tell an adult.',
  },
}

/** Where a page alone is seen that was agreed, on encrypted sites and for all of those it is for; of a whole site everything is. */
export const seenOf = ({ agreedSite, profiles }: Agreed, sees: SeesPages): PagesSeen =>
  agreedSite !== null && isPage(agreedSite) ? sees(agreedSite, profiles) : 'everywhere'
type Agreed = Pick<SiteRequest, 'agreedSite' | 'profiles'>

/** Whether a page alone was agreed. */
export const isOfPage = ({ state, agreedSite }: Pick<SiteRequest, 'state' | 'agreedSite'>): boolean =>
  state === 'agreed' && agreedSite !== null && isPage(agreedSite)

/** What whoever asked reads when the time that was agreed is over. */
export const overAnswers: Readonly<Record<Wants, string>> = {
  open: 'The time for this site is over. You can ask for it again.',
  block: 'This site is not closed any more. You can tell us about it again.',
}
