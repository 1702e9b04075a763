// Sealing. In the transaction: the bytes are encrypted anew under a key that is written down nowhere but sealed, and the
// stripped copy and the old wrapping go. After the commit nobody can read the file; the old bytes are then destroyed, and
// the seal counts when none is left. The new key matters: what PostgreSQL still holds of the old row (dead versions, its
// log) would otherwise open what lies on the disk. See docs/decisions/0004-sealing.md.

import type { KeyObject } from 'node:crypto'
import type { Actor } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { type Context, inTransaction, reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { queueJob } from '../jobs/queue-job.ts'
import { newKey, seal, sealKeyFor } from '../keys/keys.ts'
import { destroyBytes, keepNames, NoRoom, readBytes, schoolFolder, writeBytes } from './bytes-on-disk.ts'
import { Damaged } from './encrypted-chunks.ts'
import { idsOf } from './read-file.ts'
import {
  deleteShownCopy,
  type FileRow,
  listToDestroy,
  lockFiles,
  noteDestroyed,
  saveSealed,
  toDestroy,
} from './store.ts'
import { copyBoundTo, type StoredCopy } from './take-in.ts'
import { fileKeyBoundTo, unwrapFileKey, type Vault } from './vault.ts'

/** Queued by each sealing, so that it is finished even if we are killed right after the commit. */
export const destroyOldBytesJob = { name: 'files.destroyOldBytes' } as const

/** Seals files of the school; those that are sealed already stay as they are. A job then destroys the old bytes. */
export async function sealFiles(
  tx: Tx,
  vault: Vault,
  schoolId: string,
  fileIds: readonly string[],
  at: Date,
): Promise<void> {
  const sealKey = await sealKeyFor(tx, schoolId)
  for (const file of await lockFiles(tx, schoolId, fileIds)) {
    if (file.sealed_at) continue
    const kept = await withNewKey(tx, vault, file)
    const shown = await deleteShownCopy(tx, file)
    const sealedKey = seal(kept.key, sealKey.publicKey, fileKeyBoundTo(idsOf(file), 'original'))
    await saveSealed(tx, file, { storedAs: kept.storedAs, sealVersion: sealKey.version, sealedKey, at })
    const old = [file.stored_as, ...(shown ? [shown] : [])].filter((name) => name !== kept.storedAs)
    await listToDestroy(tx, file, old, at)
    record(tx, {
      did: 'files.sealed',
      about: { kind: file.about_kind, id: file.about_id },
      detail: { fileId: file.id, sealVersion: sealKey.version },
    })
  }
  await queueJob(tx, destroyOldBytesJob, {}, { key: destroyOldBytesJob.name })
}

/** Destroys what sealing left behind on the disk. Returns how many copies. */
export async function destroyOldBytes(context: Context, vault: Vault, actor: Actor): Promise<number> {
  const { schoolId } = actor
  const folder = schoolFolder(vault.dataFolder, schoolId)
  const old = await reading(context, actor, (tx) => toDestroy(tx, schoolId))
  for (const { storedAs, fileId, about } of old) {
    await destroyBytes(folder, storedAs)
    await inTransaction(context, actor, async (tx) => {
      if (!(await noteDestroyed(tx, schoolId, storedAs))) return
      record(tx, { did: 'files.oldBytesDestroyed', about, detail: { fileId } })
    })
  }
  return old.length
}

/** A disk that is full or damaged must not stop a sealing: then the bytes stay, and only their key is sealed. */
async function withNewKey(tx: Tx, vault: Vault, file: FileRow): Promise<StoredCopy> {
  const { key_version, wrapped_key } = file
  if (key_version === null || wrapped_key === null) throw new Error('a file that is not sealed has a key')
  const oldKey = await unwrapFileKey(tx, vault, idsOf(file), 'original', { key_version, wrapped_key })
  try {
    return await encryptAnew(vault, file, oldKey)
  } catch (error) {
    if (error instanceof Damaged || error instanceof NoRoom) return { storedAs: file.stored_as, key: oldKey }
    throw error
  }
}

async function encryptAnew(vault: Vault, file: FileRow, oldKey: KeyObject): Promise<StoredCopy> {
  const folder = schoolFolder(vault.dataFolder, file.school_id)
  const boundTo = copyBoundTo(idsOf(file), 'original')
  const key = newKey()
  const storedAs = await writeBytes(folder, readBytes(folder, file.stored_as, oldKey, boundTo), key, boundTo)
  await keepNames(folder, [storedAs])
  return { storedAs, key }
}
