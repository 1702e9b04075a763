// Everything that engines need to know, as one piece of data: made anew at each change, never edited, swapped whole.

import type { Policy } from './policy.ts'

export type Snapshot = {
  madeAtMs: number
  /** The file of the index, beside the snapshot. Its name changes with its content, so that it is not read twice. */
  indexFile: string
  /** The feed of the sealed slot, beside the snapshot; null where no licence is loaded. */
  sealed: { licence: string; feedFile: string } | null
  schools: readonly SchoolOnNetwork[]
}

/** One school: what it wants, and where its devices are. */
export type SchoolOnNetwork = {
  school: string
  /** Counts the school's changes: an engine says by it which of them it has taken. */
  version?: number | undefined
  policy: Policy
  /** Days on which the school is open, as YYYY-MM-DD. */
  schoolDays: readonly string[]
  /** Nobody has given terms for days after this one, so each working day counts as a school day; '' where nobody has given any. */
  workingDaysAfter?: string | undefined
  manners: readonly Manner[]
  networks: readonly Network[]
  devices: readonly Device[]
  /** Addresses of the engine's own machine that stand for a profile, for tests of the filter (`test-address.ts`). */
  testAddresses?: readonly TestAddress[] | undefined
  /** Where a browser is led that asks for a blocked site. */
  blockPage: { ipv4: string | null; ipv6: string | null }
  /** The school's own names: printers, the intranet, its Schoolkeeper. */
  localNames: readonly { name: string; addresses: readonly string[] }[]
  /** Names that a server of the school answers for, as its directory does. Servers are ADDRESS or ADDRESS:PORT. */
  forwards: readonly { name: string; servers: readonly string[] }[]
  /** Nobody looks inside where it is missing. */
  inspection?: Inspected | undefined
}

/** Whose encrypted pages are looked into. The key opens only where the master key of the school's server lies. */
export type Inspected = {
  profiles: readonly string[]
  /** What nobody looks into, besides sites of help and the school's own. */
  never: { categories: readonly string[]; names: readonly string[] }
  /** The school's own authority, as PEM. */
  certificate: string
  sealedKey: string
}

/** How a profile is answered, besides what it may reach. A profile without one gets the strictest. */
export type Manner = {
  profile: string
  /** `page` leads to the block page; the other two say that there is no such name, or nothing under it. */
  blockedAs: 'page' | 'noName' | 'nothing'
  safeSearch: boolean
  youTube: 'open' | 'moderate' | 'strict'
}

export const strictestManner: Omit<Manner, 'profile'> = {
  blockedAs: 'noName',
  safeSearch: true,
  youTube: 'strict',
}

/** Addresses (CIDR) of a part of the school's network, and what anybody unknown gets there. */
export type Network = {
  range: string
  profile: string
  /** Whoever has not signed in reaches only what is always open. */
  signInFirst?: boolean | undefined
  /** Devices there are people's own: nobody looks inside, whoever signs in on them. */
  ownDevices?: boolean | undefined
}

/** A device that is known, or one on which a person is signed in, until a moment. */
export type Device = {
  address: string
  profile: string
  /** Reaches only what is always open: until a moment, or, with null, until somebody lifts it. */
  stopped: { untilMs: number | null } | null
  /** Whose visits these are: an id, never a name. Null for a device that nobody answers for. */
  who: string | null
  untilMs: number
}

/** Whoever asks from there gets what the profile gets, and nothing of it is put on record. */
export type TestAddress = { address: string; profile: string }

/** Somebody's key for the encrypted way into the proxy, wherever in the school's network they use it. */
export type ProxyKey = Omit<Device, 'address' | 'who'> & {
  /** What is typed as the name: of no two schools the same. */
  name: string
  /** As `hashProxyKey` makes it. */
  secretHash: string
  who: string
}

/**
 * Who is signed in on which device, and who may sign in to the proxy with which key. It changes many times an hour, so it
 * is a small file of its own beside the snapshot.
 */
export type SignedIn = {
  madeAtMs: number
  schools: readonly {
    school: string
    devices: readonly Device[]
    proxyKeys?: readonly ProxyKey[] | undefined
  }[]
}
