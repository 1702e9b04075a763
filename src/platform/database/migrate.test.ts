import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { migrate, migrateJobs } from './migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'schoolkeeper-migrations-'))
let database: TestDatabase

before(async () => {
  database = await freshDatabase()
  await query('delete from schoolkeeper.migration')
})
afterEach(async () => {
  await query('drop schema if exists garden cascade; delete from schoolkeeper.migration')
  rmSync(folder, { recursive: true, force: true })
})
after(() => database.drop())

test('new files are applied in order, once, and only they are named', async () => {
  write({
    '0002-garden-plant.sql': 'create table garden.bed (id int)',
    '0001-garden-create.sql': 'create schema garden',
  })
  assert.deepEqual(await run(), ['0001-garden-create.sql', '0002-garden-plant.sql'])
  write({ '0003-garden-water.sql': 'alter table garden.bed add watered_at timestamptz' })
  assert.deepEqual(await run(), ['0003-garden-water.sql'])
  assert.deepEqual(await run(), [])
})

test('a file that fails leaves nothing of itself, and those before it stay', async () => {
  write({
    '0001-garden-create.sql': 'create schema garden',
    '0002-broken.sql': 'create table garden.bed (id int); select 1/0',
  })
  await assert.rejects(
    run(),
    /The migration 0002-broken\.sql failed and left nothing behind: division by zero/,
  )
  assert.deepEqual(await query(`select to_regclass('garden.bed') as bed`), [{ bed: null }])
  assert.deepEqual(await query('select name from schoolkeeper.migration'), [
    { name: '0001-garden-create.sql' },
  ])
})

test('an applied file that was changed, is missing, or is preceded by a new one stops everything', async () => {
  write({ '0002-garden-create.sql': 'create schema garden' })
  await run()
  write({
    '0002-garden-create.sql': 'create schema garden -- and more',
    '0003-next.sql': 'create table garden.late ()',
  })
  await assert.rejects(run(), /0002-garden-create\.sql was changed after it was applied/)
  rmSync(join(folder, '0002-garden-create.sql'))
  await assert.rejects(
    run(),
    /made by a release that has the migration 0002-garden-create\.sql; this one has not/,
  )
  write({ '0001-earlier.sql': 'select 1', '0002-garden-create.sql': 'create schema garden' })
  await assert.rejects(run(), /0001-earlier\.sql is new but comes before 0002-garden-create\.sql/)
  assert.deepEqual(await query(`select to_regclass('garden.late') as late`), [{ late: null }])
})

test('a file whose name does not say its place is refused', async () => {
  write({ 'garden.sql': 'create schema garden' })
  await assert.rejects(run(), /Call .*garden\.sql NNNN-what-it-does\.sql/)
})

test('of two starts at once one applies each file and the other waits', async () => {
  write({ '0001-garden-create.sql': 'create schema garden; select pg_sleep(0.2)' })
  const applied = await Promise.all([run(), run(), run()])
  assert.deepEqual(applied.flat(), ['0001-garden-create.sql'])
})

test('the app queues a job only through its function, and the payload bears the school of the transaction', async () => {
  await migrateJobs(database.jobsUrl)
  const school = '0190a0a0-0000-7000-8000-000000000001'
  await query(
    `select set_config('schoolkeeper.school', '${school}', false);
     select graphile_worker.queue_job('tasks.remind', '{"task": 7, "school": "another"}', job_key => 'remind-7')`,
    database.appUrl,
  )
  const queued = await query('select payload, key from graphile_worker._private_jobs', database.jobsUrl)
  assert.deepEqual(queued, [{ payload: { task: 7, school }, key: `${school}:remind-7` }])
  await assert.rejects(
    query(`select graphile_worker.add_job('tasks.remind')`, database.appUrl),
    /permission denied/,
  )
  await assert.rejects(
    query('select * from graphile_worker._private_jobs', database.appUrl),
    /permission denied/,
  )
})

const run = (): Promise<string[]> => migrate(database.ownerUrl, { folder })

function write(files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
}

async function query(sql: string, connectionString = database.ownerUrl): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
