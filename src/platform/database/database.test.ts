import assert from 'node:assert/strict'
import { getPriority } from 'node:os'
import { test } from 'node:test'
import { sql } from 'kysely'
import { freshDatabase } from '../../../test/database.ts'
import { type Db, openDatabase } from './database.ts'

test('of two that want the processor, the system lets statements of pages go before those of jobs', async (t) => {
  const database = await freshDatabase()
  const pages = openDatabase(database.appUrl)
  const jobs = openDatabase(database.appUrl, { givesWay: true })
  t.after(() => Promise.all([pages.destroy(), jobs.destroy()]))
  assert.deepEqual([await priorityOf(pages), await priorityOf(jobs)], [getPriority(), getPriority() + 10])
})

async function priorityOf(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return getPriority(rows[0]?.pid)
}
