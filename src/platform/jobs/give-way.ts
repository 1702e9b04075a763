// Long work beside everybody's pages: it lets them have their turn between slices, and rests after each piece of it.

import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'

/** A page asks the database ten to thirty times, and after each answer it may have to wait for a slice of this work. */
const sliceMs = 1.5
/** So much of what a piece took is left to others afterwards. A roster of 50,000 people still takes under a minute. */
const restShare = 0.1
/** A piece that took long had to wait itself: resting as long again would help nobody. */
const mostRestMs = 250

/** Returns what long work awaits between two lines: once a slice is over, everybody else has their turn first. */
export function turnsOfOthers(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < sliceMs) return undefined
    return turn().then(() => {
      began = performance.now()
    })
  }
}

/** Runs one piece of long work, a transaction of some hundred lines, and rests in proportion to what it took. */
export async function thenRest<T>(piece: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await piece()
  await pause(Math.min(mostRestMs, (performance.now() - began) * restShare))
  return done
}
