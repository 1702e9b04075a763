// What upstreams said, for as long as they said it holds, in bounded room. Time is the machine's steady clock, so that a
// clock that is set does not make answers old or everlasting.

import { type Answered, questionEnd } from './read-answer.ts'
import { get16, messageMaxBytes } from './wire.ts'

/** One answer. `records` are bytes, one a character: strings take a third of the memory of buffers. */
export type Kept = {
  code: number
  answers: number
  authorities: number
  records: string
  /** Where in `records` each record's seconds stand. */
  secondsAt: readonly number[]
  leadsTo: readonly string[]
  keptAtMs: number
  untilMs: number
  /** Until then nobody is asked again, because nobody answered. */
  failedUntilMs: number
  /** Given to whoever asked for it first. */
  given: boolean
}

export type Cache = {
  /** What is known, fresh or not: whoever asks looks at the times. What is found again is kept longer. */
  find: (key: string) => Kept | undefined
  keep: (key: string, answered: Answered, nowMs: number) => void
  /** Nobody answered. What was known before stays, for want of better. */
  fail: (key: string, nowMs: number) => void
  entries: () => number
  bytes: () => number
}

/** How long an answer may still be given when nobody can be asked (RFC 8767). */
export const staleForMs = 24 * 3600 * 1000
const failedForMs = 5000
const leastMs = 1000
/** So much of the room is for what was asked for again. */
const shareForAgain = 3 / 4
/** What an entry takes besides its text, measured. */
const entryBytes = 330

/** The place of an answer: the same name may be answered differently by the school's own servers. */
export function cacheKey(name: string, type: number, group: number): string {
  return String.fromCharCode(type, group) + name
}

/** An empty cache. What was asked for only once has a quarter of the room: a flood of names drives out itself. */
export function createCache(mostEntries: number, mostBytes: number): Cache {
  const once = createShelf(mostEntries * (1 - shareForAgain), mostBytes * (1 - shareForAgain))
  const again = createShelf(mostEntries * shareForAgain, mostBytes * shareForAgain)
  const set = (key: string, entry: Kept): void => (again.find(key) ? again : once).put(key, entry)
  return {
    find: (key) => {
      const known = again.find(key)
      if (known) return known
      const entry = once.find(key)
      if (entry?.given) again.put(key, entry)
      else if (entry) entry.given = true
      return entry
    },
    keep: (key, answered, nowMs) => set(key, entryOf(answered, nowMs)),
    fail: (key, nowMs) => {
      const before = again.find(key) ?? once.find(key)
      if (before) before.failedUntilMs = nowMs + failedForMs
      else set(key, { ...nothing, keptAtMs: nowMs, untilMs: nowMs, failedUntilMs: nowMs + failedForMs })
    },
    entries: () => once.entries() + again.entries(),
    bytes: () => once.bytes() + again.bytes(),
  }
}

type Shelf = {
  find: (key: string) => Kept | undefined
  put: (key: string, entry: Kept) => void
  entries: () => number
  bytes: () => number
}

/** Two halves: when the newer is full it becomes the older, which is forgotten whole, but for what was found meanwhile. */
function createShelf(mostEntries: number, mostBytes: number): Shelf {
  let [newer, older] = [new Map<string, Kept>(), new Map<string, Kept>()]
  let [newerBytes, olderBytes] = [0, 0]
  const put = (key: string, entry: Kept): void => {
    const size = sizeOf(key, entry)
    if (newer.size + 1 > mostEntries / 2 || newerBytes + size > mostBytes / 2) {
      ;[older, newer] = [newer, new Map()]
      ;[olderBytes, newerBytes] = [newerBytes, 0]
    }
    const before = newer.get(key)
    newerBytes += before ? size - sizeOf(key, before) : size
    newer.set(key, entry)
  }
  return {
    put,
    find: (key) => {
      const known = newer.get(key)
      if (known) return known
      const entry = older.get(key)
      if (entry) put(key, entry)
      return entry
    },
    entries: () => newer.size + older.size,
    bytes: () => newerBytes + olderBytes,
  }
}

const nothing: Kept = {
  code: -1,
  answers: 0,
  authorities: 0,
  records: '',
  secondsAt: [],
  leadsTo: [],
  keptAtMs: 0,
  untilMs: 0,
  failedUntilMs: 0,
  given: false,
}

function entryOf({ bytes, secondsAt, forSeconds, leadsTo }: Answered, nowMs: number): Kept {
  const from = questionEnd(bytes)
  return {
    code: get16(bytes, 2) & 0xf,
    answers: get16(bytes, 6),
    authorities: get16(bytes, 8),
    records: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
      'latin1',
      from,
      messageMaxBytes,
    ),
    secondsAt: secondsAt.map((at) => at - from),
    leadsTo,
    keptAtMs: nowMs,
    untilMs: nowMs + Math.max(leastMs, forSeconds * 1000),
    failedUntilMs: 0,
    given: false,
  }
}

/** The data of all answers of one kind: addresses, when asked for those. */
export function dataOfKept({ records, secondsAt, answers }: Kept, type: number): Buffer[] {
  const bytes = Buffer.from(records, 'latin1')
  return secondsAt
    .slice(0, answers)
    .filter((at) => get16(bytes, at - 4) === type)
    .map((at) => bytes.subarray(at + 6, at + 6 + get16(bytes, at + 4)))
}

function sizeOf(key: string, { records, secondsAt, leadsTo }: Kept): number {
  const names = leadsTo.reduce((sum, name) => sum + name.length + 16, 0)
  return entryBytes + 2 * key.length + records.length + 4 * secondsAt.length + names
}
