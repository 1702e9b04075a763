import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { freshVault, type TestVault } from '../../../test/vault.ts'
import { type Db, openDatabase, type Tx, withScope } from '../database/database.ts'
import { type Keyring, masterKeyNamed, openKeyring } from './keyring.ts'
import { createMasterKey, openMasterKeys, prepareNextMasterKey, restoreMasterKey } from './master-key.ts'
import { rewrapAll, rotateKey } from './rotate-key.ts'
import { keyFor, keyOfVersion, masterKeyIdIn, renewKey } from './school-keys.ts'

let database: TestDatabase
let db: Db
let ownerDb: Db
let vault: TestVault
before(async () => {
  database = await freshDatabase()
  db = openDatabase(database.appUrl)
  ownerDb = openDatabase(database.ownerUrl)
  vault = await freshVault()
})
after(async () => {
  await Promise.all([db.destroy(), ownerDb.destroy()])
  await database.drop()
  await vault.remove()
})

const inSchool = <T>(schoolId: string, work: (tx: Tx) => Promise<T>) =>
  withScope(db, { schoolId, personId: null }, 'read write', work)
const filesKey = (schoolId: string, keyring: Keyring = vault.keyring) =>
  inSchool(schoolId, (tx) => keyFor(tx, keyring, schoolId, 'files'))

test('a school has one key for a purpose, and no other school or purpose has it', async () => {
  const [school, other] = [newId(), newId()]
  const first = await filesKey(school)
  assert.ok((await filesKey(school)).key.equals(first.key))
  assert.ok(!(await filesKey(other)).key.equals(first.key))
  const mail = await inSchool(school, (tx) => keyFor(tx, vault.keyring, school, 'mail'))
  assert.ok(!mail.key.equals(first.key))
})

test('two that ask at once for a key that is not there yet get the same', async () => {
  const school = newId()
  const keys = await Promise.all(Array.from({ length: 5 }, () => filesKey(school)))
  for (const { key } of keys) assert.ok(key.equals(keys[0]?.key ?? assert.fail()))
})

test('a renewed key is used from then on, and the earlier version stays readable', async () => {
  const school = newId()
  const old = await filesKey(school)
  await inSchool(school, (tx) => renewKey(tx, vault.keyring, school, 'files'))
  const renewed = await filesKey(school)
  assert.equal(renewed.version, 2)
  assert.ok(!renewed.key.equals(old.key))
  assert.ok(
    (await inSchool(school, (tx) => keyOfVersion(tx, vault.keyring, school, 'files', 1))).equals(old.key),
  )
})

test('another school’s keys do not exist for a school, and the application can change or delete none', async () => {
  const [school, other] = [newId(), newId()]
  await filesKey(school)
  const seen = await inSchool(other, (tx) =>
    sql`select from keys.school_key where school_id = ${school}`.execute(tx),
  )
  assert.equal(seen.rows.length, 0)
  for (const change of [sql`update keys.school_key set wrapped = ''`, sql`delete from keys.school_key`]) {
    await assert.rejects(
      inSchool(school, (tx) => change.execute(tx)),
      /permission denied/,
    )
  }
})

test('another master key than the database’s is refused in words, not replaced', async () => {
  const school = newId()
  await filesKey(school)
  const file = { path: join(vault.folder, 'another.key'), apartFrom: [] }
  await createMasterKey(file)
  const wrong = await openKeyring(file)
  await assert.rejects(filesKey(school, wrong), /is not the one that this database’s keys are wrapped with/)
  const needed = (await masterKeyIdIn(ownerDb)) ?? ''
  await assert.rejects(masterKeyNamed(wrong, needed), /printed copy/)
  await masterKeyNamed(vault.keyring, needed)
})

test('after a rotation the keys are the same, under the new master key alone, for who runs on and who starts anew', async () => {
  const school = newId()
  const before = await filesKey(school)
  const oldFile = { path: join(vault.folder, 'kept-copy-of-the-old.key'), apartFrom: [] }
  await copyFile(vault.keyring.file.path, oldFile.path)

  const { printed, schoolKeys } = await rotateKey(ownerDb, vault.keyring.file)
  assert.ok(schoolKeys >= 1)
  assert.equal(await readFile(vault.keyring.file.path, 'ascii'), `${printed}\n`)
  assert.ok((await filesKey(school)).key.equals(before.key))
  assert.ok((await filesKey(school, await openKeyring(vault.keyring.file))).key.equals(before.key))
  await assert.rejects(filesKey(school, await openKeyring(oldFile)), /is not the one/)
})

test('who runs on since before a rotation makes new keys under the new master key', async () => {
  const running = await openKeyring(vault.keyring.file)
  await rotateKey(ownerDb, vault.keyring.file)
  const school = newId()
  const made = await filesKey(school, running)
  assert.ok((await filesKey(school, await openKeyring(vault.keyring.file))).key.equals(made.key))
})

test('a rotation that stops after any step loses nothing, and the next one finishes it', async () => {
  const school = newId()
  const { file } = vault.keyring
  const before = await filesKey(school)
  const stillOpens = async () =>
    assert.ok((await filesKey(school, await openKeyring(file))).key.equals(before.key))

  const printed = await prepareNextMasterKey(file)
  await stillOpens()
  await rewrapAll(ownerDb, file)
  await stillOpens()
  const madeMeanwhile = newId()
  await filesKey(madeMeanwhile, await openKeyring(file))
  const finished = await rotateKey(ownerDb, file)
  assert.equal(finished.printed, printed)
  await stillOpens()
  assert.equal((await openMasterKeys(file)).next, undefined)
})

test('kill -9 in the middle of a rotation leaves every key under the old master key, and both are accepted', async () => {
  const { file } = vault.keyring
  const schools = Array.from({ length: 3 }, () => newId())
  const before = await Promise.all(schools.map((school) => filesKey(school)))
  const script = `
    const { openDatabase } = await import('#/platform/database/database.ts')
    const { rotateKey } = await import('#/platform/keys/rotate-key.ts')
    await rotateKey(openDatabase(process.env.OWNER_URL), JSON.parse(process.env.KEY_FILE))`
  await ownerDb.transaction().execute(async (tx) => {
    // The rotation comes as far as this row, in the middle of its transaction, and waits.
    await sql`select from keys.school_key where school_id = ${schools[2]} for update`.execute(tx)
    const env = { ...process.env, OWNER_URL: database.ownerUrl, KEY_FILE: JSON.stringify(file) }
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'ignore' })
    const ended = once(child, 'exit')
    await untilSomebodyWaits()
    child.kill('SIGKILL')
    await ended
  })
  assert.ok((await openMasterKeys(file)).next)
  const started = await openKeyring(file)
  for (const [at, school] of schools.entries()) {
    assert.ok((await filesKey(school, started)).key.equals(before[at]?.key ?? assert.fail()))
  }
  await rotateKey(ownerDb, file)
  for (const [at, school] of schools.entries()) {
    assert.ok((await filesKey(school)).key.equals(before[at]?.key ?? assert.fail()))
  }
})

test('with the key file gone nothing starts, and the printed copy brings it back', async () => {
  const { file } = vault.keyring
  const printed = await readFile(file.path, 'ascii')
  await rm(file.path)
  await assert.rejects(openKeyring(file), /printed copy/)
  const needed = await masterKeyIdIn(ownerDb)
  const another = await readFile(join(vault.folder, 'another.key'), 'ascii')
  await assert.rejects(restoreMasterKey(file, another, needed), /not the one that the database here needs/)
  await restoreMasterKey(file, printed, needed)
  await masterKeyNamed(await openKeyring(file), needed ?? '')
})

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_locks where not granted`.execute(db)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
