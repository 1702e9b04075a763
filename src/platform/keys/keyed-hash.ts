import { createHmac } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import type { Keyring } from './keyring.ts'
import { keyFor, type Purpose } from './school-keys.ts'

/** The first time in a school it makes the key, so not in a transaction that cannot write. */
export type KeyedHash = (tx: Tx, schoolId: string, purpose: string, text: string) => Promise<Buffer>

/** HMAC-SHA-256 under the school's key of this purpose: who reads the database cannot find the text by trying. */
export function keyedHashOf(keyring: Keyring, keyPurpose: Purpose): KeyedHash {
  return async (tx, schoolId, purpose, text) => {
    const { key } = await keyFor(tx, keyring, schoolId, keyPurpose)
    return createHmac('sha256', key).update(`${purpose}\n${text}`).digest()
  }
}
