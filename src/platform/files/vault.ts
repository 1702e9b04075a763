import type { KeyObject } from 'node:crypto'
import type { Tx } from '../database/database.ts'
import { type Keyring, keyFor, keyOfVersion, unwrapKey, wrapKey } from '../keys/keys.ts'
import type { Copy } from './take-in.ts'

/** Where files lie, and what opens them. Made once, at start. */
export type Vault = { readonly dataFolder: string; readonly keyring: Keyring }

/** A file's own key, wrapped by its school's. */
export type WrappedFileKey = { key_version: number; wrapped_key: Buffer }

/** The file's key under the school's newest key for files. */
export async function wrapFileKey(
  tx: Tx,
  vault: Vault,
  file: { schoolId: string; fileId: string },
  copy: Copy,
  key: KeyObject,
): Promise<WrappedFileKey> {
  const { version, key: schoolKey } = await keyFor(tx, vault.keyring, file.schoolId, 'files')
  return { key_version: version, wrapped_key: wrapKey(key, schoolKey, fileKeyBoundTo(file, copy)) }
}

/** The file's key again. Refuses one that was wrapped for another file, copy or school. */
export async function unwrapFileKey(
  tx: Tx,
  vault: Vault,
  file: { schoolId: string; fileId: string },
  copy: Copy,
  { key_version, wrapped_key }: WrappedFileKey,
): Promise<KeyObject> {
  const schoolKey = await keyOfVersion(tx, vault.keyring, file.schoolId, 'files', key_version)
  return unwrapKey(wrapped_key, schoolKey, fileKeyBoundTo(file, copy))
}

/** What a wrapped key is bound to, so that it opens no other file, copy or school's. */
export function fileKeyBoundTo(file: { schoolId: string; fileId: string }, copy: Copy) {
  return { schoolId: file.schoolId, about: file.fileId, purpose: `key of ${copy}` }
}
