import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { type FilesBench, keep, openFilesBench, screenshot } from '../../../test/keeping-files.ts'
import { type Actor, systemActor } from '../access/actor.ts'
import { inTransaction, reading } from '../context.ts'
import { makeSchoolSealKeys } from '../keys/keys.ts'
import { schoolFolder } from './bytes-on-disk.ts'
import { openForPolice, readFile } from './read-file.ts'
import { destroyOldBytes, sealFiles } from './seal-files.ts'
import { filesAbout, sealedFiles } from './store.ts'

let bench: FilesBench
before(async () => {
  bench = await openFilesBench()
})
after(() => bench.end())

const policeReference = 'CR/12345/26'

async function aSchool() {
  const actor = systemActor(newId())
  const { context } = bench
  const keys = await inTransaction(context, actor, (tx) =>
    makeSchoolSealKeys(tx, actor.schoolId, context.clock()),
  )
  return { actor, halves: { head: keys.halfForHead, chair: keys.halfForChair } }
}

function seal(actor: Actor, fileIds: string[]): Promise<void> {
  const { context, vault } = bench
  return inTransaction(context, actor, (tx) => sealFiles(tx, vault, actor.schoolId, fileIds, context.clock()))
}

const onDisk = (schoolId: string) => readdir(schoolFolder(bench.vault.dataFolder, schoolId))
const stateOf = async (actor: Actor, aboutId: string) =>
  (await reading(bench.context, actor, (tx) => filesAbout(tx, actor.schoolId, aboutId)))[0]?.seal

test('from the commit on nobody reads a sealed file; it counts as sealed when the old bytes are destroyed', async () => {
  const { context, vault } = bench
  const { actor } = await aSchool()
  const { fileId, about } = await keep(bench, actor, await screenshot())
  const before = await onDisk(actor.schoolId)
  await seal(actor, [fileId])

  for (const copy of ['original', 'shown'] as const) {
    const asked = readFile(context, vault, actor, { fileId, about, copy })
    await assert.rejects(asked, /was sealed on 24 November 2026. Nobody here can open it/)
  }
  assert.equal(await stateOf(actor, about.id), 'sealing')
  assert.equal(await destroyOldBytes(context, vault, actor), 2)
  assert.equal(await stateOf(actor, about.id), 'sealed')
  const left = await onDisk(actor.schoolId)
  assert.equal(left.length, 1)
  assert.ok(!before.includes(left[0] ?? ''))
  assert.equal(await destroyOldBytes(context, vault, actor), 0)

  const [fact] = await reading(context, actor, (tx) => sealedFiles(tx, actor.schoolId))
  assert.deepEqual([fact?.fileId, fact?.sealedAt], [fileId, context.clock()])
  const trail = await reading(context, actor, (tx) =>
    tx.selectFrom('audit.entry').select('did').where('about_id', '=', about.id).orderBy('number').execute(),
  )
  const destroyed = 'files.oldBytesDestroyed'
  assert.deepEqual(
    trail.map((entry) => entry.did),
    ['files.stored', 'files.sealed', destroyed, destroyed],
  )
})

test('with both halves the police get it byte for byte; with one of another pair nobody does', async () => {
  const { context, vault } = bench
  const [{ actor, halves }, other] = [await aSchool(), await aSchool()]
  const bytes = await screenshot()
  const { fileId, about } = await keep(bench, actor, bytes)
  const ask = (tried: typeof halves) =>
    openForPolice(context, vault, actor, { fileId, about, halves: tried, policeReference })
  await assert.rejects(ask(halves), /is not sealed/)
  await seal(actor, [fileId])
  await destroyOldBytes(context, vault, actor)

  await assert.rejects(ask({ ...halves, chair: other.halves.chair }), /do not belong together/)
  assert.deepEqual(await buffer((await ask(halves)).bytes), bytes)
  const reads = await reading(context, actor, (tx) =>
    tx.selectFrom('audit.inbox').select(['did', 'detail']).execute(),
  )
  assert.deepEqual(reads, [{ did: 'files.handedToPolice', detail: { fileId, policeReference } }])
})

test('a sealing that is rolled back leaves the file readable', async () => {
  const { context, vault } = bench
  const { actor } = await aSchool()
  const bytes = await screenshot()
  const { fileId, about } = await keep(bench, actor, bytes)
  const rolledBack = inTransaction(context, actor, async (tx) => {
    await sealFiles(tx, vault, actor.schoolId, [fileId], context.clock())
    throw new Refused('The incident was changed by somebody else.')
  })
  await assert.rejects(rolledBack, /changed by somebody else/)
  const opened = await readFile(context, vault, actor, { fileId, about, copy: 'original' })
  assert.deepEqual(await buffer(opened.bytes), bytes)
})

test('damaged bytes, or a disk that is full, do not stop a sealing', async () => {
  const { context, vault } = bench
  const { actor, halves } = await aSchool()
  const bytes = await screenshot()
  const [damaged, large] = [
    await keep(bench, actor, Buffer.from('words'), 'a.txt'),
    await keep(bench, actor, bytes),
  ]
  await spoil(actor.schoolId)
  await seal(actor, [damaged.fileId])
  await withFilesOfAtMost(10_000, () => seal(actor, [large.fileId]))
  await destroyOldBytes(context, vault, actor)

  for (const { about, fileId } of [damaged, large]) {
    assert.equal(await stateOf(actor, about.id), 'sealed')
    await assert.rejects(readFile(context, vault, actor, { fileId, about, copy: 'original' }), Refused)
  }
  const opened = await openForPolice(context, vault, actor, { ...large, halves, policeReference })
  assert.deepEqual(await buffer(opened.bytes), bytes)
})

test('sealed stays sealed: sealing again changes nothing, and the application cannot undo it', async () => {
  const { context } = bench
  const { actor } = await aSchool()
  const { fileId } = await keep(bench, actor, await screenshot())
  await seal(actor, [fileId])
  await seal(actor, [fileId])
  const undo = inTransaction(context, actor, (tx) =>
    sql`update files.file set sealed_at = null, sealed_key = null, seal_version = null, key_version = 1,
        wrapped_key = ''`.execute(tx),
  )
  await assert.rejects(undo, /A sealed file stays as it is/)
  const destroy = inTransaction(context, actor, (tx) => sql`delete from files.file`.execute(tx))
  await assert.rejects(destroy, /permission denied/)
})

test('a school without a seal key is told how to make one, and another school’s file is not found', async () => {
  const [{ actor }, unprepared] = [await aSchool(), systemActor(newId())]
  const { fileId } = await keep(bench, unprepared, await screenshot())
  await assert.rejects(seal(unprepared, [fileId]), /has no seal key yet/)
  await assert.rejects(seal(actor, [fileId]), NotFound)
})

async function spoil(schoolId: string): Promise<void> {
  const { context, vault } = bench
  const folder = schoolFolder(vault.dataFolder, schoolId)
  const smallest = await reading(context, systemActor(schoolId), (tx) =>
    sql<{ stored_as: string }>`select stored_as from files.file order by size_bytes limit 1`.execute(tx),
  )
  await writeFile(join(folder, smallest.rows[0]?.stored_as ?? assert.fail()), 'spoilt', { flag: 'r+' })
}

/** The system refuses this process longer files meanwhile, much as a full disk does. */
async function withFilesOfAtMost(sizeBytes: number, work: () => Promise<void>): Promise<void> {
  const limit = (soft: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:`])
  limit(String(sizeBytes))
  try {
    await work()
  } finally {
    limit('unlimited')
  }
}
