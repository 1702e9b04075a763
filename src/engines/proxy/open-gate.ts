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
  type SchoolOnNetwork,
  strictestManner,
  type Visit,
} from '#/engines/filter/index.ts'
import { drawBlockPage } from './block-page.ts'
import type { Gate, Pass, Place, ProxyTrouble, Verdict } from './gate.ts'
import { proxyFile } from './proxy-file.ts'
import type { Shape } from './safe-address.ts'

export type GateOptions = {
  loaded: LoadedSnapshot
  /** HOST:PORT, as browsers are told. */
  proxy: string
  /** Where somebody asks for a site: `%s` becomes the school, `%u` the site. */
  askAt: string
  /** Each visit once; help is never among them. */
  note?: (visit: Visit) => void
  count: (what: ProxyTrouble) => void
  clock: () => number
}

export type OpenGate = Gate & { swap: (loaded: LoadedSnapshot) => Promise<void> }

type School = {
  school: string
  decide: Decide
  sentence: (profile: number, decision: number) => string
  shapes: readonly Shape[]
  schoolDays: ReadonlySet<string>
  ownNames: readonly string[]
}
type Serving = { findAsker: FindAsker; schools: readonly School[]; ownAddresses: ReadonlySet<string> }

const passesMost = 16_384
/** Within this time the same site again is the same visit. */
const oneVisitMs = 5000

/** Refuses, in words, a snapshot that does not fit together; the one before goes on then. */
export function openGate(options: GateOptions): OpenGate {
  const { clock, count, note, proxy, askAt } = options
  let serving = prepare(options.loaded)
  const schoolTime = createSchoolClock()
  const passes = new Map<string, Pass>()
  const question = blankQuestion()

  const askerOf = (address: string): { asker: Asker; school: School } | undefined => {
    const asker = serving.findAsker(address, clock())
    const school = asker && serving.schools[asker.school]
    return school && { asker, school }
  }
  const decisionOn = ({ asker, school }: { asker: Asker; school: School }, place: Place): number => {
    const nowMs = clock()
    const { date, day, minute } = schoolTime(nowMs)
    Object.assign(question, place, { profile: asker.profile, suspended: asker.suspended, day, minute, nowMs })
    question.schoolDay = school.schoolDays.has(date)
    return school.decide(question)
  }
  const makePass = (address: string): Pass => {
    const last = { host: '', decision: -1, atMs: 0 }
    return {
      mayReach: (place) => {
        const found = askerOf(address)
        if (!found) return nobodys
        const decision = decisionOn(found, place)
        const nowMs = clock()
        const isSameVisit =
          last.host === place.host && last.decision === decision && Math.abs(nowMs - last.atMs) < oneVisitMs
        if (!isSameVisit && becauseOf(decision) !== 'help') {
          Object.assign(last, { host: place.host, decision, atMs: nowMs })
          note?.(visitOf(found, address, place, decision, nowMs))
        }
        return isAllowed(decision) ? allowed : blockedPage(found, place, decision, askAt)
      },
      get shape() {
        const found = askerOf(address)
        return found?.school.shapes[found.asker.profile] ?? strictestManner
      },
      inspectedBy: () => undefined,
    }
  }
  return {
    passOf: (address) => {
      if (!askerOf(address)) return undefined
      const known = passes.get(address)
      if (known) return known
      if (passes.size >= passesMost) passes.clear()
      const made = makePass(address)
      passes.set(address, made)
      return made
    },
    isOwnAddress: (address) => serving.ownAddresses.has(address),
    proxyFile: (address) => {
      const direct = askerOf(address)?.school.ownNames
      return direct && proxyFile({ proxy, direct })
    },
    count,
    swap: async (loaded) => {
      serving = prepare(loaded)
    },
  }
}

const allowed: Verdict = { allowed: true }
const nobodys: Verdict = {
  allowed: false,
  page: {
    html: drawBlockPage({ sentence: 'This device is in no school’s network.', host: '', askAt: undefined }),
  },
}

function prepare({ snapshot, index, sealed }: LoadedSnapshot): Serving {
  return {
    findAsker: findAskers(snapshot.schools),
    schools: snapshot.schools.map((school) => {
      const compiled = compilePolicy(index, school.policy)
      return {
        school: school.school,
        decide: createDecider(compiled, sealed),
        sentence: (profile, decision) => explain(compiled, profile, decision),
        shapes: shapesOf(school),
        schoolDays: new Set(school.schoolDays),
        ownNames: school.localNames.map(({ name }) => name.toLowerCase()),
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

function blockedPage(
  { asker, school }: { asker: Asker; school: School },
  { host }: Place,
  decision: number,
  askAt: string,
): Verdict {
  const filledIn = askAt
    .replaceAll('%s', encodeURIComponent(school.school))
    .replaceAll('%u', encodeURIComponent(host))
  // What is sealed nobody may open, so nobody is led to ask for it.
  const mayAsk = becauseOf(decision) !== 'sealed'
  const html = drawBlockPage({
    sentence: school.sentence(asker.profile, decision),
    host,
    askAt: mayAsk ? filledIn : undefined,
  })
  return { allowed: false, page: { html } }
}

const visitOf = (
  { asker, school }: { asker: Asker; school: School },
  address: string,
  { host }: Place,
  decision: number,
  atMs: number,
): Visit => ({
  atMs,
  school: school.school,
  who: asker.who,
  address,
  name: host,
  profile: asker.profile,
  decision,
})
