import type { Tx } from '../database/database.ts'
import type { KeyedHash } from '../keys/keys.ts'
import type { PasswordAsks } from './password-rules.ts'
import type { ProviderKind } from './providers/provider.ts'
import type { SignInSettings } from './settings.ts'

/** What sign-in is told from outside, by app/. It knows no school word: people are ids and roles are strings. */
export type SignInParts = {
  /** The roles a person holds today. Nobody without a role is signed in: a leaver loses every session at once. */
  rolesOf: (tx: Tx, schoolId: string, personId: string) => Promise<ReadonlySet<string>>
  nameOf: (tx: Tx, schoolId: string, personId: string) => Promise<string>
  /** Seals secrets under a key outside the database. */
  cipher: Cipher
  /** HMAC-SHA-256 under a key of the school that outlives the master key; another purpose gives another hash. */
  keyedHash: KeyedHash
  /** Browsers reach us over TLS. */
  secure: boolean
  /** What the address people type begins with: it stands in the picture code on the board. */
  publicUrl: string
  /** Where passkeys belong; null where browsers refuse them (an address without a name). */
  passkeys: { rpId: string; origins: readonly string[] } | null
  roles: SignInRoles
  providers: ProviderParts
  classes: ClassParts
  /** What the school's password policy asks of this person besides sign-in's own minimum. Default: nothing. */
  passwordAsks?: (tx: Tx, schoolId: string, personId: string) => Promise<PasswordAsks>
  /** A failed sign-in is answered after this time and not before, so that the time says nothing. */
  failuresTakeMs: number
}

export type Parts = SignInParts & { settings: SignInSettings }

export type Cipher = {
  seal: (tx: Tx, purpose: string, bytes: Buffer, about: About) => Promise<Buffer>
  open: (tx: Tx, purpose: string, sealed: Buffer, about: About) => Promise<Buffer>
}

/** What sealed bytes belong to: they do not open beside another school or record. */
export type About = { schoolId: string; id: string }

export type SignInRoles = {
  /** Every role a setting may name, as people read it. */
  all: readonly { value: string; text: string }[]
  /** Those that need a second factor unless the school says otherwise. */
  secondFactor: readonly string[]
  /** Holders of these alone may have a shorter password, and what they type is never kept. */
  simple: readonly string[]
  openClassSession: readonly string[]
  /** Who may ask for a second factor to be reset, and who may agree (decision X8). */
  askForReset: readonly string[]
  agreeToReset: readonly string[]
  /** When nobody of those is left: who asks and who agrees then. Reviewed afterwards. */
  breakGlass: { asks: readonly string[]; agrees: readonly string[]; reviews: readonly string[] }
  /** Who sets up signing in with Google or Microsoft. */
  keepProviders: readonly string[]
}

/** What signing in with Google or Microsoft asks of people and of the outside. */
export type ProviderParts = {
  /** The issuer that has to say who somebody is. */
  issuerOf: (kind: ProviderKind, belongsTo: string) => string
  /** For tests and the demonstration alone: providers run on this machine, without TLS. */
  onThisMachine: boolean
  /** What people may be to be let in this way, and what is ticked to begin with. */
  kinds: readonly { value: string; text: string; byDefault: boolean }[]
}

export type ClassParts = {
  /** Where a class begins, under `/s/<school>`: the form that a child fills in. */
  startPage: `/${string}`
  /** Address ranges of the school's own network, as CIDR. */
  networkRangesOf: (tx: Tx, schoolId: string) => Promise<readonly string[]>
  /** When the school day that `at` belongs to ends; a class session never outlasts it. */
  dayEndsAt: (tx: Tx, schoolId: string, at: Date) => Promise<Date>
  /** The classes an adult may open a session for. */
  classesOf: (tx: Tx, schoolId: string, personId: string) => Promise<readonly { id: string; name: string }[]>
}
