// Reads what an upstream answered, and keeps of it what a client needs. Upstreams are not trusted to write well.

import { cleaned } from './clean-answer.ts'
import { readName, skipName } from './name.ts'
import { get16, get32, headerBytes, put16, recordType, responseCode } from './wire.ts'

/** An answer ready to be kept: header, question, answers and authority, without what came beside them. */
export type Answered = {
  bytes: Uint8Array
  /** Where the seconds stand that each record holds, so that they can be counted down. */
  secondsAt: readonly number[]
  /** The shortest of them; what a negative answer says for itself. */
  forSeconds: number
  /** Other names that the answer leads to. */
  leadsTo: readonly string[]
}

/** Where one record lies in a message. */
export type RecordAt = { at: number; type: number; data: number; end: number }

const truncatedBit = 0x0200
const authoritativeBit = 0x0400
const negativeMaxSeconds = 900
const longestSeconds = 86_400

/** Whether the upstream says that its answer did not fit. */
export const isTruncated = (message: Uint8Array): boolean => (get16(message, 2) & truncatedBit) !== 0

/**
 * Undefined for anything that is not a well-formed "here it is" or "there is none": the next upstream is asked then.
 * Leaves out the names under which a connection could hide where it goes (ECH) and, from outside, addresses inside.
 */
export function readAnswer(message: Uint8Array, isFromOutside = false): Answered | undefined {
  if (message.length < headerBytes || get16(message, 4) !== 1) return undefined
  const code = get16(message, 2) & 0xf
  if (code !== responseCode.done && code !== responseCode.noSuchName) return undefined
  const records = recordsOf(message)
  if (!records) return undefined
  const rewritten = cleaned(message, records, isFromOutside)
  if (rewritten) return readAnswer(rewritten, isFromOutside)
  const end = records.at(-1)?.end ?? questionEnd(message)
  const bytes = new Uint8Array(message.subarray(0, end))
  put16(bytes, 2, get16(bytes, 2) & ~(authoritativeBit | truncatedBit))
  put16(bytes, 10, 0)
  const leadsTo = namesLedTo(message, records)
  return (
    leadsTo && {
      bytes,
      secondsAt: records.map(({ data }) => data - 6),
      ...heldFor(message, records),
      leadsTo,
    }
  )
}

/** Behind the one question of a message; -1 when it is cut off. */
export function questionEnd(message: Uint8Array): number {
  const name = skipName(message, headerBytes, message.length)
  return name < 0 || name + 4 > message.length ? -1 : name + 4
}

/** The records of answer and authority. Undefined when one does not lie wholly in the message, or its name is none. */
export function recordsOf(message: Uint8Array): RecordAt[] | undefined {
  const records: RecordAt[] = []
  let at = questionEnd(message)
  for (let left = get16(message, 6) + get16(message, 8); left > 0; left--) {
    const fixed = at < 0 ? -1 : skipName(message, at, message.length)
    if (fixed < 0 || fixed + 10 > message.length) return undefined
    const end = fixed + 10 + get16(message, fixed + 8)
    if (end > message.length || readName(message, at, message.length) === undefined) return undefined
    records.push({ at, type: get16(message, fixed), data: fixed + 10, end })
    at = end
  }
  return at < 0 ? undefined : records
}

function heldFor(message: Uint8Array, records: readonly RecordAt[]): { forSeconds: number } {
  const seconds = records.map(({ data }) => get32(message, data - 6))
  const none = get16(message, 6) === 0 || (get16(message, 2) & 0xf) !== responseCode.done
  if (!none) return { forSeconds: Math.min(longestSeconds, ...seconds) }
  const source = records.find(({ type }) => type === recordType.soa)
  const said = source && source.end - source.data >= 22 ? get32(message, source.end - 4) : 0
  return { forSeconds: Math.min(negativeMaxSeconds, said, ...seconds) }
}

/** Undefined when such a name cannot be read: a client would be led astray. */
function namesLedTo(message: Uint8Array, records: readonly RecordAt[]): string[] | undefined {
  const names: string[] = []
  for (const { type, data } of records.slice(0, get16(message, 6))) {
    const isService = type === recordType.svcb || type === recordType.https
    if (type !== recordType.cname && !isService) continue
    const name = readName(message, isService ? data + 2 : data, message.length)
    if (name === undefined) return undefined
    if (name !== '') names.push(name)
  }
  return names
}
