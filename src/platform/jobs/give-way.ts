// Long work beside everybody's pages: it lets them have their turn between slices, and after each piece of it.

import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { untilPagesAreMade } from '../database/pages-first.ts'

/** A page asks the database ten to thirty times, and after each answer it may have to wait for a slice of this work. */
const sliceMs = 0.5
/** However much the others have to do, the work goes on after so long. */
const mostTurnsMs = 20
/** Pages get at most so much of what a piece took. A roster of 50,000 people still takes under a minute. */
const waitShare = 0.5
/** A piece that took long had to wait itself: waiting as long again would help nobody. */
const mostWaitMs = 250

/** Returns what long work awaits between two lines: once a slice is over, everybody else has their turns first. */
export function turnsOfOthers(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < sliceMs) return undefined
    return othersFirst().then(() => {
      began = performance.now()
    })
  }
}

async function othersFirst(): Promise<void> {
  await turn()
  await untilPagesAreMade(mostTurnsMs)
}

const within = new AsyncLocalStorage<true>()
let before: Promise<unknown> = Promise.resolve()

/**
 * Runs one piece of long work, a transaction of some hundred lines, and waits while pages are made, at most in proportion to
 * what it took. All long work of a server takes turns, piece by piece: an import and what follows from it would else take a
 * core each from the pages. Refuses a piece within a piece, which would wait for itself.
 */
export function inTurn<T>(piece: () => Promise<T>): Promise<T> {
  if (within.getStore()) throw new Error('A piece of long work holds no other.')
  const mine = before.then(() => within.run(true, () => workThenWait(piece)))
  before = mine.catch(() => undefined)
  return mine
}

async function workThenWait<T>(piece: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await piece()
  await untilPagesAreMade(Math.min(mostWaitMs, (performance.now() - began) * waitShare))
  return done
}
