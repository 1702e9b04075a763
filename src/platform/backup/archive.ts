// A backup as one file: a line in clear that says what it is and which master key opens it, and then everything
// encrypted, as files are (platform/files/encrypted-chunks.ts), under a key of its own.

import type { KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { decryptChunks, encryptChunks } from '../files/encrypted-chunks.ts'
import { type BoundTo, unwrapKey, wrapKey } from '../keys/keys.ts'
import type { MasterKey } from '../keys/master-key.ts'

type Bytes = AsyncIterable<Uint8Array>

const longestLineBytes = 1_000
const lineSchema = z.object({
  schoolkeeper: z.literal('backup'),
  edition: z.literal(1),
  id: z.uuid(),
  madeAt: z.iso.datetime(),
  masterKey: z.string(),
  key: z.base64(),
})

export type ArchiveLine = z.infer<typeof lineSchema>

/** The bytes of an archive, its first line included. */
export async function* writeArchive(
  { id, madeAt, master, key }: { id: string; madeAt: Date; master: MasterKey; key: KeyObject },
  content: Bytes,
): AsyncGenerator<Buffer> {
  const line: ArchiveLine = {
    schoolkeeper: 'backup',
    edition: 1,
    id,
    madeAt: madeAt.toISOString(),
    masterKey: master.id,
    key: wrapKey(key, master.key, boundTo(id)).toString('base64'),
  }
  yield Buffer.from(`${JSON.stringify(line)}\n`)
  yield* encryptChunks(content, key, boundTo(id))
}

/** What an archive says of itself. Nothing of it is certain until the archive is opened. Refuses other files. */
export async function readArchiveLine(path: string): Promise<ArchiveLine> {
  const { line } = await firstLine(path)
  const read = lineSchema.safeParse(line)
  if (!read.success) throw new Refused(`${path} is not a backup of Schoolkeeper, or a later release made it.`)
  return read.data
}

/** The content of an archive, each chunk checked before it is given. Refuses another master key than the one it was made with. */
export async function* openArchive(path: string, master: MasterKey): AsyncGenerator<Buffer> {
  const { id, masterKey, key } = await readArchiveLine(path)
  if (masterKey !== master.id) {
    throw new Refused(
      `This backup was made with the master key ${masterKey}; the one here is ${master.id}. Put back the key that was in use when the backup was made, from its printed copy.`,
    )
  }
  const { lengthBytes } = await firstLine(path)
  const opened = unwrapKey(Buffer.from(key, 'base64'), master.key, boundTo(id))
  yield* decryptChunks(createReadStream(path, { start: lengthBytes }), opened, boundTo(id))
}

function boundTo(id: string): BoundTo {
  return { schoolId: '', about: id, purpose: 'backup' }
}

async function firstLine(path: string): Promise<{ line: unknown; lengthBytes: number }> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refused(`There is no file ${path}.`)
    throw error
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestLineBytes), 0, longestLineBytes, 0)
    const end = buffer.subarray(0, bytesRead).indexOf('\n')
    return { line: asJson(buffer.subarray(0, Math.max(end, 0)).toString('utf8')), lengthBytes: end + 1 }
  } finally {
    await handle.close()
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
