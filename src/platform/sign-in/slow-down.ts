// Whoever does something very often from one place waits a little longer each time, and is never locked out (decision X9):
// a school is one address, and the next child behind it may have something real to tell. What is kept is a keyed hash
// that changes every day (decision S8).

import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { withScope } from '../database/database.ts'
import type { KeyedHash } from '../keys/keys.ts'
import { TooMany } from '../web/refusals.ts'
import { countTimes, inWords } from './attempts.ts'

const longerEachTimeMs = 250
const longestHoldSeconds = 10

/** Where somebody does it: a device, a class, an address. */
export type Place = {
  key: string
  /** How often before the first wait. */
  free: number
  /** How many from here may wait at once. */
  mostWaiting: number
}

/** Those who wait, by their place. All of them together are no more than the server can hold. */
export type WaitingRoom = { most: number; waiting: Map<string, number>; all: number }

/** An empty room, for so many at once. Forms of one kind share one. */
export function waitingRoom(most: number): WaitingRoom {
  return { most, waiting: new Map(), all: 0 }
}

/** How long each one waits that is so many beyond those that are free: a quarter of a second more each time, at most ten. */
export function holdAfter(beyond: number): number {
  return Math.min(longestHoldSeconds * 1000, Math.max(0, beyond) * longerEachTimeMs)
}

/**
 * Counts one time more, and waits where it has been very often within so many minutes. Places stand from the nearest to the
 * widest: whoever is beyond what is free at the nearest waits there, and is not counted to the cost of others at the next.
 * Only where too many wait already does it refuse (429), so that waiting fills no server. Call it outside any transaction:
 * none is open while it waits.
 */
export async function slowDown(
  context: Context,
  keyedHash: KeyedHash,
  what: { schoolId: string; places: readonly Place[]; withinMinutes: number; room: WaitingRoom },
): Promise<void> {
  const { schoolId, places, withinMinutes, room } = what
  const now = context.clock()
  const held = await withScope(context.db, { schoolId, personId: null }, 'read write', async (tx) => {
    for (const place of places) {
      const counted = { schoolId, key: place.key, withinMinutes, now }
      const holdMs = holdAfter((await countTimes(tx, keyedHash, counted)).times - place.free)
      if (holdMs > 0) return { place, holdMs }
    }
    return null
  })
  if (held) await waitIn(room, `${schoolId} ${held.place.key}`, held.place.mostWaiting, held.holdMs)
}

async function waitIn(room: WaitingRoom, place: string, most: number, holdMs: number): Promise<void> {
  if (room.all >= room.most || (room.waiting.get(place) ?? 0) >= most) throw tooManyWait()
  change(room, place, 1)
  try {
    await sleep(holdMs)
  } finally {
    change(room, place, -1)
  }
}

function change(room: WaitingRoom, place: string, by: 1 | -1): void {
  const here = (room.waiting.get(place) ?? 0) + by
  if (here > 0) room.waiting.set(place, here)
  else room.waiting.delete(place)
  room.all += by
}

function tooManyWait(): TooMany {
  const wait = inWords(longestHoldSeconds)
  return new TooMany(`Very many are sending at once. Wait ${wait}, then try again.`, longestHoldSeconds)
}
