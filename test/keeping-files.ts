import sharp from 'sharp'
import { newId } from '#/kernel/id.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { storeFile, withUpload } from '#/platform/files/files.ts'
import type { TestDatabase } from './database.ts'
import { aGround } from './ground.ts'
import type { TestVault } from './vault.ts'

export type FilesBench = { context: Context; database: TestDatabase; vault: TestVault; end(): Promise<void> }

/** The usual ground, with a vault: for tests that keep files. */
export async function openFilesBench(): Promise<FilesBench> {
  const { context, database, vault, close: end } = await aGround()
  return { context, database, vault, end }
}

/** A PNG of noise, 300 by 200: no two are the same, so no two hashes are. */
export function screenshot(): Promise<Buffer> {
  const plain = { width: 300, height: 200, channels: 3 as const, background: '#fff' }
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  return sharp({ create: { ...plain, noise } })
    .png()
    .toBuffer()
}

/** Keeps the bytes as a file of a new record, and returns both ids. */
export function keep(
  { context, vault }: FilesBench,
  actor: Actor,
  bytes: Uint8Array,
  fileName = 'screenshot.png',
) {
  const about = { kind: 'incident', id: newId() }
  const incoming = { content: oneByOne(bytes), fileName, declaredType: 'image/png' }
  return withUpload(vault, actor.schoolId, incoming, (taken) =>
    inTransaction(context, actor, async (tx) => {
      const request = { taken, about, source: 'staffForm', at: context.clock() }
      return { about, fileId: await storeFile(tx, vault, actor, request) }
    }),
  )
}

async function* oneByOne(bytes: Uint8Array, partBytes = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes)
}
