// What we say of a logon in a directory, and how what should be there, what we wrote and what is found are weighed. Pure.

/** Everything that we write, as text: nothing of a person beyond what a logon needs. */
export type Facts = {
  /** The name of the entry that it lies below, in canonical spelling. */
  place: string
  displayName: string
  givenName: string
  familyName: string
  works: 'yes' | 'no'
  /** The last day, or nothing. */
  lastDay: string
}
export type What = keyof Facts

export const factWords = {
  place: 'Place',
  displayName: 'Shown name',
  givenName: 'Given name',
  familyName: 'Family name',
  works: 'Works',
  lastDay: 'Last day',
} as const satisfies Record<What, string>
const factNames = Object.keys(factWords) as What[]

export type Change = { what: What; from: string; to: string }
/** `entry`: all of it is gone. */
export type Drift = { what: What | 'entry'; ours: string; theirs: string }

/** What a person let stand of the directory's own, each with our fact at the time. */
export type LetStand = Readonly<Partial<Record<What, string>>>

export type Weighed = {
  /** Null: it is not there. */
  found: Facts | null
  /** Null: we have never written it. */
  written: Facts | null
  letStand: LetStand
}

/**
 * What has to be written, and what somebody changed by hand. A stop is always written, whatever was changed by hand: a
 * leaver is out. Everything else that was changed by hand waits for a person.
 */
export function weigh(wanted: Facts, { found, written, letStand }: Weighed) {
  const changes: Change[] = []
  const drift: Drift[] = []
  if (found === null) {
    if (written !== null && wanted.works === 'yes')
      drift.push({ what: 'entry', ours: 'there', theirs: 'gone' })
    return { changes, drift }
  }
  for (const what of factNames) {
    const [to, from] = [wanted[what], found[what]]
    if (to === from) continue
    const stop = what === 'works' && to === 'no'
    if (stop || written === null || written[what] === from) changes.push({ what, from, to })
    else if (letStand[what] !== to) drift.push({ what, ours: to, theirs: from })
  }
  return { changes, drift }
}

/** Facts after changes were written; what was let stand or waits for a person stays as it was found. */
export function factsAfter(found: Facts, changes: readonly Change[]): Facts {
  return { ...found, ...Object.fromEntries(changes.map(({ what, to }) => [what, to])) }
}

export type Does = 'create' | 'takeOver' | 'stop' | 'start' | 'move' | 'change'

/** What the changes of a logon come to, in one word. */
export function doesOf(weighed: Weighed, changes: readonly Change[]): Does {
  if (weighed.found === null) return 'create'
  const works = changes.find(({ what }) => what === 'works')
  if (works) return works.to === 'no' ? 'stop' : 'start'
  if (weighed.written === null) return 'takeOver'
  return changes.some(({ what }) => what === 'place') ? 'move' : 'change'
}

export const doings = {
  create: { words: 'New', means: 'It is not in the directory yet.' },
  takeOver: {
    words: 'Take over',
    means: 'It is there already under this logon name, and is ours from now on.',
  },
  stop: { words: 'Stop', means: 'It works there and should not.' },
  start: { words: 'Start', means: 'It is stopped there and should work.' },
  move: { words: 'Move', means: 'It lies in another place.' },
  change: { words: 'Change', means: 'A name or a last day is different.' },
} as const satisfies Record<Does, { words: string; means: string }>
