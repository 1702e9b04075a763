// Reads a question as it comes in: whatever somebody sends is a question, an answer to say so, or nothing at all.

import { readName, skipName } from './name.ts'
import { get16, get32, headerBytes, packetLeastBytes, packetMaxBytes, recordType } from './wire.ts'

/** One question. The same object is filled for each packet: what is kept must be copied. */
export type Query = {
  /** Lower case, no final dot; bytes that no site has are \DDD, so that a dot in a label is not a dot. */
  name: string
  type: number
  /** Where the question ends in the packet. */
  end: number
  /** Whether the client speaks EDNS, in which case it is answered so. */
  edns: boolean
  /** What the client can take in one packet; never more than `packetMaxBytes`. */
  mostBytes: number
}

/** What came of reading. `drop` gets no answer: it is none of ours, or an answer would be abused. */
export type Reading = 'question' | 'drop' | 'formatError' | 'notImplemented' | 'badVersion' | 'refused'

/** A query to be filled. */
export const blankQuery = (): Query => ({
  name: '',
  type: 0,
  end: headerBytes,
  edns: false,
  mostBytes: packetLeastBytes,
})

const answerBit = 0x8000
const opcodeBits = 0x7800
const internet = 1

/** Fills `query`. Never throws, whatever the bytes are. */
export function readQuery(packet: Uint8Array, query: Query): Reading {
  query.end = headerBytes
  query.edns = false
  query.mostBytes = packetLeastBytes
  if (packet.length < headerBytes) return 'drop'
  const flags = get16(packet, 2)
  if ((flags & answerBit) !== 0) return 'drop'
  if ((flags & opcodeBits) !== 0) return 'notImplemented'
  // One question, and nothing that claims to be an answer already.
  if (get32(packet, 4) !== 0x10000 || get16(packet, 8) !== 0) return 'formatError'
  // No name can have been sent before this one, so a pointer in it leads nowhere.
  const name = readName(packet, headerBytes, packet.length)
  const behind = skipName(packet, headerBytes, packet.length)
  if (name === undefined || behind < 0 || behind + 4 > packet.length) return 'formatError'
  query.name = name
  query.type = get16(packet, behind)
  query.end = behind + 4
  const additional = get16(packet, 10)
  const reading = additional === 0 ? 'question' : readAdditional(packet, query, additional)
  if (reading !== 'question') return reading
  if (get16(packet, query.end - 2) !== internet) return 'refused'
  return query.type === recordType.axfr || query.type === recordType.ixfr ? 'refused' : 'question'
}

/** Looks for the record by which a client says that it speaks EDNS (RFC 6891). */
function readAdditional(packet: Uint8Array, query: Query, count: number): Reading {
  let at = query.end
  let version = 0
  for (let record = 0; record < count; record++) {
    const fixed = skipName(packet, at, packet.length)
    if (fixed < 0 || fixed + 10 > packet.length) return 'formatError'
    const next = fixed + 10 + get16(packet, fixed + 8)
    if (next > packet.length) return 'formatError'
    if (get16(packet, fixed) === recordType.opt) {
      if (query.edns || fixed !== at + 1) return 'formatError'
      query.edns = true
      query.mostBytes = Math.min(packetMaxBytes, Math.max(packetLeastBytes, get16(packet, fixed + 2)))
      version = packet[fixed + 5] as number
    }
    at = next
  }
  return version === 0 ? 'question' : 'badVersion'
}
