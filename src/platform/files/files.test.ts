import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { type FilesBench, keep, openFilesBench, screenshot } from '../../../test/keeping-files.ts'
import { type Actor, systemActor } from '../access/actor.ts'
import { keepFrom } from '../access/kept-from.ts'
import { inTransaction, reading } from '../context.ts'
import { destroyBytes, schoolFolder } from './bytes-on-disk.ts'
import { Damaged } from './encrypted-chunks.ts'
import { readFile } from './read-file.ts'
import { filesAbout, neededNames } from './store.ts'
import { withUpload } from './store-file.ts'
import { sweepFiles } from './sweep.ts'

let bench: FilesBench
before(async () => {
  bench = await openFilesBench()
})
after(() => bench.end())

const onDisk = (schoolId: string) => readdir(schoolFolder(bench.vault.dataFolder, schoolId)).catch(() => [])
const anActor = () => systemActor(newId())

function aPerson(schoolId: string): Actor {
  const name = 'Teacher'
  return {
    kind: 'person',
    schoolId,
    personId: newId(),
    sessionId: newId(),
    name,
    roles: new Set(),
    steppedUpAt: null,
  }
}

test('a file comes back byte for byte, its picture stripped, and each view is on record before it is given', async () => {
  const { context, vault } = bench
  const actor = anActor()
  const bytes = await screenshot()
  const { fileId, about } = await keep(bench, actor, bytes)

  const original = await readFile(context, vault, actor, {
    fileId,
    about,
    copy: 'original',
    why: 'the LADO asked',
  })
  assert.deepEqual(await buffer(original.bytes), bytes)
  assert.deepEqual(
    [original.name, original.type, original.sizeBytes],
    ['screenshot.png', 'image/png', bytes.length],
  )
  const shown = await readFile(context, vault, actor, { fileId, about, copy: 'shown' })
  assert.equal((await sharp(await buffer(shown.bytes)).metadata()).width, 300)

  const [facts] = await reading(context, actor, (tx) => filesAbout(tx, actor.schoolId, about.id))
  assert.deepEqual([facts?.fileId, facts?.seal, facts?.hasShownCopy], [fileId, 'open', true])
  const trail = await reading(context, actor, async (tx) => [
    ...(await tx.selectFrom('audit.entry').select(['did', 'about_id']).execute()),
    ...(await tx.selectFrom('audit.inbox').select(['did', 'about_id']).orderBy('id').execute()),
  ])
  assert.deepEqual(
    trail.map((entry) => [entry.did, entry.about_id]),
    ['files.stored', 'files.originalRead', 'files.pictureShown'].map((did) => [did, about.id]),
  )
})

test('in another school, through another record, or kept from the person who asks, the file does not exist', async () => {
  const { context, vault } = bench
  const actor = anActor()
  const { fileId, about } = await keep(bench, actor, await screenshot())
  const ask = (who: Actor, record = about) =>
    readFile(context, vault, who, { fileId, about: record, copy: 'original' })

  await assert.rejects(ask(anActor()), NotFound)
  await assert.rejects(ask(actor, { kind: 'incident', id: newId() }), NotFound)

  const [colleague, subject] = [aPerson(actor.schoolId), aPerson(actor.schoolId)]
  assert.ok(subject.kind === 'person')
  const keptFrom = [{ personId: subject.personId, why: 'subject' as const }]
  const record = { schoolId: actor.schoolId, recordId: about.id, at: context.clock() }
  await inTransaction(context, actor, (tx) => keepFrom(tx, record, keptFrom))
  await ask(colleague)
  await assert.rejects(ask(subject), NotFound)
  assert.deepEqual(await reading(context, subject, (tx) => filesAbout(tx, actor.schoolId, about.id)), [])
})

test('when what follows the upload is refused, neither a row nor a byte is left', async () => {
  const actor = anActor()
  const upload = {
    content: (async function* () {
      yield Buffer.from('words')
    })(),
    fileName: 'a.txt',
    declaredType: '',
  }
  const refused = withUpload(bench.vault, actor.schoolId, upload, async () => {
    assert.equal((await onDisk(actor.schoolId)).length, 1)
    throw new Refused('Somebody closed the incident meanwhile.')
  })
  await assert.rejects(refused, /closed the incident/)
  assert.deepEqual(await onDisk(actor.schoolId), [])
})

test('bytes changed on the disk are not given out', async () => {
  const { context, vault } = bench
  const actor = anActor()
  const { fileId, about } = await keep(bench, actor, randomTextOf(200_000), 'notes.txt')
  const [name] = await onDisk(actor.schoolId)
  const path = join(schoolFolder(vault.dataFolder, actor.schoolId), name ?? assert.fail())
  await writeFile(path, randomBytes(50), { flag: 'r+' })
  const opened = await readFile(context, vault, actor, { fileId, about, copy: 'original' })
  await assert.rejects(buffer(opened.bytes), Damaged)
})

test('a file that has no picture to show says so, and its original can be downloaded', async () => {
  const { context, vault } = bench
  const actor = anActor()
  const { fileId, about } = await keep(bench, actor, Buffer.from('<script>words</script>'), 'page.html')
  await assert.rejects(readFile(context, vault, actor, { fileId, about, copy: 'shown' }), NotFound)
  const opened = await readFile(context, vault, actor, { fileId, about, copy: 'original' })
  assert.deepEqual([opened.type, opened.name], ['text/plain', 'page.txt'])
})

test('the sweep removes what is a day old and belongs to nothing, and names what is missing', async () => {
  const { context, vault } = bench
  const actor = anActor()
  const kept = await keep(bench, actor, Buffer.from('kept'), 'kept.txt')
  const lost = await keep(bench, actor, Buffer.from('lost'), 'lost.txt')
  const folder = schoolFolder(vault.dataFolder, actor.schoolId)
  const before = await onDisk(actor.schoolId)
  const [orphan, partial, fresh] = [newId(), `${newId()}.part`, newId()]
  for (const name of [orphan, partial, fresh, 'lost+found']) await writeFile(join(folder, name), 'x')
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000)
  for (const name of [...before, orphan, partial, 'lost+found'])
    await utimes(join(folder, name), twoDaysAgo, twoDaysAgo)
  const lostName = await nameOf(actor, lost.fileId)
  await destroyBytes(folder, lostName)

  assert.deepEqual(await sweepFiles(context, vault, actor), { removed: 2, missing: [lost.fileId] })
  assert.deepEqual(
    (await onDisk(actor.schoolId)).sort(),
    [await nameOf(actor, kept.fileId), fresh, 'lost+found'].sort(),
  )
})

test('a school without files has nothing to sweep', async () => {
  assert.deepEqual(await sweepFiles(bench.context, bench.vault, anActor()), { removed: 0, missing: [] })
})

async function nameOf(actor: Actor, fileId: string): Promise<string> {
  const names = await reading(bench.context, actor, (tx) => neededNames(tx, actor.schoolId))
  return [...names].find(([, id]) => id === fileId)?.[0] ?? assert.fail()
}

function randomTextOf(lengthBytes: number): Buffer {
  return Buffer.from(randomBytes(lengthBytes / 2).toString('hex'))
}
