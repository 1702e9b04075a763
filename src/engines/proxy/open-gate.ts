// The gate from a snapshot: who asks is found by their address, and decided on by the policy of their school. A new snapshot
// holds from the next request on, also on connections that are open.

import {
  type Asker,
  becauseOf,
  blankQuestion,
  compilePolicy,
  createDecider,
  createSchoolClock,
  type Decide,
  explain,
  type FindAsker,
  findAskers,
  isAllowed,
  type LoadedSnapshot,
  lookUpParents,
  type SchoolOnNetwork,
  strictestManner,
  type Visit,
  waysRoundTheFilter,
} from '#/engines/filter/index.ts'
import type { Gate, Pass, Place, ProxyTrouble } from './gate.ts'
import { authorityFor, type Inspections, type OpensKeys, openInspections } from './inspections.ts'
import { proxyFile } from './proxy-file.ts'
import type { Shape } from './safe-address.ts'
import { allowed, blockedPage, nobodys, roundabout } from './verdicts.ts'

export type GateOptions = {
  loaded: LoadedSnapshot
  /** HOST:PORT, as browsers are told. */
  proxy: string
  /** Where somebody asks for a site: `%s` becomes the school, `%u` the site. */
  askAt: string
  /** Where somebody says who they are: `%s` becomes the school. Without it nobody is led there. */
  signInAt?: string | undefined
  /** Each visit once; help is never among them. */
  note?: (visit: Visit) => void
  count: (what: ProxyTrouble) => void
  /** Without it nobody looks inside encrypted pages, whatever the snapshot says. It counts from the first `swap` on. */
  inspection?: OpensKeys | undefined
  clock: () => number
}

export type OpenGate = Gate & {
  swap: (loaded: LoadedSnapshot) => Promise<void>
  /** When somebody was last decided on; null before the first. */
  answeredAtMs: () => number | null
}

type School = {
  snapshotMadeAtMs: number
  school: string
  decide: Decide
  sentence: (profile: number, decision: number) => string
  shapes: readonly Shape[]
  schoolDays: ReadonlySet<string>
  proxyFile: string
}
type Serving = { findAsker: FindAsker; schools: readonly School[]; ownAddresses: ReadonlySet<string> }

const passesMost = 16_384
/** Within this time the same site again is the same visit. */
const oneVisitMs = 5000

type Found = { asker: Asker; school: School }

/** Refuses, in words, a snapshot that does not fit together; the one before goes on then. */
export function openGate(options: GateOptions): OpenGate {
  const { clock, count } = options
  let serving = prepare(options.loaded, options)
  let inspections: Inspections = new Map()
  let answeredAtMs: number | null = null
  const passes = new Map<string, Pass>()
  const decisionOn = createDecisions(clock)

  const foundAt = (address: string): Found | undefined => {
    const asker = serving.findAsker(address, clock())
    const school = asker && serving.schools[asker.school]
    return school && { asker, school }
  }
  const makePass = (address: string): Pass => {
    const noteOnce = createNote(options, address)
    return {
      mayReach: (place) => {
        const found = foundAt(address)
        if (!found) return nobodys
        const decision = decisionOn(found, place)
        answeredAtMs = clock()
        if (isAllowed(decision) && isWayRound(place)) return roundabout(place)
        noteOnce(found, place, decision)
        return isAllowed(decision) ? allowed : blockedPage(found, place, decision, options)
      },
      stillMay: (place) => {
        const found = foundAt(address)
        return found !== undefined && !isWayRound(place) && isAllowed(decisionOn(found, place))
      },
      get shape() {
        const found = foundAt(address)
        return found?.school.shapes[found.asker.profile] ?? strictestManner
      },
      inspectedBy: (host) => {
        const found = foundAt(address)
        return found && authorityFor(inspections, found.school.school, found.asker.profile, host)
      },
    }
  }
  return {
    passOf: (address) => {
      if (!foundAt(address)) return undefined
      const known = passes.get(address)
      if (known) return known
      if (passes.size >= passesMost) passes.clear()
      const made = makePass(address)
      passes.set(address, made)
      return made
    },
    isOwnAddress: (address) => serving.ownAddresses.has(address),
    proxyFile: (address) => foundAt(address)?.school.proxyFile,
    count,
    answeredAtMs: () => answeredAtMs,
    swap: async (loaded) => {
      const next = prepare(loaded, options)
      inspections = await openInspections(loaded, inspections, options.inspection, clock)
      serving = next
    },
  }
}

/** One question is used again for each decision. */
function createDecisions(clock: () => number): (found: Found, place: Place) => number {
  const schoolTime = createSchoolClock()
  const question = blankQuestion()
  return ({ asker, school }, place) => {
    const nowMs = clock()
    const { date, day, minute } = schoolTime(nowMs)
    Object.assign(question, place, { profile: asker.profile, suspended: asker.suspended, day, minute, nowMs })
    question.schoolDay = school.schoolDays.has(date)
    return school.decide(question)
  }
}

/** Puts a visit on record, once in five seconds; help and tests never. */
function createNote({ note, clock }: GateOptions, address: string) {
  const last = { host: '', decision: -1, atMs: 0 }
  return (found: Found, place: Place, decision: number): void => {
    const nowMs = clock()
    const isSameVisit =
      last.host === place.host && last.decision === decision && Math.abs(nowMs - last.atMs) < oneVisitMs
    if (isSameVisit || becauseOf(decision) === 'help' || found.asker.knownBy === 'test') return
    Object.assign(last, { host: place.host, decision, atMs: nowMs })
    note?.(visitOf(found, address, place, decision, nowMs))
  }
}

/** This Schoolkeeper's own name, which browsers reach without the proxy. What is written in brackets cannot stand in a proxy file. */
function ownHosts(askAt: string): string[] {
  const host = URL.parse(askAt.replace(/%[su]/g, ''))?.hostname ?? ''
  return /^[a-z0-9]/.test(host) ? [host] : []
}

/** What would carry everything past the filter is closed to all, whatever a school says, as it is to DNS. */
const isWayRound = ({ host }: Place): boolean => lookUpParents(waysRoundTheFilter, host) !== undefined

function prepare(
  { snapshot, index, sealed, signedIn }: LoadedSnapshot,
  { proxy, askAt }: Pick<GateOptions, 'proxy' | 'askAt'>,
): Serving {
  const own = ownHosts(askAt)
  return {
    findAsker: findAskers(snapshot.schools, signedIn),
    schools: snapshot.schools.map((school) => {
      const compiled = compilePolicy(index, school.policy)
      return {
        snapshotMadeAtMs: snapshot.madeAtMs,
        school: school.school,
        decide: createDecider(compiled, sealed),
        sentence: (profile, decision) => explain(compiled, profile, decision),
        shapes: shapesOf(school),
        schoolDays: new Set(school.schoolDays),
        proxyFile: proxyFile({
          proxy,
          direct: [...school.localNames.map(({ name }) => name.toLowerCase()), ...own],
        }),
      }
    }),
    ownAddresses: new Set(
      snapshot.schools.flatMap(({ localNames }) => localNames.flatMap(({ addresses }) => addresses)),
    ),
  }
}

function shapesOf({ policy, manners }: SchoolOnNetwork): Shape[] {
  return policy.profiles.map(({ name }) => manners.find(({ profile }) => profile === name) ?? strictestManner)
}

const visitOf = (
  { asker, school }: Found,
  address: string,
  { host }: Place,
  decision: number,
  atMs: number,
): Visit => ({
  atMs,
  snapshotMadeAtMs: school.snapshotMadeAtMs,
  school: school.school,
  who: asker.who,
  address,
  name: host,
  profile: asker.profile,
  decision,
})
