// Each kind of answer, whole. They return its length in `turn.out`.

import type { SpecialAnswer } from '#/engines/filter/index.ts'
import type { Turn } from './answer.ts'
import { dataOfKept, type Kept } from './cache.ts'
import { wireName } from './name.ts'
import type { Addresses } from './serving.ts'
import { extendedError, get32, messageMaxBytes, put16, put32, recordType, responseCode } from './wire.ts'
import { addAnswer, addNegative, begin, blockedForSeconds, finish, toQuestion } from './write-answer.ts'

const staleForSeconds = 30
const loopback: Addresses = new Map([
  [recordType.a, [Uint8Array.of(127, 0, 0, 1)]],
  [recordType.aaaa, [Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)]],
])

/** Blocked: the block page where there is one for this kind of address, and never a hint of where the site is. */
export function blocked(turn: Turn): number {
  const { blockedAs } = turn.profile
  if (blockedAs === 'page') return addresses(turn, turn.school.blockPage, extendedError.blocked)
  return blockedAs === 'noName' ? noName(turn, extendedError.blocked) : nothing(turn, extendedError.blocked)
}

/** There is no such name. */
export function noName({ out, packet, query }: Turn, why: number): number {
  return finish(out, addNegative(out, begin(out, packet, query.end, responseCode.noSuchName)), query, why)
}

/** There is such a name, with nothing of this kind under it. */
export function nothing({ out, packet, query }: Turn, why: number): number {
  return finish(out, addNegative(out, begin(out, packet, query.end, responseCode.done)), query, why)
}

/** Nobody who could know answers. */
export function failed({ out, packet, query }: Turn): number {
  return finish(
    out,
    begin(out, packet, query.end, responseCode.failed),
    query,
    extendedError.noReachableAuthority,
  )
}

/** Addresses that the school gives itself. */
export function addresses(turn: Turn, found: Addresses, why: number): number {
  const { out, packet, query } = turn
  const all = found.get(query.type)
  if (!all) return nothing(turn, why)
  let at = begin(out, packet, query.end, responseCode.done)
  for (const data of all)
    at = addAnswer(out, at, { owner: toQuestion, type: query.type, forSeconds: blockedForSeconds, data })
  return finish(out, at, query, why)
}

/** One of the names that are answered the same for everybody. */
export function special(turn: Turn, said: SpecialAnswer, why: number): number {
  if (said === 'here') return addresses(turn, loopback, why)
  return said === 'noName' ? noName(turn, why) : nothing(turn, why)
}

const anyData = Buffer.from('\x07RFC8482\x00', 'latin1')
const hostInformation = 13

/** Who asks for everything gets one small record (RFC 8482): the question is used to flood others. */
export function any({ out, packet, query }: Turn): number {
  const at = begin(out, packet, query.end, responseCode.done)
  const record = { owner: toQuestion, type: hostInformation, forSeconds: 3600, data: anyData }
  return finish(out, addAnswer(out, at, record), query, extendedError.none)
}

/** What an upstream said, with its seconds counted down. */
export function known(turn: Turn, kept: Kept): number {
  const { out, packet, query, steadyMs } = turn
  const at = begin(out, packet, query.end, kept.code)
  if (at + kept.records.length > messageMaxBytes) return failed(turn)
  out.write(kept.records, at, 'latin1')
  put16(out, 6, kept.answers)
  put16(out, 8, kept.authorities)
  const isStale = kept.untilMs <= steadyMs
  const ageSeconds = Math.floor((steadyMs - kept.keptAtMs) / 1000)
  for (const secondsAt of kept.secondsAt) {
    const left = get32(out, at + secondsAt) - ageSeconds
    put32(out, at + secondsAt, isStale ? staleForSeconds : Math.max(0, left))
  }
  return finish(
    out,
    at + kept.records.length,
    query,
    isStale ? extendedError.staleAnswer : extendedError.none,
  )
}

/** The name is an alias of `target`, with the addresses that an upstream gave for that. */
export function ledTo({ out, packet, query, steadyMs }: Turn, target: string, kept: Kept): number {
  const alias = begin(out, packet, query.end, responseCode.done)
  const forSeconds = Math.max(0, Math.min(300, Math.floor((kept.untilMs - steadyMs) / 1000)))
  const data = wireName(target)
  let at = addAnswer(out, alias, { owner: toQuestion, type: recordType.cname, forSeconds, data })
  const owner = 0xc000 | (alias + 12)
  for (const address of dataOfKept(kept, query.type))
    at = addAnswer(out, at, { owner, type: query.type, forSeconds, data: address })
  return finish(out, at, query, extendedError.forgedAnswer)
}
