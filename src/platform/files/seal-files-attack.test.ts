// Sealing, tried by whoever owns everything but the two papers: every table as it lies on the disk with its old row
// versions, the files, the master key, and this code.

import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { type FilesBench, keep, openFilesBench, screenshot } from '../../../test/keeping-files.ts'
import { type Actor, systemActor } from '../access/actor.ts'
import { inTransaction, reading } from '../context.ts'
import { openDatabase } from '../database/database.ts'
import { keyFor, makeSchoolSealKeys, unwrapKey } from '../keys/keys.ts'
import { schoolFolder } from './bytes-on-disk.ts'
import { decryptChunks } from './encrypted-chunks.ts'
import { destroyOldBytes, sealFiles } from './seal-files.ts'
import { copyBoundTo } from './take-in.ts'
import { fileKeyBoundTo } from './vault.ts'

const wrappedBytes = 61
const copies = ['original', 'shown'] as const
let bench: FilesBench
before(async () => {
  bench = await openFilesBench()
})
after(() => bench.end())

test('all of the database, old row versions too, with the master key and this code, does not produce the bytes', async () => {
  const { context, vault } = bench
  const actor = systemActor(newId())
  const { schoolId } = actor
  await inTransaction(context, actor, (tx) => makeSchoolSealKeys(tx, schoolId, context.clock()))
  const bytes = await screenshot()
  const { fileId } = await keep(bench, actor, bytes)
  const keysBefore = await findKeys(actor, fileId)
  const openedBefore = await tryKeys(keysBefore, schoolId, fileId)
  assert.ok(
    openedBefore.some((opened) => opened.equals(bytes)),
    'before the seal they do',
  )

  await inTransaction(context, actor, (tx) => sealFiles(tx, vault, schoolId, [fileId], context.clock()))
  await destroyOldBytes(context, vault, actor)
  const keys = await findKeys(actor, fileId)
  assert.ok(keys.length > 0, 'the old key is still found in old row versions')
  const opened = await tryKeys([...keysBefore, ...keys], schoolId, fileId)
  assert.equal(opened.length, 0, 'and opens nothing')
})

/** Every run of bytes in the tables' files that unwraps, under the school's key, as a key of the file. */
async function findKeys(actor: Actor, fileId: string): Promise<KeyObject[]> {
  const { context, vault } = bench
  const { schoolId } = actor
  const { key } = await reading(context, actor, (tx) => keyFor(tx, vault.keyring, schoolId, 'files'))
  const candidates = (await tablesOnDisk()).flatMap(runsThatLookWrapped)
  return candidates.flatMap((wrapped) =>
    copies.flatMap((copy) => {
      const found = tryTo(() => unwrapKey(wrapped, key, fileKeyBoundTo({ schoolId, fileId }, copy)))
      return found ? [found] : []
    }),
  )
}

/** What the keys open of all that lies on the disk for the school. */
async function tryKeys(keys: KeyObject[], schoolId: string, fileId: string): Promise<Buffer[]> {
  const folder = schoolFolder(bench.vault.dataFolder, schoolId)
  const stored = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))
  const tries = stored.flatMap((bytes) =>
    keys.flatMap((key) =>
      copies.map((copy) => ({ bytes, key, boundTo: copyBoundTo({ schoolId, fileId }, copy) })),
    ),
  )
  const opened = await Promise.all(
    tries.map(({ bytes, key, boundTo }) =>
      buffer(decryptChunks(Readable.from([bytes]), key, boundTo)).catch(() => undefined),
    ),
  )
  return opened.filter((bytes) => bytes !== undefined)
}

async function tablesOnDisk(): Promise<Buffer[]> {
  const superuser = openDatabase(bench.database.superuserUrl, { connections: 1 })
  try {
    await sql`checkpoint`.execute(superuser)
    const { rows } = await sql<{ bytes: Buffer }>`
      select pg_read_binary_file(pg_relation_filepath(c.oid)) as bytes
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 't') and n.nspname in ('files', 'keys', 'audit', 'pg_toast')
         and pg_relation_size(c.oid) > 0`.execute(superuser)
    return rows.map((row) => row.bytes)
  } finally {
    await superuser.destroy()
  }
}

function runsThatLookWrapped(table: Buffer): Buffer[] {
  const starts = [...table.keys()].filter((at) => table[at] === 1 && at + wrappedBytes <= table.length)
  return starts.map((at) => table.subarray(at, at + wrappedBytes))
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
