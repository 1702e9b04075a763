// Writes answers, piece by piece, into room that the caller has: first `begin`, then records, then `finish`.

import type { Query } from './query.ts'
import { extendedError, get16, headerBytes, packetMaxBytes, put16, put32, recordType } from './wire.ts'

const recursionDesired = 0x0100
const isAnswer = 0x8080 // an answer, from one who asks others
const truncated = 0x0200
/** Points to the name in the question, which every message has in the same place. */
export const toQuestion = 0xc000 | headerBytes
/** How long a blocked answer stays with a client, so that what is opened is open at once. */
export const blockedForSeconds = 2

/** Copies header and question. Returns where the records begin. */
export function begin(out: Uint8Array, packet: Uint8Array, end: number, code: number): number {
  for (let at = 0; at < end; at++) out[at] = packet[at] as number
  put16(out, 2, isAnswer | (get16(packet, 2) & recursionDesired) | (code & 0xf))
  put16(out, 4, end > headerBytes ? 1 : 0)
  put32(out, 6, 0)
  put16(out, 10, 0)
  return end
}

/** Adds an answer; `owner` points to its name. Returns where the next begins. */
export function addAnswer(
  out: Uint8Array,
  at: number,
  record: { owner: number; type: number; forSeconds: number; data: Uint8Array },
): number {
  put16(out, at, record.owner)
  put16(out, at + 2, record.type)
  put16(out, at + 4, 1)
  put32(out, at + 6, record.forSeconds)
  put16(out, at + 10, record.data.length)
  out.set(record.data, at + 12)
  put16(out, 6, get16(out, 6) + 1)
  return at + 12 + record.data.length
}

// Two empty names, a serial number, three intervals nobody uses, and how long "no" holds (RFC 2308).
const noSource = Buffer.from([
  ...[toQuestion >> 8, toQuestion & 0xff, 0, recordType.soa, 0, 1],
  ...[0, 0, 0, blockedForSeconds, 0, 22, 0, 0, 0, 0, 0, 1, 0, 0, 14, 16, 0, 0, 3, 132, 0, 9, 58, 128],
  ...[0, 0, 0, blockedForSeconds],
])

/** Adds what lets a client keep "no" for `blockedForSeconds`. Returns where the next begins. */
export function addNegative(out: Uint8Array, at: number): number {
  out.set(noSource, at)
  put16(out, 8, 1)
  return at + noSource.length
}

/** Answers by EDNS where the client speaks it, with the reason (RFC 8914) where there is one. Returns the length. */
export function finish(
  out: Uint8Array,
  at: number,
  { edns }: Pick<Query, 'edns'>,
  why: number,
  code = 0,
): number {
  if (!edns) return at
  out[at] = 0
  put16(out, at + 1, recordType.opt)
  put16(out, at + 3, packetMaxBytes)
  put32(out, at + 5, (code >> 4) * 0x1000000)
  put16(out, 10, 1)
  if (why === extendedError.none) {
    put16(out, at + 9, 0)
    return at + 11
  }
  put16(out, at + 9, 6)
  put16(out, at + 11, 15)
  put16(out, at + 13, 2)
  put16(out, at + 15, why)
  return at + 17
}

/** Turns an answer that is too long for a packet into one that says so: the client comes again by TCP. */
export function truncate(out: Uint8Array, query: Query): number {
  put16(out, 2, get16(out, 2) | truncated)
  put32(out, 6, 0)
  put16(out, 10, 0)
  return finish(out, query.end, query, extendedError.none)
}
