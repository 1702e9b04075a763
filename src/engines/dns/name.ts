// Names as they are sent: labels with their length before them, and pointers back to labels that were sent before.

import { get16, headerBytes, nameMaxBytes } from './wire.ts'

const labelMaxBytes = 63
const pointerBits = 0xc0
const dot = 46

// Lower case for ASCII letters; 0 for bytes that no site's name has, which are written as \DDD.
const plainOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if (/[A-Z]/.test(character)) return byte + 32
  return /[a-z0-9_-]/.test(character) ? byte : 0
})

const room = Buffer.alloc(4 * nameMaxBytes)
function putLabel(bytes: Uint8Array, from: number, until: number, length: number): number {
  let to = length
  for (let at = from; at < until; at++) {
    const byte = bytes[at] as number
    const plain = plainOf[byte] as number
    if (plain !== 0) room[to++] = plain
    else to += room.write(`\\${String(byte).padStart(3, '0')}`, to, 'latin1')
  }
  return to
}

/**
 * The name at `at`, in lower case without a final dot; the root is the empty text. Undefined when it is cut off, too
 * long, or has a pointer that does not lead back to a name: each must, so that none leads round in a circle.
 */
export function readName(bytes: Uint8Array, at: number, end: number): string | undefined {
  let [from, length, sent, before] = [at, 0, 0, at]
  while (from < end) {
    const labelBytes = bytes[from] as number
    if (labelBytes === 0) return room.toString('latin1', 0, length)
    if (labelBytes >= pointerBits) {
      from = pointedTo(bytes, from, end, before)
      if (from < 0) return undefined
      before = from
      continue
    }
    sent += labelBytes + 1
    if (labelBytes > labelMaxBytes || from + 1 + labelBytes > end || sent >= nameMaxBytes) return undefined
    if (length > 0) room[length++] = dot
    length = putLabel(bytes, from + 1, from + 1 + labelBytes, length)
    from += labelBytes + 1
  }
  return undefined
}

/** -1 for a pointer that is cut off, leads into the header, or does not lead before `before`. */
function pointedTo(bytes: Uint8Array, at: number, end: number, before: number): number {
  if (at + 2 > end) return -1
  const to = get16(bytes, at) & 0x3fff
  return to < before && to >= headerBytes ? to : -1
}

/** Where the name at `at` ends, without following pointers; -1 when it is cut off or not a name. */
export function skipName(bytes: Uint8Array, at: number, end: number): number {
  let from = at
  while (from < end) {
    const labelBytes = bytes[from] as number
    if (labelBytes === 0) return from + 1
    if (labelBytes >= pointerBits) return from + 2 <= end ? from + 2 : -1
    if (labelBytes > labelMaxBytes || from - at > nameMaxBytes) return -1
    from += labelBytes + 1
  }
  return -1
}

/** The name as it is sent. Refuses, as a mistake of whoever calls, what is no name; `\DDD` becomes its byte again. */
export function wireName(name: string): Buffer {
  const labels = name === '' ? [] : name.split('.')
  const parts = labels.map((label) => {
    const text = label.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code)))
    return Buffer.concat([Buffer.of(text.length), Buffer.from(text, 'latin1')])
  })
  const wire = Buffer.concat([...parts, Buffer.of(0)])
  if (parts.some((part) => part.length < 2 || part.length > labelMaxBytes + 1) || wire.length > nameMaxBytes)
    throw new RangeError('This is no name that can be sent.')
  return wire
}
