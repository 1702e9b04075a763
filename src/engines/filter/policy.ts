// What one school wants of its filter, as plain data. It is compiled once for each change, and then only read.

/** Who gets what: a class of people or devices. */
export type Profile = {
  name: string
  /** Categories that this profile does not reach. */
  blocks: readonly string[]
  /** Where nothing else decides: `block` is for the youngest, who reach only what the school has chosen. */
  otherwise: 'allow' | 'block'
  bands: readonly TimeBand[]
  /** What this profile does not search for. Of two that a search has, the first decides. */
  searchTerms?: readonly SearchTerm[] | undefined
}

/** Words that follow each other in a search, in any case and with anything but letters and digits between them. */
export type SearchTerm = {
  term: string
  /** What a search for it counts as. */
  category: string
}

/** Categories that are more open or more shut at some times. Where bands overlap, the first decides. */
export type TimeBand = {
  name: string
  /** 1 is Monday, 7 Sunday. */
  days: readonly number[]
  /** Minutes from midnight; `until` is not in it. */
  fromMinute: number
  untilMinute: number
  /** True: in term only, on days when the school is open. */
  schoolDaysOnly: boolean
  blocks: readonly string[]
  allows: readonly string[]
}

/** A site that the school itself blocks or allows, for all profiles or for some. */
export type SchoolRule = {
  /** A name, which covers its children, or a name with the beginning of a path. */
  site: string
  does: 'allow' | 'block'
  profiles: readonly string[] | 'all'
}

/** Opens a site until a moment, for a lesson or a piece of work. */
export type Exception = {
  site: string
  profiles: readonly string[] | 'all'
  untilMs: number
}

export type Policy = {
  profiles: readonly Profile[]
  /** Sites of help and the school's own Schoolkeeper: open to everybody, always, and not kept against a person. */
  alwaysOpen: readonly string[]
  rules: readonly SchoolRule[]
  exceptions: readonly Exception[]
  /** No exception opens these: pornography, malware and ways round the filter (decision S9). */
  closedToExceptions: readonly string[]
  /** Whoever is blocked at one of these, for whatever reason, is led to help before anything else is said. */
  helpFor?: readonly string[] | undefined
  /** Whatever blocks a site or search of one of these, it is told as that: somebody looks at each attempt (decision S16). */
  concerns?: readonly string[] | undefined
  /** What people read in place of a category's name; a category without any is called by its name. */
  categoryWords?: Readonly<Record<string, string>> | undefined
}
