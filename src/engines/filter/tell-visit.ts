// A visit in words: its numbers mean something only in the snapshot by which it was decided, and that one goes.

import type { Visit } from './activity.ts'
import { compilePolicy } from './compile-policy.ts'
import { createDecider, type Decide } from './decide.ts'
import { type Because, becauseOf, foundBy, isAllowed } from './decision.ts'
import { categoryOf } from './explain.ts'
import type { TimeBand } from './policy.ts'
import { blankQuestion } from './question.ts'
import { emptySlot } from './sealed-slot.ts'
import type { SchoolOnNetwork } from './snapshot.ts'
import type { LoadedSnapshot } from './snapshot-file.ts'

export type ToldVisit = {
  atMs: number
  school: string
  who: string | null
  address: string
  /** The name, or `*.` and the end of many names that one device asked for. */
  site: string
  profile: string
  allowed: boolean
  because: Because
  /**
   * What shut it, where a category did: at all times, at this time of day, or for what was searched. What is a concern is told
   * whatever shut it. The search itself is not told.
   */
  category: string | null
  /** The rule, exception or time of day that decided, as the school wrote it. */
  rule: string | null
  /** How often within a minute. */
  times: number
}

export type Teller = {
  /** Call it before a snapshot serves. */
  learn: (loaded: LoadedSnapshot) => void
  /** Undefined for a visit of a snapshot that is long gone, or of a school that it does not hold. */
  tell: (visit: Visit) => ToldVisit | undefined
}

/** Visits come a second after they were decided, so that the snapshot before may still be needed. */
const snapshotsKnown = 3

/** Tells visits in words, of the last few snapshots. */
export function createTeller(): Teller {
  const known = new Map<number, { loaded: LoadedSnapshot; categoryIn: ReturnType<typeof findCategories> }>()
  return {
    learn: (loaded) => {
      const { madeAtMs } = loaded.snapshot
      known.delete(madeAtMs)
      known.set(madeAtMs, { loaded, categoryIn: findCategories(loaded) })
      for (const old of [...known.keys()].slice(0, -snapshotsKnown)) known.delete(old)
    },
    tell: (visit) => {
      const { loaded, categoryIn } = known.get(visit.snapshotMadeAtMs) ?? {}
      const school = loaded?.snapshot.schools.find(({ school }) => school === visit.school)
      const profile = school?.policy.profiles[visit.profile]
      if (!loaded || !school || !profile) return undefined
      const { atMs, who, address, name, decision } = visit
      const because = becauseOf(decision)
      const found = foundBy(decision)
      const allowed = isAllowed(decision)
      const band = because === 'timeBand' ? profile.bands[found] : undefined
      const shut = allowed ? undefined : band
      return {
        atMs,
        school: visit.school,
        who,
        address,
        site: name,
        profile: profile.name,
        allowed,
        because,
        category:
          categoryOf(loaded.index, school.policy, visit.profile, decision) ??
          (shut && categoryIn?.(shut, name)) ??
          null,
        rule: band?.name ?? ruleOf(school, because, found),
        times: 1,
      }
    },
  }
}

function ruleOf({ policy }: SchoolOnNetwork, because: Because, found: number): string | null {
  if (because === 'schoolRule') return policy.rules[found]?.site ?? null
  return because === 'exception' ? (policy.exceptions[found]?.site ?? null) : null
}

/** Which of the categories that a time of day shuts a name is in: the decision itself names only the time. */
function findCategories({ index }: LoadedSnapshot): (band: TimeBand, host: string) => string | null {
  const deciders = new Map<string, Decide>()
  const question = blankQuestion()
  return ({ blocks }, host) => {
    const key = blocks.join()
    const decide =
      deciders.get(key) ??
      createDecider(
        compilePolicy(index, {
          profiles: [{ name: 'then', blocks, otherwise: 'allow', bands: [] }],
          alwaysOpen: [],
          rules: [],
          exceptions: [],
          closedToExceptions: [],
        }),
        emptySlot,
      )
    deciders.set(key, decide)
    question.host = host
    const decision = decide(question)
    return isAllowed(decision) ? null : (index.categories[foundBy(decision)] ?? null)
  }
}
