import { newId } from '#/kernel/id.ts'
import { type Actor, actorId } from '../access/actor.ts'
import { record } from '../audit/trail.ts'
import { isDatabaseGone, type Tx } from '../database/database.ts'
import { dropBytes, schoolFolder } from './bytes-on-disk.ts'
import { type FileRow, insertFile, type ShownRow } from './store.ts'
import { type IncomingFile, type TakeInLimits, type TakenIn, takeIn } from './take-in.ts'
import { type Vault, wrapFileKey } from './vault.ts'

/**
 * Takes an upload in, before any transaction is open (a slow line must not hold one), then runs `work`, which saves it
 * with `storeFile`. When `work` fails, the bytes are removed; unless the database went away and may have saved it after
 * all: then the weekly sweep decides.
 */
export async function withUpload<T>(
  vault: Vault,
  schoolId: string,
  incoming: IncomingFile,
  work: (taken: TakenIn) => Promise<T>,
  limits?: TakeInLimits,
): Promise<T> {
  const place = { dataFolder: vault.dataFolder, schoolId, fileId: newId() }
  const taken = await takeIn(place, incoming, limits)
  try {
    return await work(taken)
  } catch (error) {
    if (!isDatabaseGone(error)) await drop(vault, taken)
    throw error
  }
}

/** `about`: the record that the file belongs to; row rules follow it. `source`: where it came from, in a word. */
export type StoreFile = { taken: TakenIn; about: { kind: string; id: string }; source: string; at: Date }

/** Saves what was taken in as a file of a record, and returns its id. The caller has checked the permission. */
export async function storeFile(tx: Tx, vault: Vault, actor: Actor, request: StoreFile): Promise<string> {
  const { taken, about, source, at } = request
  const { schoolId, fileId } = taken
  const file: FileRow = {
    school_id: schoolId,
    id: fileId,
    about_kind: about.kind,
    about_id: about.id,
    name: taken.name,
    declared_type: taken.declaredType,
    detected_type: taken.detectedType,
    size_bytes: taken.sizeBytes,
    sha256: taken.sha256,
    source,
    stored_by_kind: actor.kind,
    stored_by: actorId(actor),
    first_stored_at: at,
    stored_as: taken.original.storedAs,
    ...(await wrapFileKey(tx, vault, taken, 'original', taken.original.key)),
    seal_version: null,
    sealed_key: null,
    sealed_at: null,
  }
  await insertFile(tx, file, await shownRow(tx, vault, taken, about.id))
  record(tx, {
    did: 'files.stored',
    about,
    detail: { fileId, sha256: taken.sha256.toString('hex'), sizeBytes: taken.sizeBytes, source },
  })
  return fileId
}

async function shownRow(
  tx: Tx,
  vault: Vault,
  taken: TakenIn,
  aboutId: string,
): Promise<ShownRow | undefined> {
  if (!taken.shown) return undefined
  const { storedAs, key, type, sizeBytes, width, height } = taken.shown
  return {
    school_id: taken.schoolId,
    file_id: taken.fileId,
    about_id: aboutId,
    stored_as: storedAs,
    ...(await wrapFileKey(tx, vault, taken, 'shown', key)),
    type,
    size_bytes: sizeBytes,
    width,
    height,
  }
}

async function drop(vault: Vault, taken: TakenIn): Promise<void> {
  const folder = schoolFolder(vault.dataFolder, taken.schoolId)
  await dropBytes(folder, taken.original.storedAs)
  if (taken.shown) await dropBytes(folder, taken.shown.storedAs)
}
