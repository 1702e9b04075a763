import { createHash } from 'node:crypto'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '../access/actor.ts'
import { recordReads } from '../audit/reads.ts'
import { type Context, reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { openSeal, type SealHalves, sealKeyOfVersion } from '../keys/keys.ts'
import { readBytes, schoolFolder } from './bytes-on-disk.ts'
import { Damaged } from './encrypted-chunks.ts'
import { type FileRow, findFile, findShownCopy } from './store.ts'
import { type Copy, copyBoundTo } from './take-in.ts'
import { fileKeyBoundTo, unwrapFileKey, type Vault } from './vault.ts'

/** What a page or a download sends. `bytes` can be read once; each piece was checked before it is given. */
export type OpenFile = { name: string; type: string; sizeBytes: number; bytes: AsyncIterable<Buffer> }

/** `about`: the record through which the file is asked for. `why`: said by the person, where the feature asks. */
export type ReadFile = { fileId: string; about: { kind: string; id: string }; copy: Copy; why?: string }

/**
 * Opens a file: its stripped copy for a page, or the original, byte for byte. The view is on record before anything is
 * given. Refuses a sealed file; a file of another record or school is not found. The caller has checked the permission.
 */
export async function readFile(
  context: Context,
  vault: Vault,
  actor: Actor,
  request: ReadFile,
): Promise<OpenFile> {
  const opened = await reading(context, actor, async (tx) => {
    const file = await findFile(tx, actor.schoolId, request.about.id, request.fileId)
    if (file.sealed_at) throw new Refused(sealedSentence(file.sealed_at))
    return request.copy === 'original' ? openOriginal(tx, vault, file) : openShown(tx, vault, file)
  })
  await recordReads(context, actor, [
    {
      did: request.copy === 'original' ? 'files.originalRead' : 'files.pictureShown',
      about: request.about,
      detail: { fileId: request.fileId, ...(request.why ? { why: request.why } : {}) },
    },
  ])
  return opened
}

/** `halves` as the head and the chair type them from paper; `policeReference` is what the police gave. */
export type HandOver = {
  fileId: string
  about: { kind: string; id: string }
  halves: SealHalves
  policeReference: string
}

/**
 * Opens a sealed file for the police, and for nobody else: the caller sees to it that two people agreed and that the
 * bytes go onto the medium that is handed over. Refuses wrong halves, and a file that is not sealed.
 */
export async function openForPolice(
  context: Context,
  vault: Vault,
  actor: Actor,
  request: HandOver,
): Promise<OpenFile> {
  const opened = await reading(context, actor, async (tx) => {
    const file = await findFile(tx, actor.schoolId, request.about.id, request.fileId)
    return openSealed(tx, vault, file, request.halves)
  })
  const { fileId, policeReference } = request
  await recordReads(context, actor, [
    { did: 'files.handedToPolice', about: request.about, detail: { fileId, policeReference } },
  ])
  return opened
}

async function openOriginal(tx: Tx, vault: Vault, file: FileRow): Promise<OpenFile> {
  const { key_version, wrapped_key } = file
  if (key_version === null || wrapped_key === null) throw new Error('a file that is not sealed has a key')
  const key = await unwrapFileKey(tx, vault, idsOf(file), 'original', { key_version, wrapped_key })
  return original(vault, file, key)
}

async function openSealed(tx: Tx, vault: Vault, file: FileRow, halves: SealHalves): Promise<OpenFile> {
  if (file.seal_version === null || file.sealed_key === null) {
    throw new Refused('This file is not sealed. It is opened as any other file of the record.')
  }
  const { publicKey } = await sealKeyOfVersion(tx, file.school_id, file.seal_version)
  const key = openSeal(halves, publicKey, file.sealed_key, fileKeyBoundTo(idsOf(file), 'original'))
  return original(vault, file, key)
}

function original(vault: Vault, file: FileRow, key: Parameters<typeof readBytes>[2]): OpenFile {
  const folder = schoolFolder(vault.dataFolder, file.school_id)
  const stored = readBytes(folder, file.stored_as, key, copyBoundTo(idsOf(file), 'original'))
  return {
    name: file.name,
    type: file.detected_type,
    sizeBytes: file.size_bytes,
    bytes: verified(stored, file.sha256),
  }
}

async function openShown(tx: Tx, vault: Vault, file: FileRow): Promise<OpenFile> {
  const shown = await findShownCopy(tx, file.school_id, file.id)
  const key = await unwrapFileKey(tx, vault, idsOf(file), 'shown', shown)
  const folder = schoolFolder(vault.dataFolder, file.school_id)
  const bytes = readBytes(folder, shown.stored_as, key, copyBoundTo(idsOf(file), 'shown'))
  return { name: file.name, type: shown.type, sizeBytes: shown.size_bytes, bytes }
}

/** Fails at the end when the bytes are not those that arrived, which the row's hash says independently of the keys. */
async function* verified(bytes: AsyncIterable<Buffer>, sha256: Buffer): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const part of bytes) {
    hash.update(part)
    yield part
  }
  if (!hash.digest().equals(sha256)) throw new Damaged()
}

/** What a file’s key is bound to. */
export function idsOf(file: FileRow): { schoolId: string; fileId: string } {
  return { schoolId: file.school_id, fileId: file.id }
}

function sealedSentence(sealedAt: Date): string {
  const day = sealedAt.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })
  return `This file was sealed on ${day}. Nobody here can open it. The head and the chair of governors can hand it to the police, with both halves of the seal key.`
}
