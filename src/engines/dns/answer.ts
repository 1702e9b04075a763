// What a question gets. `order` is the one place where the order is written; every way in asks here.

import {
  type Activity,
  blankQuestion,
  createSchoolClock,
  lookUpParents,
  namesNotOutside,
  type Opened,
  type Question as SiteQuestion,
  waysRoundTheFilter,
} from '#/engines/filter/index.ts'
import { applyPolicy, leadsToBlocked } from './apply-policy.ts'
import { type Cache, cacheKey, type Kept, staleForMs } from './cache.ts'
import type { Client } from './clients.ts'
import { blankQuery, type Query, type Reading, readQuery } from './query.ts'
import type { Serving, ServingProfile, ServingSchool } from './serving.ts'
import { goOn, waits } from './step.ts'
import { extendedError, messageMaxBytes, recordType, responseCode } from './wire.ts'
import { begin, finish, truncate } from './write-answer.ts'
import * as write from './write-kinds.ts'

/** What an upstream has to be asked before there is an answer. */
export type Missing = { name: string; type: number; group: number }

/** One question on its way through the steps. The same object serves all questions of a thread. */
export type Turn = {
  packet: Uint8Array
  query: Query
  client: Client
  school: ServingSchool
  profile: ServingProfile
  out: Buffer
  nowMs: number
  steadyMs: number
  /** Servers that answer for this name; 0 are those outside. */
  group: number
  openedOnPurpose: Opened
  missing: Missing
}

export type Answerer = {
  /** The bytes to send from the room, 0 for none, or `waits`: then `missing` says for what. */
  answer: (packet: Uint8Array, client: Client, serving: Serving, mostBytes?: number) => number
  /** An answer that says that there is none now. */
  giveUp: (packet: Uint8Array) => number
  /** Where the answer lies until the next question. */
  readonly room: () => Buffer
  /** Leaves the room to whoever still sends from it, and takes another. */
  readonly takeNewRoom: () => void
  readonly missing: Missing
}

type Step = (turn: Turn, parts: Parts) => number
export type Parts = {
  cache: Cache
  activity: Activity
  schoolTime: ReturnType<typeof createSchoolClock>
  site: SiteQuestion
}

const order: readonly Step[] = [
  wayRoundStep,
  applyPolicy,
  localStep,
  notOutsideStep,
  anyStep,
  safeSearchStep,
  knownStep,
]

const codes: Readonly<Record<Exclude<Reading, 'question' | 'drop'>, number>> = responseCode

/** What answers for one thread. Nothing in it waits. `steadyMs` is a clock that nobody sets. */
export function createAnswerer(needs: {
  cache: Cache
  activity: Activity
  now: () => number
  steadyMs: () => number
}): Answerer {
  const turn = emptyTurn()
  const parts: Parts = { ...needs, schoolTime: createSchoolClock(), site: blankQuestion() }
  const { query, missing } = turn
  return {
    room: () => turn.out,
    takeNewRoom: () => {
      turn.out = newRoom()
    },
    missing,
    answer: (packet, client, serving, mostBytes = 0) => {
      const reading = readQuery(packet, query)
      if (reading === 'drop') return 0
      if (reading !== 'question') return refuse(turn, packet, codes[reading])
      if (mostBytes > 0) query.mostBytes = mostBytes
      const school = serving.schools[client.asker?.school ?? -1]
      const profile = school?.profiles[client.asker?.profile ?? -1]
      if (!school || !profile) return refuse(turn, packet, responseCode.refused, extendedError.prohibited)
      turn.packet = packet
      turn.client = client
      turn.school = school
      turn.profile = profile
      turn.nowMs = needs.now()
      turn.steadyMs = needs.steadyMs()
      turn.openedOnPurpose = 'no'
      turn.group = school.forwards.size === 0 ? 0 : (lookUpParents(school.forwards, query.name) ?? 0)
      return answerInOrder(turn, parts)
    },
    giveUp: (packet) =>
      readQuery(packet, query) === 'question'
        ? refuse(turn, packet, responseCode.failed, extendedError.noReachableAuthority)
        : 0,
  }
}

function answerInOrder(turn: Turn, parts: Parts): number {
  for (let at = 0; at < order.length; at++) {
    const length = (order[at] as Step)(turn, parts)
    if (length !== goOn) return length > turn.query.mostBytes ? truncate(turn.out, turn.query) : length
  }
  return write.failed(turn)
}

function refuse(
  { out, query }: Turn,
  packet: Uint8Array,
  code: number,
  why: number = extendedError.none,
): number {
  // What could not be read is not sent back.
  const end = code === responseCode.formatError || code === responseCode.notImplemented ? 12 : query.end
  return finish(out, begin(out, packet, end, code), query, why, code)
}

function wayRoundStep(turn: Turn): number {
  const said = lookUpParents(waysRoundTheFilter, turn.query.name)
  return said === undefined ? goOn : write.special(turn, said, extendedError.blocked)
}

function localStep(turn: Turn): number {
  const addresses = turn.school.localNames.size > 0 && turn.school.localNames.get(turn.query.name)
  return addresses ? write.addresses(turn, addresses, extendedError.none) : goOn
}

function notOutsideStep(turn: Turn): number {
  const said = turn.group === 0 ? lookUpParents(namesNotOutside, turn.query.name) : undefined
  return said === undefined ? goOn : write.special(turn, said, extendedError.none)
}

function anyStep(turn: Turn): number {
  return turn.query.type === recordType.any ? write.any(turn) : goOn
}

function safeSearchStep(turn: Turn, { cache }: Parts): number {
  const { query, profile, steadyMs } = turn
  const target = profile.safeHosts.get(query.name)
  if (target === undefined) return goOn
  if (query.type === recordType.svcb || query.type === recordType.https)
    return write.nothing(turn, extendedError.forgedAnswer)
  if (query.type !== recordType.a && query.type !== recordType.aaaa) return goOn
  const known = cache.find(cacheKey(target, query.type, 0))
  if (!isUsable(known, steadyMs)) return waitFor(turn, target, 0)
  return known.code < 0 ? write.failed(turn) : write.ledTo(turn, target, known)
}

function knownStep(turn: Turn, parts: Parts): number {
  const { query, group, steadyMs } = turn
  const { cache } = parts
  const known = cache.find(cacheKey(query.name, query.type, group))
  if (!isUsable(known, steadyMs)) return waitFor(turn, query.name, group)
  if (known.code < 0) return write.failed(turn)
  if (known.leadsTo.length > 0 && leadsToBlocked(turn, parts, known)) return write.blocked(turn)
  return write.known(turn, known)
}

/** Fresh, or not fresh while nobody answers who could say better. */
function isUsable(known: Kept | undefined, steadyMs: number): known is Kept {
  if (!known) return false
  if (known.untilMs > steadyMs) return true
  return known.failedUntilMs > steadyMs && (known.code < 0 || known.untilMs + staleForMs > steadyMs)
}

function waitFor({ missing, query }: Turn, name: string, group: number): number {
  missing.name = name
  missing.type = query.type
  missing.group = group
  return waits
}

function emptyTurn(): Turn {
  // Filled before any step sees it.
  const unfilled = {} as Pick<Turn, 'client' | 'school' | 'profile'>
  return {
    ...unfilled,
    packet: Buffer.alloc(0),
    query: blankQuery(),
    out: newRoom(),
    nowMs: 0,
    steadyMs: 0,
    group: 0,
    openedOnPurpose: 'no',
    missing: { name: '', type: 0, group: 0 },
  }
}

const newRoom = (): Buffer => Buffer.alloc(messageMaxBytes + 64)
