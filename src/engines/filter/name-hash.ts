// One pass over a name from its end gives a 64-bit hash of each of its parents: `uk`, `org.uk`, `school.org.uk` …

const mostLevels = 128

/** The hashes of a name and of its parents, shortest first. Reused from question to question: it is never kept. */
export type Levels = {
  count: number
  /** Where in the name each level begins. */
  readonly from: Uint16Array
  /** The two halves of each hash. */
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** Room for the levels of one name at a time. */
export function roomForLevels(): Levels {
  return {
    count: 0,
    from: new Uint16Array(mostLevels),
    high: new Uint32Array(mostLevels),
    low: new Uint32Array(mostLevels),
  }
}

// Odd constants of well-spread bits (2^32 divided by the golden ratio, and those of MurmurHash3's last mix).
const step = 0x9e3779b1
const otherStep = 0x85ebca6b
const dot = 46

/** Fills `levels` for a canonical name (`site.ts`). `seed` is the index's own, so that collisions cannot be made ahead. */
export function hashName(name: string, seed: number, levels: Levels): void {
  let high = seed | 0
  let low = ~seed | 0
  let count = 0
  for (let at = name.length - 1; at >= 0; at--) {
    const character = name.charCodeAt(at)
    if (character === dot && count < mostLevels - 1) {
      levels.from[count] = at + 1
      levels.high[count] = mixHigh(high, low)
      levels.low[count] = mixLow(high, low)
      count++
    }
    high = Math.imul(high ^ character, step)
    low = (Math.imul(low, otherStep) + character) | 0
  }
  levels.from[count] = 0
  levels.high[count] = mixHigh(high, low)
  levels.low[count] = mixLow(high, low)
  levels.count = count + 1
}

/** Calls `each` with the hash of every beginning of `host/path?query` that ends where a part of it ends. */
export function hashPath(
  host: string,
  pathAndQuery: string,
  seed: number,
  each: (high: number, low: number) => void,
): void {
  let high = seed ^ step
  let low = ~seed ^ otherStep
  const text = host + pathAndQuery
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (at > host.length && endsPart(character)) each(mixHigh(high, low), mixLow(high, low))
    high = Math.imul(high ^ character, step)
    low = (Math.imul(low, otherStep) + character) | 0
  }
  if (text.length > host.length) each(mixHigh(high, low), mixLow(high, low))
}

const slash = 47
const questionMark = 63
const ampersand = 38
const endsPart = (character: number): boolean =>
  character === slash || character === questionMark || character === ampersand

function mixHigh(high: number, low: number): number {
  let mixed = high ^ (low >>> 15)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function mixLow(high: number, low: number): number {
  let mixed = low ^ Math.imul(high, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
