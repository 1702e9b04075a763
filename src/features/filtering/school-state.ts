// Everything agreed about one school: its policy, who gets which profile, and the index that it was made against. It is made
// anew at each change and never altered.

import { createHash } from 'node:crypto'
import type { Inspected, Policy, Profile } from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { NetworkAnswers } from './network-answers.ts'

export type SchoolState = {
  /** Raised when the shape changes: one of another shape is refused. */
  format: 3
  school: { id: string; slug: string; name: string }
  /** Counts up, one for each change of the school. */
  version: number
  /** SHA-256 of the index, which is also its file's name. */
  index: string
  policy: Omit<Policy, 'profiles'> & { profiles: readonly StateProfile[] }
  /** Whoever nothing is known of gets this one: the strictest of the school. */
  unknown: string
  /** Which profile a part of the network gets, the most exact range first. */
  networks: readonly { range: string; profile: string; signInFirst?: boolean; ownDevices?: boolean }[]
  /** Profile by person, for those who were given another than their work or their class gives. */
  placed: Readonly<Record<string, string>>
  /** Whose internet is stopped, by person or logon, and the moment from which it is not; null until it is given back. */
  suspended: readonly { id: string; untilMs: number | null }[]
  /** What a time of day means: terms and closed days of the school. */
  calendar: StateCalendar
  /** What the network answers for blocked names and the school's own. */
  answers: NetworkAnswers
  /** Whose encrypted pages are looked into; null: nobody's. */
  inspection: Inspected | null
}

/** A profile with what engines do besides allowing and blocking. */
export type StateProfile = Profile & { safeSearch: boolean; youtube: YoutubeLevel }

export type YoutubeLevel = 'strict' | 'moderate' | 'open'

export type StateCalendar = {
  terms: readonly { name: string; from: string; to: string }[]
  closedDays: readonly string[]
  dayStartsAt: string
  dayEndsAt: string
}

/** The state as a file: a line with the hash of what follows, then the state. */
export function stateText(state: SchoolState): { text: string; hash: string } {
  const body = JSON.stringify(state)
  const hash = createHash('sha256').update(body).digest('hex')
  return { text: `${hash}\n${body}\n`, hash }
}

/** Reads what `stateText` wrote. Refuses, in words, what is damaged or of another format. */
export function readState(text: string): SchoolState {
  const [hash, body = ''] = text.split('\n')
  if (createHash('sha256').update(body).digest('hex') !== hash) {
    throw new Refused('The filter’s state is damaged: its content does not fit its checksum.')
  }
  const state = JSON.parse(body) as SchoolState
  if (state.format !== 3) {
    throw new Refused('The filter’s state is of another version of Schoolkeeper. Make it anew.')
  }
  return state
}
