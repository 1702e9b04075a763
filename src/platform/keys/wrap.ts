// A key kept under another key: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D, section 8.2.2, which bounds one
// wrapping key to 2^32 wrappings; a school makes a few thousand files a year).
//
//   version (1 byte) | nonce (12) | encrypted key (32) | tag (16)

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { associatedData, type BoundTo } from './associated-data.ts'

const version = 1
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const wrappedBytes = 1 + nonceBytes + keyBytes + tagBytes

/** A wrapped key that does not open: the wrong key above it, the wrong record, or bytes that were changed. */
export class CannotUnwrap extends Error {
  override name = 'CannotUnwrap'
}

/** A new random 256-bit key. A `KeyObject`, because that prints nothing of itself in a log or an error. */
export function newKey(): KeyObject {
  return keyFrom(randomBytes(keyBytes))
}

/** Takes the 32 bytes over as a key and clears the buffer they came in. */
export function keyFrom(bytes: Buffer): KeyObject {
  if (bytes.length !== keyBytes) throw new RangeError(`a key has ${keyBytes} bytes, not ${bytes.length}`)
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

/** Names a key without giving anything of it away. */
export function keyId(key: KeyObject): string {
  return createHmac('sha256', key).update('schoolkeeper key id 1').digest('hex').slice(0, 16)
}

/** Wraps a key under another, bound to what it is for: version, nonce, tag, encrypted key. */
export function wrapKey(key: KeyObject, under: KeyObject, boundTo: BoundTo): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', under, nonce)
  cipher.setAAD(associatedData(boundTo))
  const bytes = key.export()
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()])
  bytes.fill(0)
  return Buffer.concat([Buffer.of(version), nonce, encrypted, cipher.getAuthTag()])
}

/** The key again. Refuses another version, another wrapping key, and a key that is bound to something else. */
export function unwrapKey(wrapped: Uint8Array, under: KeyObject, boundTo: BoundTo): KeyObject {
  const bytes = Buffer.from(wrapped)
  if (bytes.length !== wrappedBytes || bytes[0] !== version) {
    throw new CannotUnwrap('This is not a wrapped key of a kind that this version of Schoolkeeper knows.')
  }
  const decipher = createDecipheriv('aes-256-gcm', under, bytes.subarray(1, 1 + nonceBytes))
  decipher.setAAD(associatedData(boundTo))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return keyFrom(
      Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]),
    )
  } catch {
    throw new CannotUnwrap(
      'The key does not open: it was wrapped under another key or for another record, or was changed.',
    )
  }
}
