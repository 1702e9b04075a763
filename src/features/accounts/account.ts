// A logon to the school's network: whose it is, and from when to when. Pure.

export type Account = {
  id: string
  kind: AccountKind
  logonName: string
  personId: string | null
  classId: string | null
  ownerId: string | null
  purpose: string | null
  startsOn: string
  endsOn: string | null
  lastUsedAt: Date | null
  createdAt: Date
  closedAt: Date | null
}

type KindRow = { words: string; means: string; sharedByMany: boolean }

/** Every kind of logon. What several people use is opened by an adult, and who sat where is on record. */
export const accountKinds = {
  individual: { words: 'Individual', means: 'One person’s own.', sharedByMany: false },
  class: {
    words: 'Class',
    means: 'A class of young children uses it, with an adult who is named each time. Never an adult’s own.',
    sharedByMany: true,
  },
  generic: {
    words: 'Generic',
    means: 'Several people use it. Somebody answers for it, and who sat where is on record.',
    sharedByMany: true,
  },
  temporary: {
    words: 'Temporary',
    means: 'For supply staff and visitors, issued by the office. It ends by itself.',
    sharedByMany: false,
  },
} as const satisfies Record<string, KindRow>
export type AccountKind = keyof typeof accountKinds
export const accountKindNames = Object.keys(accountKinds) as AccountKind[]

/** Whose holds count for the account: its person's, or its own when it belongs to nobody. */
export function subjectOf({ id, personId }: Pick<Account, 'id' | 'personId'>) {
  return personId === null ? ({ kind: 'account', id } as const) : ({ kind: 'person', id: personId } as const)
}

const longestName = 20
/** What stays free for a number. */
const numberDigits = 3

/**
 * The name to log on with, from a person's names: "p.nandra", then "p.nandra2" where it was ever taken. Letters without
 * accents, because old directories take no others; at most 20 characters, because Windows takes no more.
 */
export function logonNameFor(givenName: string, familyName: string, taken: ReadonlySet<string>): string {
  const initial = bare(givenName).slice(0, 1)
  const family = bare(familyName)
  const stem = (initial && family ? `${initial}.${family}` : initial + family) || 'logon'
  return freeName(stem, taken)
}

/** The stem itself, or with the first number that makes it free. */
export function freeName(stem: string, taken: ReadonlySet<string>): string {
  const short = stem.slice(0, longestName - numberDigits)
  const named = short.length < 2 ? `${short}.logon` : short
  if (!taken.has(named)) return named
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${named}${number}`)) return `${named}${number}`
  }
}

/** Small letters and digits of a name, accents taken off. */
export function bare(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}
