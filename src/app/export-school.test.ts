import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { anchorChains } from '#/platform/audit/keep-anchors.ts'
import { record } from '#/platform/audit/trail.ts'
import { inTransaction } from '#/platform/context.ts'
import { exporting } from '#/platform/export/contribution.ts'
import { exportAction, makeExportCode } from '#/platform/export/export-code.ts'
import { sealFiles } from '#/platform/files/files.ts'
import { makeSchoolSealKeys } from '#/platform/keys/keys.ts'
import { agree, askForSecond } from '#/platform/two-person/two-person.ts'
import { aGround, aPerson, aSchool, type Ground } from '../../test/ground.ts'
import { keep, screenshot } from '../../test/keeping-files.ts'
import { exportSchool } from './export-school.ts'

const secret = 'a.record.about.the.head'
let ground: Ground
let anchorDir: string
let schoolId: string
let otherId: string
let head: PersonActor
let dsl: PersonActor
const png = await screenshot()
const kept = {} as Record<'open' | 'sealed' | 'hidden', { fileId: string; about: { id: string } }>

before(async () => {
  ground = await aGround({ permissions: [exporting.permissions] })
  anchorDir = await mkdtemp(join(tmpdir(), 'anchors-'))
  schoolId = await aSchool(ground.context, 'alder')
  otherId = await aSchool(ground.context, 'beech')
  head = await aPerson(ground.context, schoolId, { roles: ['head'], name: '=HYPERLINK("x") Grove' })
  dsl = await aPerson(ground.context, schoolId, { roles: ['dsl'] })
  const stranger = await aPerson(ground.context, otherId, { name: 'Else Where' })
  const bench = { ...ground, end: ground.close }
  await keep(bench, stranger, png)
  for (const name of ['open', 'sealed', 'hidden'] as const) kept[name] = await keep(bench, dsl, png)
  await inTransaction(ground.context, dsl, async (tx) => {
    const at = ground.context.clock()
    await makeSchoolSealKeys(tx, schoolId, at)
    await sealFiles(tx, ground.vault, schoolId, [kept.sealed.fileId], at)
    const recordId = kept.hidden.about.id
    record(tx, { did: secret as 'a.b', about: { kind: 'allegation', id: recordId } })
    await keepFrom(tx, { schoolId, recordId, at }, [{ personId: head.personId, why: 'subject' }])
  })
  await anchorChains(ground.context, anchorDir, { schoolIds: [schoolId], anchored: new Map(), all: true })
})
after(async () => {
  await ground.close()
  await rm(anchorDir, { recursive: true })
})

async function code(): Promise<string> {
  const reason = 'The school moves to another system.'
  const id = await inTransaction(ground.context, head, (tx) =>
    askForSecond(ground.context, tx, head, { action: exportAction, aboutId: schoolId, reason }),
  )
  await assert.rejects(makeExportCode(ground.context, head), NotAllowed)
  await inTransaction(ground.context, dsl, (tx) => agree(ground.context, tx, dsl, exportAction, id))
  return makeExportCode(ground.context, head)
}

async function intoFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'export-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const exportInto = (folder: string, typed: string, slug = 'alder') =>
  exportSchool(ground.context, { anchorDir }, { slug, folder, code: typed })
const verify = (folder: string) => {
  const { stdout, status } = spawnSync(process.execPath, [join(folder, 'verify.mjs')], { encoding: 'utf8' })
  return { stdout, status }
}

test('an export holds the school, nothing of another one, and nothing that is kept from whoever asked', async () => {
  await intoFolder(async (folder) => {
    const done = await exportInto(folder, (await code()).toLowerCase().replaceAll('-', ' '))
    assert.deepEqual([done.files, done.sealed], [1, 1])
    assert.deepEqual(await readdir(join(folder, 'files')), [kept.open.fileId])
    assert.deepEqual(await readFile(join(folder, 'files', kept.open.fileId)), png)
    const all: string[] = []
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) all.push(await readFile(join(entry.parentPath, entry.name), 'utf8'))
    }
    const text = all.join('\n')
    for (const absent of [otherId, 'Where', 'beech', secret, kept.hidden.about.id, kept.hidden.fileId])
      assert.ok(!text.includes(absent), absent)
    for (const present of [schoolId, kept.sealed.fileId, 'alder Primary School'])
      assert.ok(text.includes(present), present)
  })
})

test('a name that a spreadsheet would run is guarded in CSV, and kept as it is in JSON', async () => {
  await intoFolder(async (folder) => {
    await exportInto(folder, await code())
    const people = join(folder, 'tables', 'people.person')
    assert.match(await readFile(`${people}.csv`, 'utf8'), /,"'=HYPERLINK\(""x""\)",/)
    assert.match(await readFile(`${people}.jsonl`, 'utf8'), /"=HYPERLINK\(\\"x\\"\)"/)
  })
})

test('whoever has the folder checks it alone: a changed file, a missing one and a broken chain are named', async () => {
  await intoFolder(async (folder) => {
    await exportInto(folder, await code())
    assert.deepEqual(verify(folder), {
      stdout: 'Every file is as it was exported, and the audit chain is whole.\n',
      status: 0,
    })
    await appendFile(join(folder, 'tables', 'people.person.csv'), 'one more\n')
    await rm(join(folder, 'files', kept.open.fileId))
    const chain = join(folder, 'audit', 'chain.jsonl')
    const lines = (await readFile(chain, 'utf8')).split('\n')
    await writeFile(chain, lines.toSpliced(1, 1).join('\n'))
    const { stdout, status } = verify(folder)
    assert.equal(status, 1)
    for (const found of [
      /people\.person\.csv was changed/,
      /is missing/,
      /chain\.jsonl was changed/,
      /The chain has no entry 2/,
    ])
      assert.match(stdout, found)
  })
})

test('a code opens one export, of its own school, within a day, into an empty folder', async () => {
  await intoFolder(async (folder) => {
    const first = await code()
    await assert.rejects(exportInto(folder, first, 'beech'), NotAllowed)
    await assert.rejects(exportInto(folder, '0000-0000-0000-0000'), NotAllowed)
    await assert.rejects(exportInto(folder, first, newId()), /There is no school/)
    await exportInto(folder, first)
    await assert.rejects(exportInto(folder, first), /not in force/)
    await assert.rejects(exportInto(folder, await code()), /Name a folder that is new or empty/)
    const late = await code()
    ground.setTime('2026-11-25T10:00:01Z')
    await assert.rejects(exportInto(join(folder, 'late'), late), /not in force/)
    ground.setTime('2026-11-24T10:00:00Z')
  })
})
