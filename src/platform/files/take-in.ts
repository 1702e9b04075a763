// An upload on its way in: hashed and encrypted as it streams, before anything looks inside; then its type is found, and a
// picture's stripped copy made. Whatever goes wrong, nothing is left on the disk.

import { createHash, type KeyObject } from 'node:crypto'
import { Readable } from 'node:stream'
import { Refused } from '#/kernel/refusal.ts'
import { newKey } from '../keys/keys.ts'
import { dropBytes, keepNames, readBytes, schoolFolder, writeBytes } from './bytes-on-disk.ts'
import { safeFileName } from './file-name.ts'
import { makeShownPicture } from './shown-copy.ts'
import { type FileType, findType } from './what-can-be-kept.ts'

const defaultMaxBytes = 50_000_000
const maxDeclaredTypeCharacters = 100

/** The file is larger than what may be kept (413). */
export class TooLarge extends Refused {
  override name = 'TooLarge'
  readonly statusCode = 413
}

/** What a sender hands in. `truncated` is set by parsers that stop a stream at a limit without an error. */
export type IncomingFile = {
  fileName: string
  declaredType: string
  content: AsyncIterable<Uint8Array> & { readonly truncated?: boolean }
}

/** `find` says what kind of file the bytes are and refuses all others: a roster is no evidence. */
export type TakeInLimits = { maxBytes?: number; find?: typeof findType }

export type FilePlace = { dataFolder: string; schoolId: string; fileId: string }

/** `original` is the file byte for byte; `shown` the stripped copy of a picture. Each is encrypted under its own key. */
export type Copy = 'original' | 'shown'

/** One encrypted copy on the disk: the name it lies under, and its key. */
export type StoredCopy = { storedAs: string; key: KeyObject }

export type TakenIn = {
  schoolId: string
  fileId: string
  sha256: Buffer
  sizeBytes: number
  declaredType: string
  detectedType: string
  name: string
  original: StoredCopy
  shown: (StoredCopy & { type: string; sizeBytes: number; width: number; height: number }) | undefined
}

/** What the encrypted bytes are bound to: moved to another file or school, they do not open. */
export function copyBoundTo(place: { schoolId: string; fileId: string }, copy: Copy) {
  return { schoolId: place.schoolId, about: place.fileId, purpose: copy }
}

/** Keeps an upload on the disk, whole and durably, or refuses it and leaves nothing: too large, cut off, of a kind that is not kept. */
export async function takeIn(
  place: FilePlace,
  incoming: IncomingFile,
  { maxBytes = defaultMaxBytes, find = findType }: TakeInLimits = {},
): Promise<TakenIn> {
  const folder = schoolFolder(place.dataFolder, place.schoolId)
  const tally = { hash: createHash('sha256'), sizeBytes: 0 }
  const original = await write(place, 'original', measured(incoming, maxBytes, tally))
  const written = [original.storedAs]
  try {
    const { key, storedAs } = original
    const read = () => readBytes(folder, storedAs, key, copyBoundTo(place, 'original'), { partial: true })
    const found = await find(read)
    const shown = found.shown ? await writeShown(place, read(), found) : undefined
    if (shown) written.push(shown.storedAs)
    await keepNames(folder, written)
    return {
      schoolId: place.schoolId,
      fileId: place.fileId,
      sha256: tally.hash.digest(),
      sizeBytes: tally.sizeBytes,
      declaredType: incoming.declaredType.replace(/[^\x20-\x7e]/g, '').slice(0, maxDeclaredTypeCharacters),
      detectedType: found.type,
      name: safeFileName(incoming.fileName, found.ending),
      original,
      shown,
    }
  } catch (error) {
    for (const name of written) await dropBytes(folder, name)
    throw error
  }
}

async function writeShown(place: FilePlace, original: AsyncIterable<Uint8Array>, found: FileType) {
  const { bytes, ...picture } = await makeShownPicture(original, found.type)
  return { ...(await write(place, 'shown', Readable.from([bytes]))), ...picture, sizeBytes: bytes.length }
}

async function write(place: FilePlace, copy: Copy, bytes: AsyncIterable<Uint8Array>): Promise<StoredCopy> {
  const key = newKey()
  const folder = schoolFolder(place.dataFolder, place.schoolId)
  return { storedAs: await writeBytes(folder, bytes, key, copyBoundTo(place, copy)), key }
}

type Tally = { hash: ReturnType<typeof createHash>; sizeBytes: number }

async function* measured(incoming: IncomingFile, maxBytes: number, tally: Tally): AsyncGenerator<Uint8Array> {
  for await (const part of unbroken(incoming.content)) {
    tally.sizeBytes += part.length
    if (tally.sizeBytes > maxBytes) throw new TooLarge(tooLarge(maxBytes))
    tally.hash.update(part)
    yield part
  }
}

async function* unbroken(content: IncomingFile['content']): AsyncGenerator<Uint8Array> {
  try {
    yield* content
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(cutOff, { cause: error })
  }
  if (content.truncated) throw new Refused(cutOff)
}

const cutOff =
  'The upload was cut off before the whole file had arrived. Nothing of it was kept. Send the file again.'

function tooLarge(maxBytes: number): string {
  return `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB, the most that can be kept. Nothing of it was kept. Send a shorter piece of it, or ask the safeguarding lead how to hand it over.`
}
