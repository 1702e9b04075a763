// What is taken out of answers before anybody gets them. Records that tell a browser how to reach a site (types 64 and 65, RFC 9460)
// have a part that hides from the network which site is asked for (ECH): without it a browser connects in the ordinary way, and the
// school's filter can see where to. And a name outside that leads to an address inside would let a page from outside talk to the
// school's own machines as if it came from them.

import { leadsInside } from '#/engines/filter/index.ts'
import { readName, wireName } from './name.ts'
import type { RecordAt } from './read-answer.ts'
import { get16, put16, recordType } from './wire.ts'

/** Parts of such a record: addresses of both kinds, and what hides the name. */
const part = { addresses4: 4, hiddenNames: 5, addresses6: 6 } as const

/**
 * The message written anew without ECH and, where it came from outside, without addresses inside. Undefined where it has neither, which
 * is nearly always. Only kinds of record whose names are known to be rewritten whole stay in it.
 */
export function cleaned(
  message: Uint8Array,
  records: readonly RecordAt[],
  isFromOutside: boolean,
): Uint8Array | undefined {
  const isClean = (record: RecordAt): boolean =>
    !(hidesName(message, record) || (isFromOutside && hasInside(message, record)))
  if (records.every(isClean)) return undefined
  const answers = get16(message, 6)
  const question = new Uint8Array(message.subarray(0, records[0]?.at))
  const kept = records.map((record, at) => ({
    bytes: rewritten(message, record, isFromOutside),
    isAnswer: at < answers,
  }))
  const whole = kept.flatMap(({ bytes, isAnswer }) => (bytes ? [{ bytes, isAnswer }] : []))
  put16(question, 6, whole.filter(({ isAnswer }) => isAnswer).length)
  put16(question, 8, whole.filter(({ isAnswer }) => !isAnswer).length)
  put16(question, 10, 0)
  return Buffer.concat([question, ...whole.map(({ bytes }) => bytes)])
}

/** Whether a record says how to reach a site without telling the network which. */
export const hidesName = (message: Uint8Array, record: RecordAt): boolean =>
  isService(record) && hasHiddenNames(message, record)

const isService = ({ type }: RecordAt): boolean => type === recordType.svcb || type === recordType.https

function hasHiddenNames(message: Uint8Array, record: RecordAt): boolean {
  return parametersOf(message, record)?.some(({ key }) => key === part.hiddenNames) ?? true
}

const isAddress = ({ type }: RecordAt): boolean => type === recordType.a || type === recordType.aaaa

function hasInside(message: Uint8Array, record: RecordAt): boolean {
  if (isAddress(record)) return leadsInside(message.subarray(record.data, record.end))
  return isService(record) && (parametersOf(message, record)?.some(isInsideHint) ?? true)
}

/** Whether one of the addresses that such a record gives beforehand is inside. */
function isInsideHint({ key, bytes }: Parameter): boolean {
  const size = key === part.addresses4 ? 4 : key === part.addresses6 ? 16 : 0
  if (size === 0) return false
  for (let at = 4; at < bytes.length; at += size) if (leadsInside(bytes.subarray(at, at + size))) return true
  return false
}

type Parameter = { key: number; bytes: Uint8Array }

/** Priority and target, then parameters. Undefined where they are cut off. */
function parametersOf(message: Uint8Array, { data, end }: RecordAt): Parameter[] | undefined {
  const parameters: Parameter[] = []
  let at = targetEnd(message, data + 2, end)
  if (at < 0) return undefined
  while (at < end) {
    const next = at + 4 <= end ? at + 4 + get16(message, at + 2) : end + 1
    if (next > end) return undefined
    parameters.push({ key: get16(message, at), bytes: message.subarray(at, next) })
    at = next
  }
  return parameters
}

/** The target is never compressed (RFC 9460, 2.2). */
function targetEnd(message: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && (message[at] as number) !== 0) at += 1 + (message[at] as number)
  return at < end ? at + 1 : -1
}

/** The record with its names in full, since what they pointed to may have moved. Undefined for what cannot be kept. */
function rewritten(message: Uint8Array, record: RecordAt, isFromOutside: boolean): Uint8Array | undefined {
  const owner = readName(message, record.at, message.length)
  const data = dataWithout(message, record, isFromOutside)
  if (owner === undefined || !data) return undefined
  const fixed = Buffer.from(message.subarray(record.data - 10, record.data))
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([wireName(owner), fixed, data])
}

function dataWithout(message: Uint8Array, record: RecordAt, isFromOutside: boolean): Uint8Array | undefined {
  const { type, data, end } = record
  if (isAddress(record))
    return isFromOutside && hasInside(message, record) ? undefined : message.subarray(data, end)
  if (isService(record)) {
    const target = targetEnd(message, data + 2, end)
    const kept = parametersOf(message, record)?.filter(
      (one) => one.key !== part.hiddenNames && !(isFromOutside && isInsideHint(one)),
    )
    return kept && Buffer.concat([message.subarray(data, target), ...kept.map(({ bytes }) => bytes)])
  }
  if (type !== recordType.cname) return undefined
  const target = readName(message, data, message.length)
  return target === undefined ? undefined : wireName(target)
}
