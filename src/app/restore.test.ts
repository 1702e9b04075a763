import assert from 'node:assert/strict'
import { readFile as readBytes, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { anchorChains } from '#/platform/audit/keep-anchors.ts'
import { record } from '#/platform/audit/trail.ts'
import { verifyAudit } from '#/platform/audit/verify-audit.ts'
import { backupsHoldingSealed } from '#/platform/backup/backup.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { readFile, sealFiles } from '#/platform/files/files.ts'
import { createMasterKey, makeSchoolSealKeys, openKeyring } from '#/platform/keys/keys.ts'
import { aGround, aPerson, aSchool, type Ground } from '../../test/ground.ts'
import { keep, screenshot } from '../../test/keeping-files.ts'
import { aMachine, type Machine } from '../../test/machine.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'

let ground: Ground
let source: Machine
let schoolId: string
let archive: string
let printed: string
const kept = {} as { open: Kept; sealed: Kept; sealedLater: Kept }
const png = await screenshot()
type Kept = { about: { kind: string; id: string }; fileId: string }

before(async () => {
  ground = await aGround()
  const { path } = ground.vault.keyring.file
  source = await aMachine({ dataDir: ground.vault.dataFolder, keyFile: path }, ground.database)
  printed = (await readBytes(path, 'ascii')).trim()
  schoolId = await aSchool(ground.context)
  const actor = await aPerson(ground.context, schoolId, { roles: ['head'] })
  const bench = { ...ground, end: ground.close }
  for (const name of ['open', 'sealed', 'sealedLater'] as const) kept[name] = await keep(bench, actor, png)
  await inTransaction(ground.context, actor, async (tx) => {
    await makeSchoolSealKeys(tx, schoolId, ground.context.clock())
    await sealFiles(tx, ground.vault, schoolId, [kept.sealed.fileId], ground.context.clock())
  })
  archive = await backUpUnderLoad()
})
after(async () => {
  await source.remove()
  await ground.close()
})

/** Backs up while three people write without a pause; what they write after the snapshot is anchored, and lost. */
async function backUpUnderLoad(): Promise<string> {
  const writing = new AbortController()
  let written = 0
  const write = async (): Promise<void> => {
    while (!writing.signal.aborted) {
      await inTransaction(ground.context, systemActor(schoolId), async (tx) => {
        record(tx, { did: 'test.done', about: { kind: 'thing', id: newId() }, detail: { text: 'é\t\\N\n"' } })
      })
      written += 1
    }
  }
  const writers = [write(), write(), write()]
  while (written < 20) await wait(5)
  const { fileName } = await backUp(source.config, source.urls, ground.vault.keyring)
  const atBackup = written
  while (written < atBackup + 20) await wait(5)
  writing.abort()
  await Promise.all(writers)
  await anchorChains(ground.context, source.config.anchorDir, {
    schoolIds: [schoolId],
    anchored: new Map(),
    all: true,
  })
  return join(source.config.backupDir, fileName)
}

async function onNewMachine(
  work: (machine: Machine) => Promise<void>,
  places: Parameters<typeof aMachine>[0] = {},
): Promise<void> {
  const machine = await aMachine(places)
  try {
    await work(machine)
  } finally {
    await machine.remove()
  }
}

const typed = async (): Promise<string> => printed
const restoreOn = ({ config, urls }: Machine, path = archive) => restore(config, urls, path, typed)

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

test('an empty machine and the printed key give everything back, and the trail declares what was lost', async () => {
  await onNewMachine(
    async (machine) => {
      const { gaps, files } = await restoreOn(machine)
      assert.equal(files, 5)
      const [verdict] = await verifyAudit(machine.urls.backup, machine.config.anchorDir)
      assert.deepEqual(verdict?.findings, [])
      const [gap] = gaps
      assert.ok(gap && gap.upTo > gap.after, 'the anchors know of entries after the backup')
      assert.deepEqual(
        verdict.gaps.map(({ after, upTo }) => ({ after, upTo })),
        [{ after: gap.after, upTo: gap.upTo }],
      )
      assert.equal(verdict.entries, gap.after + 1)
    },
    { anchorDir: source.config.anchorDir },
  )
})

test('the anchors in the backup serve where no newer ones are', async () => {
  await onNewMachine(async (machine) => {
    const { gaps } = await restoreOn(machine)
    assert.equal(gaps.length, 1)
    const [verdict] = await verifyAudit(machine.urls.backup, machine.config.anchorDir)
    assert.deepEqual([verdict?.findings, verdict?.gaps.length], [[], 1])
  })
})

test('every row of every table is back, row security and triggers bind again', async () => {
  await onNewMachine(async (machine) => {
    await restoreOn(machine)
    const counts = `select sum((xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || oid::regclass, true, true, '')))[1]::text::int) as n
      from pg_class where relkind = 'r' and relnamespace in ('schools'::regnamespace, 'people'::regnamespace, 'files'::regnamespace, 'keys'::regnamespace)`
    assert.deepEqual(await query(machine.urls.backup, counts), await query(source.urls.backup, counts))
    const rules = `select relname, relrowsecurity, relforcerowsecurity, (select count(*) from pg_trigger where tgrelid = c.oid and tgenabled = 'O')
      from pg_class c where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)' order by relnamespace::regnamespace::text, relname`
    assert.deepEqual(await query(machine.urls.backup, rules), await query(source.urls.backup, rules))
    assert.deepEqual(await query(machine.urls.app, 'select from schools.school'), [])
    await assert.rejects(
      query(machine.database.superuserUrl, `update audit.entry set did = 'x.y'`),
      /append-only/,
    )
  })
})

test('files open with the restored keys, and what was sealed stays sealed', async () => {
  await onNewMachine(async (machine) => {
    await restoreOn(machine)
    const file = { path: machine.config.keyFile, apartFrom: [machine.config.dataDir] }
    const vault = { dataFolder: machine.config.dataDir, keyring: await openKeyring(file) }
    const db = openDatabase(machine.urls.app)
    try {
      const context = { ...ground.context, db, vault }
      const read = ({ about, fileId }: Kept) =>
        readFile(context, vault, systemActor(schoolId), { about, fileId, copy: 'original' })
      const pieces: Buffer[] = []
      for await (const piece of (await read(kept.open)).bytes) pieces.push(piece)
      assert.deepEqual(Buffer.concat(pieces), png)
      await assert.rejects(read(kept.sealed), /sealed/)
    } finally {
      await db.destroy()
    }
  })
})

test('a backup is restored once, and never over records', async () => {
  await onNewMachine(async (machine) => {
    await restoreOn(machine)
    await assert.rejects(restoreOn(machine), /There are files in .* already/)
    await rm(join(machine.config.dataDir, 'files'), { recursive: true })
    await assert.rejects(restoreOn(machine), /This database is not empty: there are rows in/)
  })
})

test('a backup that was changed, cut off or is none gives nothing', async () => {
  await onNewMachine(async (machine) => {
    const bytes = await readBytes(archive)
    const spoilt = join(machine.config.dataDir, '..', 'spoilt.backup')
    await writeFile(spoilt, bytes.with(bytes.length - 40_000, (bytes.at(-40_000) ?? 0) ^ 1))
    await assert.rejects(restoreOn(machine, spoilt), /damaged or was changed/)
    await writeFile(spoilt, bytes)
    await truncate(spoilt, bytes.length - 70_000)
    await assert.rejects(restoreOn(machine, spoilt), /damaged or was changed/)
    await writeFile(spoilt, 'something else')
    await assert.rejects(restoreOn(machine, spoilt), /is not a backup/)
    assert.deepEqual(await query(machine.urls.backup, 'select from schools.school'), [])
    await assert.rejects(stat(join(machine.config.dataDir, 'files')), /ENOENT/)
    await restoreOn(machine)
  })
})

test('another master key does not open a backup', async () => {
  await onNewMachine(async (machine) => {
    await createMasterKey({ path: machine.config.keyFile, apartFrom: [] })
    await assert.rejects(restoreOn(machine), /Put that one back from its printed copy/)
  })
})

test('a backup from before a sealing is listed for destruction, one from after it is not', async () => {
  ground.setTime('2026-11-25T10:00:00Z')
  const actor = systemActor(schoolId)
  const holding = () => reading(ground.context, actor, (tx) => backupsHoldingSealed(tx, schoolId))
  await query(source.database.superuserUrl, `update backups.backup set taken_at = '2026-11-24T15:00:00Z'`)
  assert.deepEqual(await holding(), [])
  await inTransaction(ground.context, actor, (tx) =>
    sealFiles(tx, ground.vault, schoolId, [kept.sealedLater.fileId], ground.context.clock()),
  )
  assert.deepEqual(
    (await holding()).map(({ fileName, sealedFiles }) => [archive.endsWith(fileName), sealedFiles]),
    [[true, 1]],
  )
  await query(source.database.superuserUrl, `update backups.backup set taken_at = '2026-11-25T11:00:00Z'`)
  assert.deepEqual(await holding(), [])
})
