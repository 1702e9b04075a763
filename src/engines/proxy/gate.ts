// What the proxy asks of whoever runs it. It knows nobody by name, and keeps nothing of what it is told.

import type { Authority } from './authority.ts'
import type { Way } from './proxy-file.ts'
import type { Shape } from './safe-address.ts'

/**
 * A place on the web as it was decided on: canonical, in lower case. `form` is what is posted there, where it may be a search: it is
 * there for the decision, and nobody keeps it.
 */
export type Place = { host: string; pathAndQuery: string; form?: string }

export type Verdict = { allowed: true } | Blocked

/** With `asksForKey` nobody is blocked: they have to say first who they are, and not before so many seconds. */
export type Blocked = { allowed: false; page: BlockPage; asksForKey?: { waitSeconds: number } }

/**
 * What somebody reads in place of the site; `html` is a whole page that needs nothing from elsewhere. `says` is the sentence in it,
 * `askAt` where they may ask for the site and `helpAt` where somebody listens, for ways in that can show no page.
 */
export type BlockPage = {
  html: string
  says: string
  askAt?: string | undefined
  helpAt?: string | undefined
}

/** Somebody who asks: everything that the proxy may do for them. It may be kept for as long as one connection is open. */
export type Pass = {
  /** `pathAndQuery` is empty where only the name is known. It also puts the visit on record. */
  mayReach: (place: Place) => Verdict
  /** Whether a place that may be reached still may when its name is an alias of these. What is sealed goes on record. */
  mayLeadTo: (place: Place, names: readonly string[]) => Verdict
  /** Whether what was allowed still is, for connections that stay open: it is no visit. */
  stillMay: (place: Place) => boolean
  shape: Shape
  /** Whose certificates stand in for this site's; undefined: nobody looks inside. */
  inspectedBy: (host: string) => Authority | undefined
}

export type Gate = {
  /** Undefined for an address that is no school's: it gets nothing. */
  passOf: (address: string) => Pass | undefined
  /** The same for the encrypted way in, with what the request says in `Proxy-Authorization`. */
  signedPassOf: (address: string, authorization: string | undefined) => Pass | undefined
  /** Inside addresses that the school's own names lead to, and no others. */
  isOwnAddress: (address: string) => boolean
  /** The proxy file for whoever asks from there, with the way by which they ask for it. */
  proxyFile: (address: string, way: Way) => string | undefined
  /** What whoever asks from there reads where DNS led them in place of a blocked site; undefined where it is open to them. */
  blockPageAt: (address: string, place: Place) => BlockPage | undefined
  /** Something went wrong that a technician should be able to count. It names no person and no address. */
  count: (what: ProxyTrouble) => void
}

/** How often each went wrong: all of them 0. */
export const noTroubles = () => ({
  notTls: 0,
  namesDiffer: 0,
  unreachable: 0,
  insideAddress: 0,
  aliasesUnsaid: 0,
  siteNotVerified: 0,
  browserRefusedCertificate: 0,
  malformed: 0,
  tooMany: 0,
  keyRefused: 0,
  keyInClear: 0,
})

export type ProxyTroubles = ReturnType<typeof noTroubles>
export type ProxyTrouble = keyof ProxyTroubles
