// Records that tell a browser how to reach a site (types 64 and 65, RFC 9460). One of their parts hides from the network
// which site is asked for (ECH): without it a browser connects in the ordinary way, and the school's filter can see where to.

import { readName, wireName } from './name.ts'
import type { RecordAt } from './read-answer.ts'
import { get16, put16, recordType } from './wire.ts'

const hiddenNamesKey = 5

/**
 * The message written anew without ECH. Undefined where it has none, which is nearly always. Only kinds of record whose
 * names are known to be rewritten whole stay in it.
 */
export function withoutHiddenNames(
  message: Uint8Array,
  records: readonly RecordAt[],
): Uint8Array | undefined {
  if (!records.some((record) => hidesName(message, record))) return undefined
  const answers = get16(message, 6)
  const question = new Uint8Array(message.subarray(0, records[0]?.at))
  const kept = records.map((record, at) => ({ bytes: rewritten(message, record), isAnswer: at < answers }))
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
  return parametersOf(message, record)?.some(({ key }) => key === hiddenNamesKey) ?? true
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
function rewritten(message: Uint8Array, record: RecordAt): Uint8Array | undefined {
  const owner = readName(message, record.at, message.length)
  const data = dataWithout(message, record)
  if (owner === undefined || !data) return undefined
  const fixed = Buffer.from(message.subarray(record.data - 10, record.data))
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([wireName(owner), fixed, data])
}

function dataWithout(message: Uint8Array, record: RecordAt): Uint8Array | undefined {
  const { type, data, end } = record
  if (type === recordType.a || type === recordType.aaaa) return message.subarray(data, end)
  if (isService(record)) {
    const target = targetEnd(message, data + 2, end)
    const kept = parametersOf(message, record)?.filter(({ key }) => key !== hiddenNamesKey)
    return kept && Buffer.concat([message.subarray(data, target), ...kept.map(({ bytes }) => bytes)])
  }
  if (type !== recordType.cname) return undefined
  const target = readName(message, data, message.length)
  return target === undefined ? undefined : wireName(target)
}
