// What was decided, in batches, for whoever keeps it. Full means count and drop, never wait.

import { becauseOf } from './decision.ts'

/** One decision. Visits to help, and to the school's own report pages, which are in that list, are never among them. */
export type Visit = {
  atMs: number
  /** When the snapshot was made by which it was decided: its numbers mean something in that one alone. */
  snapshotMadeAtMs: number
  school: string
  /** Whose device, as the snapshot says; null for one that nobody answers for. */
  who: string | null
  address: string
  name: string
  profile: number
  /** As `decision.ts` of the filter writes it. */
  decision: number
}

export type ActivityBatch = { visits: readonly Visit[]; dropped: number }

export type Activity = {
  note: (visit: Visit) => void
  /** The next, all or so many at most; undefined where there is nothing to say. */
  takeBatch: (most?: number) => ActivityBatch | undefined
  /** How many nobody was told of. */
  waiting: () => number
}

/** So many visits wait at most on one thread: a school at its busiest, some seconds long. */
export const mostVisits = 5_000

/** A batch is copied while whoever asks waits, so a thread hands over so many, twenty times a second: more than a school of 2,000 asks for at its busiest. */
export const mostHandedOver = 250

/**
 * Room for `most` visits until they are handed over, and a part of its own for sealed lists, which no flood can fill. `noted` counts
 * every visit where another thread sees it: should this one be killed, that one knows how many it never got.
 */
export function createActivity(most: number, noted?: Int32Array): Activity {
  const mostSealed = Math.ceil(most / 10)
  const visits: Visit[] = []
  const sealed: Visit[] = []
  let dropped = 0
  return {
    note: (visit) => {
      if (noted) Atomics.add(noted, 0, 1)
      const isSealed = becauseOf(visit.decision) === 'sealed'
      const room = isSealed ? sealed : visits
      if (room.length >= (isSealed ? mostSealed : most)) dropped++
      else room.push(visit)
    },
    takeBatch: (atMost = Number.POSITIVE_INFINITY) => {
      if (visits.length + sealed.length + dropped === 0) return undefined
      const first = sealed.splice(0, atMost)
      const batch = { visits: [...first, ...visits.splice(0, atMost - first.length)], dropped }
      dropped = 0
      return batch
    },
    waiting: () => visits.length + sealed.length + dropped,
  }
}
