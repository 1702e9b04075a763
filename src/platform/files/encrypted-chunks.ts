// A file as it lies on the disk: encrypted in chunks, so that it streams with flat memory and is never read unchecked.
//
//   "SKFILE" 0 version (8 bytes) | chunk | chunk | … each 65,536 bytes of the file and a tag of 16, the last one shorter
//
// Each file has a key of its own, so nonces count: chunk number, then 1 for the last chunk and 0 for the others. A chunk left
// out, repeated or out of order, or a file cut off at a chunk's end, does not open (Hoang et al., "Online Authenticated-
// Encryption and its Nonce-Reuse Misuse-Resistance", 2015: STREAM).

import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import { associatedData, type BoundTo } from '../keys/keys.ts'

const version = 1
const header = Buffer.from([...Buffer.from('SKFILE'), 0, version])
export const chunkBytes = 65_536
const tagBytes = 16
const nonceBytes = 12

/** What is on the disk is not what was stored: cut off, changed, put in another's place, or under another key. */
export class Damaged extends Refused {
  override name = 'Damaged'
  constructor() {
    super(
      'This file is damaged or was changed after it was stored, so it is not shown. Restore it from a backup.',
    )
  }
}

type Bytes = AsyncIterable<Uint8Array>

/**
 * Writes the header, then each chunk with its number bound to it: none can be left out, swapped or taken from
 * another file.
 */
export async function* encryptChunks(
  source: Bytes,
  key: KeyObject,
  boundTo: BoundTo,
): AsyncGenerator<Buffer> {
  const aad = Buffer.concat([header, associatedData(boundTo)])
  yield header
  let number = 0
  for await (const { bytes, last } of inPieces(source, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last))
    cipher.setAAD(aad)
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    number += 1
  }
}

/** Gives only bytes whose chunk was checked; throws `Damaged` at the first that does not fit, or when the end is missing. */
export async function* decryptChunks(
  stored: Bytes,
  key: KeyObject,
  boundTo: BoundTo,
): AsyncGenerator<Buffer> {
  const aad = Buffer.concat([header, associatedData(boundTo)])
  let number = 0
  for await (const { bytes, last } of inPieces(withoutHeader(stored), chunkBytes + tagBytes)) {
    yield openChunk(bytes, key, nonce(number, last), aad)
    number += 1
  }
}

function openChunk(chunk: Buffer, key: KeyObject, nonce: Buffer, aad: Buffer): Buffer {
  if (chunk.length < tagBytes) throw new Damaged()
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(aad)
  decipher.setAuthTag(chunk.subarray(-tagBytes))
  const bytes = decipher.update(chunk.subarray(0, -tagBytes))
  try {
    decipher.final()
  } catch {
    throw new Damaged()
  }
  return bytes
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(nonceBytes)
  bytes.writeUInt32BE(number, nonceBytes - 5)
  bytes.writeUInt8(last ? 1 : 0, nonceBytes - 1)
  return bytes
}

async function* withoutHeader(stored: Bytes): AsyncGenerator<Uint8Array> {
  let start: Buffer = Buffer.alloc(0)
  let passed = false
  for await (const part of stored) {
    if (passed) {
      yield part
      continue
    }
    start = Buffer.concat([start, part])
    if (start.length < header.length) continue
    if (!start.subarray(0, header.length).equals(header)) throw new Damaged()
    passed = true
    yield start.subarray(header.length)
  }
  if (!passed) throw new Damaged()
}

/** The source in pieces of one size; the last may be shorter, and is empty only when the whole is. */
async function* inPieces(source: Bytes, sizeBytes: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held: Buffer = Buffer.alloc(0)
  for await (const part of source) {
    held = Buffer.concat([held, part])
    while (held.length > sizeBytes) {
      yield { bytes: held.subarray(0, sizeBytes), last: false }
      held = held.subarray(sizeBytes)
    }
  }
  yield { bytes: held, last: true }
}
