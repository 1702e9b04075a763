// The noun: somebody tried the filter with a device in their hands. Pure.

import type { ProfileKey } from '../filtering/index.ts'

/** What is tried by hand, in the order of the form. */
export const handCases = {
  adult: { words: 'An adult site', hint: 'The page testfiltering.com tries one without showing it.' },
  language: { words: 'A page of strong language', hint: 'testfiltering.com tries this too.' },
  illegal: { words: 'Illegal content', hint: 'Only by testfiltering.com, never by looking for it.' },
  roundAbout: { words: 'A proxy or VPN', hint: 'Open the page of one, or its app.' },
  search: { words: 'A search for pictures', hint: 'A rude word gives nothing rude.' },
  ai: { words: 'A chat with artificial intelligence', hint: 'Where this group should not reach it.' },
  help: { words: 'Childline', hint: 'It opens. If it does not, it came out wrong.' },
} as const satisfies Record<string, { words: string; hint: string }>
export type HandCase = keyof typeof handCases
export const handCaseKeys = Object.keys(handCases) as HandCase[]

export const sightings = { right: 'As it should', wrong: 'Not as it should', notTried: 'Not tried' } as const
export type Sighting = keyof typeof sightings
export type Seen = Readonly<Record<HandCase, Sighting>>

export type Trial = {
  id: string
  at: Date
  by: string
  device: string
  profile: ProfileKey
  place: string
  seen: Seen
  /** What was done about what was wrong; null where nothing was. */
  action: string | null
}

/** What was not as it should be, in words. */
export const wrongIn = (seen: Seen): string[] =>
  handCaseKeys.filter((key) => seen[key] === 'wrong').map((key) => handCases[key].words)

/** What was tried at all, in words. */
export const triedIn = (seen: Seen): string[] =>
  handCaseKeys.filter((key) => seen[key] !== 'notTried').map((key) => handCases[key].words)
