// A small secret on its way to a program without the database: with the school's key that opens it, still wrapped by the master key. What is
// carried opens only where the master key lies.

import type { Tx } from '../database/database.ts'
import type { BoundTo } from './associated-data.ts'
import { decryptWith } from './encrypt.ts'
import { type Keyring, masterKeyNamed } from './keyring.ts'
import { type Purpose, schoolKeyBoundTo, wrappedKeyOf } from './school-keys.ts'
import { unwrapKey } from './wrap.ts'

type Carried = {
  boundTo: BoundTo
  purpose: Purpose
  version: number
  masterKeyId: string
  wrapped: string
  encrypted: string
}

/** What `encrypt` gave, as one line of text that opens elsewhere. */
export async function carry(tx: Tx, purpose: Purpose, encrypted: Buffer, boundTo: BoundTo): Promise<string> {
  const version = encrypted.readUInt32BE(0)
  const { masterKeyId, wrapped } = await wrappedKeyOf(tx, boundTo.schoolId, purpose, version)
  const carried: Carried = {
    boundTo,
    purpose,
    version,
    masterKeyId,
    wrapped: wrapped.toString('base64'),
    encrypted: encrypted.toString('base64'),
  }
  return Buffer.from(JSON.stringify(carried)).toString('base64')
}

/** The secret again. Refuses, in words, where the master key is another; throws when anything was changed on the way. */
export async function openCarried(keyring: Keyring, text: string): Promise<Buffer> {
  const carried = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Carried
  const { boundTo, purpose, version } = carried
  const master = await masterKeyNamed(keyring, carried.masterKeyId)
  const wrapped = Buffer.from(carried.wrapped, 'base64')
  const key = unwrapKey(wrapped, master.key, schoolKeyBoundTo(boundTo.schoolId, purpose, version))
  return decryptWith(key, Buffer.from(carried.encrypted, 'base64'), boundTo)
}
