// Files lie at <data>/files/<school>/<name>, and the name says nothing of the content. A file is written under a partial
// name, flushed, and then renamed, so that a name without `.part` is always a whole file.

import type { KeyObject } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isId, newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { BoundTo } from '../keys/keys.ts'
import { Damaged, decryptChunks, encryptChunks } from './encrypted-chunks.ts'

export const partialEnding = '.part'
const overwriteBytes = 1_048_576

/** No room for the file. Nothing of it was kept. */
export class NoRoom extends Refused {
  override name = 'NoRoom'
}

// What the system says when the disk, the quota or the allowed size of a file is used up.
const noRoomCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** The folder of one school's files. Refuses anything that is not an id, so that no path can be built from outside. */
export function schoolFolder(dataFolder: string, schoolId: string): string {
  if (!isId(schoolId)) throw new TypeError('a school is named by its id')
  return join(dataFolder, 'files', schoolId)
}

/** Writes the bytes encrypted and flushed under a new name, not yet its own: `keepName` makes it so, `dropBytes` undoes it. */
export async function writeBytes(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  key: KeyObject,
  boundTo: BoundTo,
): Promise<string> {
  const name = newId()
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const out = createWriteStream(partialPath(folder, name), { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(encryptChunks(source, key, boundTo), out)
    return name
  } catch (error) {
    await dropBytes(folder, name)
    throw asNoRoom(error)
  }
}

/** Gives the files their own names, durably. After this only a sweep or `dropBytes` removes them. */
export async function keepNames(folder: string, names: readonly string[]): Promise<void> {
  try {
    for (const name of names) await rename(partialPath(folder, name), storedPath(folder, name))
    await syncFolder(folder)
  } catch (error) {
    throw asNoRoom(error)
  }
}

/** Removes what was written, under either name. */
export async function dropBytes(folder: string, name: string): Promise<void> {
  await rm(partialPath(folder, name), { force: true })
  await rm(storedPath(folder, name), { force: true })
}

/** The file's bytes, each checked before it is given. `partial` reads one that has not got its name yet. */
export async function* readBytes(
  folder: string,
  name: string,
  key: KeyObject,
  boundTo: BoundTo,
  { partial = false }: { partial?: boolean } = {},
): AsyncGenerator<Buffer> {
  const stored = createReadStream(partial ? partialPath(folder, name) : storedPath(folder, name))
  try {
    yield* decryptChunks(stored, key, boundTo)
  } catch (error) {
    if (isMissing(error)) throw new Damaged()
    throw error
  } finally {
    stored.destroy()
  }
}

/**
 * Overwrites the file, removes it and makes that durable. On a disk that writes elsewhere (SSD, copy-on-write) the
 * overwriting is not certain to reach the old bytes; they are encrypted, and their key goes with the row.
 */
export async function destroyBytes(folder: string, name: string): Promise<void> {
  const path = storedPath(folder, name)
  try {
    await overwrite(path)
    await rm(path)
  } catch (error) {
    if (!isMissing(error)) throw error
    return
  }
  await syncFolder(folder)
}

async function overwrite(path: string): Promise<void> {
  const { size } = await stat(path)
  const handle = await open(path, 'r+')
  try {
    const zeros = Buffer.alloc(overwriteBytes)
    for (let at = 0; at < size; at += zeros.length)
      await handle.write(zeros, 0, Math.min(zeros.length, size - at), at)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function storedPath(folder: string, name: string): string {
  if (!isId(name)) throw new TypeError('a stored file is named by an id')
  return join(folder, name)
}

function partialPath(folder: string, name: string): string {
  return storedPath(folder, name) + partialEnding
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

function asNoRoom(error: unknown): unknown {
  if (!noRoomCodes.has((error as NodeJS.ErrnoException).code ?? '')) return error
  return new NoRoom(
    'The file could not be kept: there is no room left on the server. Nothing of it was stored. Tell whoever looks after Schoolkeeper, then try again.',
  )
}
