import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { freshDatabase } from './database.ts'

test('each fresh database has the migrations, and nothing that was written in another', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
  try {
    await query(one.ownerUrl, 'create table scratch (id integer)')
    assert.deepEqual(await query(one.appUrl, 'select current_user as name'), [{ name: 'schoolkeeper_app' }])
    assert.deepEqual(await query(other.ownerUrl, `select to_regclass('scratch') as found`), [{ found: null }])
    assert.deepEqual(await query(other.jobsUrl, 'select count(*)::int as jobs from graphile_worker.jobs'), [
      { jobs: 0 },
    ])
  } finally {
    await Promise.all([one.drop(), other.drop()])
  }
})

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
