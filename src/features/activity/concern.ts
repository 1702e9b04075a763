// What the safeguarding lead looks at because of what the filter blocked: one for a child, or device, and day. Pure.

import { Refused } from '#/kernel/refusal.ts'
import type { Status } from '#/platform/web/components/records.ts'
import { isAtOnce, kindOf, mostCounted, onPurposeWhenRepeated, type Visit } from './visit.ts'

export type ConcernKind = 'atOnce' | 'repeated'
export type ConcernState = 'open' | 'looked'

export type Concern = {
  id: string
  day: string
  kind: ConcernKind
  personId: string | null
  address: string
  profile: string
  /** It is about an adult of the school: for the head. */
  adult: boolean
  categories: readonly string[]
  firstAt: Date
  lastAt: Date
  times: number
  state: ConcernState
  outcome: string | null
  lookedAt: Date | null
  lookedBy: string | null
  incidentId: string | null
}

export const concernKinds: Readonly<Record<ConcernKind, string>> = {
  atOnce: 'What may harm a child, or be illegal',
  repeated: 'Tried many times in a day',
}

export const states: Readonly<Record<ConcernState, Status>> = {
  open: { text: 'To look at', means: 'Nobody has said yet what came of it.', colour: 'red' },
  looked: { text: 'Looked at', means: 'Somebody has said what came of it.', colour: 'green' },
}

/** Attempts of one person, or one device, that ask for the same look. */
export type Attempts = {
  kind: ConcernKind
  personId: string | null
  address: string
  profile: string
  categories: readonly string[]
  firstAt: Date
  lastAt: Date
  times: number
}

/** Attempts that matter, by whose and which kind. Each is of one day: call it for one day at a time. */
export function attemptsThatMatter(visits: readonly Visit[]): Attempts[] {
  const found = new Map<string, Attempts>()
  for (const visit of visits) {
    const kind = concernKindOf(visit)
    if (kind === null) continue
    const key = `${kind} ${visit.personId ?? visit.address}`
    const one = asAttempts(kind, visit)
    const before = found.get(key)
    found.set(key, before ? together(before, one) : one)
  }
  return [...found.values()]
}

function concernKindOf(visit: Visit): ConcernKind | null {
  if (visit.allowed) return null
  const category = kindOf(visit)
  if (isAtOnce(category)) return 'atOnce'
  return onPurposeWhenRepeated.includes(category) ? 'repeated' : null
}

const asAttempts = (kind: ConcernKind, visit: Visit): Attempts => {
  const { personId, address, profile, at, times } = visit
  return { kind, personId, address, profile, categories: [kindOf(visit)], firstAt: at, lastAt: at, times }
}

/** The same with more of the same day. */
function together<Some extends Omit<Attempts, 'kind'>>(one: Some, more: Omit<Attempts, 'kind'>): Some {
  return {
    ...one,
    categories: [...new Set([...one.categories, ...more.categories])].sort(),
    firstAt: one.firstAt < more.firstAt ? one.firstAt : more.firstAt,
    lastAt: one.lastAt > more.lastAt ? one.lastAt : more.lastAt,
    times: Math.min(one.times + more.times, mostCounted),
  }
}

/** The concern after more of the same day. What was looked at already is to be looked at again. */
export const withMore = (concern: Concern, more: Attempts): Concern => ({
  ...together(concern, { ...more, firstAt: concern.firstAt }),
  state: 'open',
  lookedAt: null,
  lookedBy: null,
})

/** The concern with what came of it. Refuses one that somebody has looked at already. */
export function looked(
  concern: Concern,
  by: { at: Date; personId: string; outcome: string | null },
): Concern {
  if (concern.state === 'looked')
    throw new Refused('Somebody has looked at this already, and said what came of it.')
  return { ...concern, state: 'looked', outcome: by.outcome, lookedAt: by.at, lookedBy: by.personId }
}
