// A snapshot as the proxy uses it: compiled once when it comes, then only read.

import {
  type Asker,
  blankQuestion,
  compilePolicy,
  createDecider,
  createSchoolClock,
  type Decide,
  explain,
  type FindAsker,
  type FindKeyHolder,
  findAskers,
  findKeyHolders,
  type LoadedSnapshot,
  leadsToHelp,
  type SchoolOnNetwork,
  schoolDaysOf,
  strictestManner,
} from '#/engines/filter/index.ts'
import type { Place } from './gate.ts'
import { proxyFile, type Way } from './proxy-file.ts'
import type { Shape } from './safe-address.ts'

export type School = {
  snapshotMadeAtMs: number
  school: string
  decide: Decide
  sentence: (profile: number, decision: number) => string
  /** Whether whoever is blocked by it reads first where to find help. */
  leadsToHelp: (profile: number, decision: number) => boolean
  /** Numbers of the categories that nothing opens for a time. */
  neverOpen: ReadonlySet<number>
  shapes: readonly Shape[]
  isSchoolDay: (date: string) => boolean
  /** Made once, not for every browser that asks. */
  proxyFiles: Readonly<Record<Way, string | undefined>>
}

export type Serving = {
  findAsker: FindAsker
  findKeyHolder: FindKeyHolder
  schools: readonly School[]
  ownAddresses: ReadonlySet<string>
}

/** Somebody who asks, and their school. */
export type Found = { asker: Asker; school: School }

/** What proxy files lead to. */
export type LedTo = {
  /** HOST:PORT, as browsers are told. Without it there is no proxy file: browsers are told of another proxy. */
  proxy?: string | undefined
  /** HOST:PORT of the encrypted way in, whose certificate is for that host. Without it there is no proxy file for it. */
  secureProxy?: string | undefined
  /** An address of this Schoolkeeper, which browsers reach without the proxy. */
  askAt: string
}

/** Compiles a snapshot. Refuses, in words, what does not fit together. */
export function prepareServing({ snapshot, index, sealed, signedIn }: LoadedSnapshot, ledTo: LedTo): Serving {
  return {
    findAsker: findAskers(snapshot.schools, signedIn),
    findKeyHolder: findKeyHolders(snapshot.schools, signedIn),
    schools: snapshot.schools.map((school) => {
      const compiled = compilePolicy(index, school.policy)
      return {
        snapshotMadeAtMs: snapshot.madeAtMs,
        school: school.school,
        decide: createDecider(compiled, sealed),
        sentence: (profile, decision) => explain(compiled, profile, decision),
        leadsToHelp: (profile, decision) => leadsToHelp(compiled, profile, decision),
        neverOpen: new Set(school.policy.closedToExceptions.map((name) => index.categories.indexOf(name))),
        shapes: shapesOf(school),
        isSchoolDay: schoolDaysOf(school),
        proxyFiles: proxyFilesOf(school, ledTo),
      }
    }),
    ownAddresses: new Set(
      snapshot.schools.flatMap(({ localNames }) => localNames.flatMap(({ addresses }) => addresses)),
    ),
  }
}

function proxyFilesOf(
  { localNames }: SchoolOnNetwork,
  { proxy, secureProxy, askAt }: LedTo,
): School['proxyFiles'] {
  const direct = [...localNames.map(({ name }) => name.toLowerCase()), ...ownHosts(askAt)]
  return {
    plain: proxy && proxyFile({ proxy, way: 'plain', direct }),
    encrypted: secureProxy && proxyFile({ proxy: secureProxy, way: 'encrypted', direct }),
  }
}

/** This Schoolkeeper's own name, which browsers reach without the proxy. What is written in brackets cannot stand in a proxy file. */
function ownHosts(askAt: string): string[] {
  const host = URL.parse(askAt.replace(/%[su]/g, ''))?.hostname ?? ''
  return /^[a-z0-9]/.test(host) ? [host] : []
}

function shapesOf({ policy, manners }: SchoolOnNetwork): Shape[] {
  return policy.profiles.map(({ name }) => manners.find(({ profile }) => profile === name) ?? strictestManner)
}

/** Decides on places, now. One question is used again for each decision. */
export function createDecisions(clock: () => number): (found: Found, place: Place) => number {
  const schoolTime = createSchoolClock()
  const question = blankQuestion()
  return ({ asker, school }, place) => {
    const nowMs = clock()
    const { date, day, minute } = schoolTime(nowMs)
    // One question serves everybody, and most places have no form: nobody is decided on by the form of another.
    const theirs = { profile: asker.profile, suspended: asker.suspended, day, minute, nowMs }
    Object.assign(question, { form: '' }, place, theirs)
    question.schoolDay = school.isSchoolDay(date)
    try {
      return school.decide(question)
    } finally {
      question.form = ''
    }
  }
}
