import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import pg from 'pg'
import { newId } from '#/kernel/id.ts'
import { verifyAudit } from '#/platform/audit/verify-audit.ts'
import { backupsKept } from '#/platform/backup/backup.ts'
import { openDatabase } from '#/platform/database/database.ts'
import { migrate } from '#/platform/database/migrate.ts'
import { aMachine, type Machine } from '../../test/machine.ts'
import { backupAndMigrate } from './back-up.ts'
import { migrationsFolder } from './databases.ts'
import { isHealthy } from './is-healthy.ts'
import { keyringOf } from './keyring.ts'
import { restore } from './restore.ts'

const schoolId = newId()
let machine: Machine
beforeEach(async () => {
  machine = await aMachine()
})
afterEach(() => machine.remove())

async function query(database: Machine['database'], text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.superuserUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Takes every schema of ours out of the database again, but for that of the jobs. */
const empty = ({ database }: Machine) =>
  query(
    database,
    `do $$ declare one text; begin
       for one in select nspname from pg_namespace where nspowner = 'schoolkeeper_owner'::regrole loop
         execute format('drop schema %I cascade', one);
       end loop; end $$`,
  )

/** A school's database as the release before backups were listed left it. */
async function olderRelease(): Promise<void> {
  await empty(machine)
  await migrate(machine.urls.owner, { folder: migrationsFolder, upTo: '0050-keys-and-files.sql' })
  await query(
    machine.database,
    `insert into schools.school (id, slug, name, created_at) values ('${schoolId}', 'larch', 'Larch Primary School', now())`,
  )
}

test('a database of this release is neither backed up nor changed', async () => {
  const keyring = await keyringOf(machine.config, machine.urls)
  const { backup, applied } = await backupAndMigrate(machine.config, machine.urls, keyring)
  assert.deepEqual([backup, applied], [undefined, []])
})

test('an older database is backed up first, then migrated; the backup is listed and on record', async () => {
  await olderRelease()
  const keyring = await keyringOf(machine.config, machine.urls)
  const { backup, applied } = await backupAndMigrate(machine.config, machine.urls, keyring)
  assert.ok(backup)
  assert.equal(applied[0], '0060-backups.sql')
  assert.deepEqual(await readdir(machine.config.backupDir), [backup.fileName])
  const db = openDatabase(machine.urls.app)
  const listed = await backupsKept(db).finally(() => db.destroy())
  assert.deepEqual(
    listed.map(({ id }) => id),
    [backup.id],
  )
  assert.deepEqual(await query(machine.database, 'select did from audit.entry'), [{ did: 'backups.made' }])
})

test('an older release’s backup is restored into its own tables and then migrated', async () => {
  await olderRelease()
  const { backup } = await backupAndMigrate(
    machine.config,
    machine.urls,
    await keyringOf(machine.config, machine.urls),
  )
  const path = join(machine.config.backupDir, backup?.fileName ?? '')
  const other = await aMachine()
  try {
    const typed = () => readFile(machine.config.keyFile, 'ascii')
    await assert.rejects(restore(other.config, other.urls, path, typed), /Restore into a new database/)
    await empty(other)
    await restore(other.config, other.urls, path, typed)
    assert.deepEqual(await query(other.database, 'select slug from schools.school'), [{ slug: 'larch' }])
    assert.deepEqual(await query(other.database, `select to_regclass('backups.backup') is null as missing`), [
      { missing: false },
    ])
    const verdicts = await verifyAudit(other.urls.backup, other.config.anchorDir)
    assert.deepEqual(
      verdicts.flatMap(({ findings }) => findings),
      [],
    )
  } finally {
    await other.remove()
  }
})

test('health is degraded when the database is gone, the data folder is gone, or the disk is nearly full', async () => {
  const folder = join(machine.config.keyFile, '..')
  const db = openDatabase(machine.urls.app, { waitMs: 300 })
  assert.equal(await isHealthy(db, folder), true)
  assert.equal(await isHealthy(db, folder, Number.MAX_SAFE_INTEGER), false)
  assert.equal(await isHealthy(db, join(folder, 'unmounted')), false)
  await db.destroy()
  assert.equal(await isHealthy(db, folder), false)
})
