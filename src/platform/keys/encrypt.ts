// Small secrets that have to be read again: a directory's password, an app's seed. AES-256-GCM under a key of the school.
//
//   version of the school's key (4 bytes) | nonce (12) | tag (16) | encrypted bytes

import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import { associatedData, type BoundTo } from './associated-data.ts'
import type { Keyring } from './keyring.ts'
import { keyFor, keyOfVersion, type Purpose } from './school-keys.ts'

const versionBytes = 4
const nonceBytes = 12
const tagBytes = 16

/** Encrypts bytes that open only beside the record they are bound to. The first time it makes the key, so never in a reading transaction. */
export async function encrypt(
  tx: Tx,
  keyring: Keyring,
  key: Purpose,
  bytes: Buffer,
  boundTo: BoundTo,
): Promise<Buffer> {
  const { version, key: schoolKey } = await keyFor(tx, keyring, boundTo.schoolId, key)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', schoolKey, nonce)
  cipher.setAAD(associatedData(boundTo))
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()])
  const written = Buffer.alloc(versionBytes)
  written.writeUInt32BE(version)
  return Buffer.concat([written, nonce, cipher.getAuthTag(), encrypted])
}

/** The bytes again. Throws beside another school or record, or when they were changed. */
export async function decrypt(
  tx: Tx,
  keyring: Keyring,
  key: Purpose,
  encrypted: Buffer,
  boundTo: BoundTo,
): Promise<Buffer> {
  const schoolKey = await keyOfVersion(tx, keyring, boundTo.schoolId, key, encrypted.readUInt32BE(0))
  return decryptWith(schoolKey, encrypted, boundTo)
}

/** The same for whoever has the school's key already. */
export function decryptWith(schoolKey: KeyObject, encrypted: Buffer, boundTo: BoundTo): Buffer {
  const nonceEnd = versionBytes + nonceBytes
  const tagEnd = nonceEnd + tagBytes
  const decipher = createDecipheriv('aes-256-gcm', schoolKey, encrypted.subarray(versionBytes, nonceEnd))
  decipher.setAAD(associatedData(boundTo))
  decipher.setAuthTag(encrypted.subarray(nonceEnd, tagEnd))
  return Buffer.concat([decipher.update(encrypted.subarray(tagEnd)), decipher.final()])
}
