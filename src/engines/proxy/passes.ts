// What is done for one device, or for the holder of one key: everything is found anew each time, because a snapshot may be new.

import {
  becauseOf,
  concernOf,
  isAllowed,
  lookUpParents,
  openedBy,
  shutByAlias,
  strictestManner,
  type Visit,
  waysRoundTheFilter,
} from '#/engines/filter/index.ts'
import type { BlockPage, Pass, Place } from './gate.ts'
import { authorityFor, type Inspections } from './inspections.ts'
import { createDecisions, type Found, type Serving } from './serving.ts'
import type { ShownKey } from './sign-in.ts'
import { allowed, blockedPage, keyAsked, type LeadsTo, nobodys, roundabout } from './verdicts.ts'

export type PassNeeds = LeadsTo & {
  serving: () => Serving
  inspections: () => Inspections
  note?: ((visit: Visit) => void) | undefined
  clock: () => number
}

export type Passes = {
  foundAt: (address: string) => Found | undefined
  foundBy: (key: ShownKey, address: string) => Found | undefined
  ofDevice: (address: string) => Pass
  ofKey: (key: ShownKey, address: string) => Pass
  /** Help, and nothing else: for whoever does not say who they are where that is asked. */
  ofNobody: (address: string, waitSeconds: number) => Pass
  /** What stands in place of a site; it is no visit, since DNS put it on record. Undefined where the site is open. */
  blockPageAt: (address: string, place: Place) => BlockPage | undefined
  answeredAtMs: () => number | null
}

const passesMost = 16_384
/** Within this time the same site again is the same visit. */
const oneVisitMs = 5000

/** Makes each pass once, and keeps it while there is room. */
export function createPasses(needs: PassNeeds): Passes {
  const { serving, clock } = needs
  const once = createKept()
  const answered: Answered = { atMs: null }
  const decisionOn = createDecisions(clock)
  const partsFor = (find: Find, address: string): Parts => ({
    find,
    address,
    needs,
    answered,
    decisionOn,
    noteOnce: createNote(needs, address),
  })
  const foundAt = (address: string): Found | undefined =>
    withSchool(serving(), serving().findAsker(address, clock()))
  const foundBy = (key: ShownKey, address: string): Found | undefined => {
    const { findAsker, findKeyHolder } = serving()
    return withSchool(serving(), findKeyHolder(key, findAsker(address, clock()), clock()))
  }
  const foundAsNobody = (address: string): Found | undefined => {
    const found = foundAt(address)
    const knownBy = found?.asker.knownBy === 'test' ? 'test' : 'network'
    return found && { ...found, asker: { ...found.asker, suspended: true, who: null, knownBy } }
  }
  return {
    foundAt,
    foundBy,
    ofDevice: (address) => once(address, () => passFor(partsFor(() => foundAt(address), address))),
    ofKey: (key, address) =>
      once(`${address} ${key.name} ${key.secretHash}`, () =>
        passFor(partsFor(() => foundBy(key, address), address)),
      ),
    ofNobody: (address, waitSeconds) => {
      const find = (): Found | undefined => foundAsNobody(address)
      const pass = once(`${address} nobody`, () => passFor(partsFor(find, address)))
      const mayReach = askingForKey(pass, waitSeconds, { find, decisionOn })
      return { ...pass, mayReach, inspectedBy: () => undefined }
    },
    blockPageAt: (address, place) => {
      const found = foundAt(address)
      if (!found) return undefined
      const decision = decisionOn(found, place)
      if (!isAllowed(decision)) return blockedPage(found, place, decision, needs).page
      return isWayRound(place) ? roundabout(place).page : undefined
    },
    answeredAtMs: () => answered.atMs,
  }
}

/** Makes a pass where it is not there already. */
function createKept(): (mark: string, make: () => Pass) => Pass {
  const kept = new Map<string, Pass>()
  return (mark, make) => {
    const known = kept.get(mark)
    if (known) return known
    if (kept.size >= passesMost) kept.clear()
    const made = make()
    kept.set(mark, made)
    return made
  }
}

type Find = () => Found | undefined
type Answered = { atMs: number | null }
type Parts = {
  find: Find
  address: string
  needs: PassNeeds
  answered: Answered
  decisionOn: ReturnType<typeof createDecisions>
  noteOnce: ReturnType<typeof createNote>
}

const withSchool = ({ schools }: Serving, asker: Found['asker'] | undefined): Found | undefined => {
  const school = asker && schools[asker.school]
  return school && { asker, school }
}

/** What would carry everything past the filter is closed to all, whatever a school says, as it is to DNS. */
const isWayRound = ({ host }: Place): boolean => lookUpParents(waysRoundTheFilter, host) !== undefined

function passFor({ find, needs, answered, decisionOn, noteOnce }: Parts): Pass {
  return {
    mayReach: (place) => {
      const found = find()
      if (!found) return nobodys
      const decision = decisionOn(found, place)
      answered.atMs = needs.clock()
      if (isAllowed(decision) && isWayRound(place)) return roundabout(place)
      noteOnce(found, place, decision)
      return isAllowed(decision) ? allowed : blockedPage(found, place, decision, needs)
    },
    mayLeadTo: (place, names) => {
      const found = find()
      if (!found) return nobodys
      const opened = openedBy(becauseOf(decisionOn(found, place)))
      for (const host of names) {
        const decision = decisionOn(found, { host, pathAndQuery: '' })
        if (!shutByAlias(opened, decision, found.school.neverOpen)) continue
        if (becauseOf(decision) === 'sealed' || concernOf(decision) !== 0) noteOnce(found, place, decision)
        return blockedPage(found, place, decision, needs)
      }
      return allowed
    },
    stillMay: (place) => {
      const found = find()
      return found !== undefined && !isWayRound(place) && isAllowed(decisionOn(found, place))
    },
    get shape() {
      const found = find()
      return found?.school.shapes[found.asker.profile] ?? strictestManner
    },
    inspectedBy: (host) => {
      const found = find()
      if (!found || found.asker.onOwnDevice) return undefined
      return authorityFor(needs.inspections(), found.school.school, found.asker.profile, host)
    },
  }
}

/**
 * What nobody has opened yet is no attempt of anybody, so it is not put on record; what is sealed is, and what is a concern. Whoever
 * is led to help reads of it below the question for a key.
 */
function askingForKey(
  { mayReach }: Pass,
  waitSeconds: number,
  { find, decisionOn }: Pick<Parts, 'find' | 'decisionOn'>,
): Pass['mayReach'] {
  return (place) => {
    const found = find()
    const decision = found && decisionOn(found, place)
    if (decision === undefined || becauseOf(decision) !== 'suspended') return mayReach(place)
    // No key opens a way round, so none is asked for.
    if (isWayRound(place)) return roundabout(place)
    const asked = keyAsked(place, waitSeconds)
    if (concernOf(decision) === 0) return asked
    const blocked = mayReach(place)
    return found?.school.leadsToHelp(found.asker.profile, decision) ? { ...asked, ...blocked } : asked
  }
}

/** Puts a visit on record, once in five seconds; help and tests never. */
function createNote({ note, clock }: Pick<PassNeeds, 'note' | 'clock'>, address: string) {
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
