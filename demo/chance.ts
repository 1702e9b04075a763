// Chance that is the same every time: the demonstration is made from a seed, so that everybody sees the same schools.

/** A source of numbers from 0 up to 1, the same for the same seed (mulberry32). */
export type Chance = () => number

/**
 * The same numbers from 0 to below 1 for the same seed, on every machine (mulberry32 behind an FNV-1a hash).
 * Not for secrets.
 */
export function chanceFrom(seed: string): Chance {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number from `least` to `most`, both included. */
export function whole(chance: Chance, least: number, most: number): number {
  return least + Math.floor(chance() * (most - least + 1))
}

/** One of the list, each as likely as the others. An empty list is a mistake of the story. */
export function pick<T>(chance: Chance, from: readonly T[]): T {
  const found = from[Math.floor(chance() * from.length)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

/** One of the values, each as likely as its weight says. */
export function pickWeighted<T>(chance: Chance, from: readonly (readonly [T, number])[]): T {
  let left = chance() * from.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of from) {
    left -= weight
    if (left < 0) return value
  }
  return pick(chance, from)[0]
}

/** True as often as asked, from 0 (never) to 1 (always). */
export function happens(chance: Chance, howOften: number): boolean {
  return chance() < howOften
}

/** The values in another order. */
export function shuffled<T>(chance: Chance, from: readonly T[]): T[] {
  const values = [...from]
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1))
    const [a, b] = [values[last], values[other]]
    if (a !== undefined && b !== undefined) [values[last], values[other]] = [b, a]
  }
  return values
}

/** A UUID version 7 for an instant, from chance alone. */
export function idAt(chance: Chance, at: Date): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(chance() * 16).toString(16)).join('')
  const time = at.getTime().toString(16).padStart(12, '0')
  const variant = (8 + Math.floor(chance() * 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(12)}`
}
