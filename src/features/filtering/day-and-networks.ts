// What settings say in lines that a person types: breaks of the day, profiles of parts of the network, sites.

import { isIP } from 'node:net'
import { isEnding, rangeOf, siteOf } from '#/engines/filter/index.ts'
import { isProfileKey, type ProfileKey, type Stretch } from './profile.ts'

const linesOf = (text: string): string[] =>
  text
    .split(/[\n;,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const breakLine = /^([01]\d|2[0-3]):([0-5]\d)\s*(?:to|-|–)\s*([01]\d|2[0-3]):([0-5]\d)$/

/** Breaks in the order in which they are typed; a line that is none is left out. */
export function breaksIn(text: string): Stretch[] {
  return linesOf(text).flatMap((line) => {
    const found = breakLine.exec(line)
    return found ? [{ from: `${found[1]}:${found[2]}`, until: `${found[3]}:${found[4]}` }] : []
  })
}

/** What is wrong with the lines, in a sentence; null when nothing is. */
export function problemOfBreaks(text: string): string | null {
  const wrong = linesOf(text).find((line) => !breakLine.test(line))
  if (wrong !== undefined) return `Write each break like 10:30 to 10:45, not “${wrong}”.`
  const backward = breaksIn(text).find(({ from, until }) => from >= until)
  return backward ? `A break ends after it begins: ${backward.from} to ${backward.until} does not.` : null
}

export type NetworkOfProfile = {
  range: string
  profile: ProfileKey
  signInFirst: boolean
  /** Devices there are people's own, which the school does not manage: nobody looks inside them (decision X10). */
  ownDevices: boolean
}

const marks = ['sign-in', 'own'] as const

/** Ranges with their profiles, the most exact first; a line that is none is left out. */
export function networksIn(text: string): NetworkOfProfile[] {
  return linesOf(text)
    .flatMap((line) => {
      const read = networkIn(line)
      return read ? [read] : []
    })
    .sort((one, other) => bitsOf(other.range) - bitsOf(one.range))
}

/** What is wrong with the lines, in a sentence; null when nothing is. */
export function problemOfNetworks(text: string): string | null {
  const wrong = linesOf(text).find((line) => networkIn(line) === null)
  return wrong === undefined
    ? null
    : `“${wrong}” is no range with a profile. Write it like 10.4.8.0/24 staff, or 10.4.9.0/24 sixthForm own sign-in.`
}

function networkIn(line: string): NetworkOfProfile | null {
  const [range = '', profile = '', ...marked] = line.split(/\s+/)
  const [net = '', bits = ''] = range.split('/')
  const widest = isIP(net) === 4 ? 32 : isIP(net) === 6 ? 128 : -1
  // What engines cannot read would keep everything that is agreed from all of them.
  const known = /^\d{1,3}$/.test(bits) && Number(bits) <= widest && rangeOf(range) && isProfileKey(profile)
  const unread = marked.filter((word, at) => !isMark(word) || marked.indexOf(word) < at)
  if (!known || unread.length > 0) return null
  return {
    ...{ range, profile, signInFirst: marked.includes('sign-in') },
    ownDevices: profile === 'guests' || marked.includes('own'),
  }
}

const isMark = (word: string): boolean => marks.some((mark) => mark === word)

const bitsOf = (range: string): number => Number(range.split('/')[1])

/** Names of sites in the order in which they are typed; a line that is none is left out. */
export const sitesIn = (text: string): string[] =>
  linesOf(text)
    .map((line) => siteOf(line)?.host ?? '')
    .filter(isOneSite)

const isOneSite = (host: string): boolean => /[.:]/.test(host) && !isEnding(host)

/** What is wrong with the lines, in a sentence; null when nothing is. */
export function problemOfSites(text: string): string | null {
  const wrong = linesOf(text).find((line) => !isOneSite(siteOf(line)?.host ?? ''))
  return wrong === undefined ? null : `“${wrong}” is no address of one site.`
}
