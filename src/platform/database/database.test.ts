import assert from 'node:assert/strict'
import { getPriority } from 'node:os'
import { test } from 'node:test'
import { sql } from 'kysely'
import { freshDatabase } from '../../../test/database.ts'
import { type Db, openDatabase } from './database.ts'
import { beginPage, untilPagesAreMade } from './pages-first.ts'

test('of two that want the processor, the system lets statements of pages go before those of jobs', async (t) => {
  const database = await freshDatabase()
  const pages = openDatabase(database.appUrl)
  const jobs = openDatabase(database.appUrl, { givesWay: true, isOurs: true })
  t.after(() => Promise.all([pages.destroy(), jobs.destroy()]))
  assert.deepEqual([await priorityOf(pages), await priorityOf(jobs)], [getPriority(), getPriority() + 10])
})

test('a statement of a job waits while a page is made, of a page it does not; what ends a transaction never waits', async (t) => {
  const database = await freshDatabase()
  const pages = openDatabase(database.appUrl)
  const jobs = openDatabase(database.appUrl, { givesWay: true })
  t.after(() => Promise.all([pages.destroy(), jobs.destroy()]))
  await Promise.all([priorityOf(pages), priorityOf(jobs)])
  const order: string[] = []
  const job = await jobs.startTransaction().execute()
  await sql`select 1`.execute(job)

  const made = beginPage()
  const waiting = sql`select 1`.execute(job).then(() => order.push('job'))
  await sql`select pg_sleep(0.02)`.execute(pages).then(() => order.push('page'))
  made()
  await waiting
  assert.deepEqual(order, ['page', 'job'])

  const next = beginPage()
  const ended = job
    .commit()
    .execute()
    .then(() => order.push('commit'))
  await sql`select pg_sleep(0.02)`.execute(pages).then(() => order.push('page'))
  await ended
  next()
  assert.deepEqual(order, ['page', 'job', 'commit', 'page'])
})

test('all statements of a job’s transaction together wait for pages an eighth of a second', async (t) => {
  const database = await freshDatabase()
  const jobs = openDatabase(database.appUrl, { givesWay: true })
  t.after(() => jobs.destroy())
  await priorityOf(jobs)
  const made = beginPage()
  const began = performance.now()
  await jobs.transaction().execute(async (tx) => {
    for (let at = 0; at < 20; at++) await sql`select 1`.execute(tx)
  })
  made()
  const tookMs = performance.now() - began
  assert(tookMs >= 120 && tookMs < 600, `It took ${tookMs} ms`)
})

test('from the head of the audit’s chain on, a job’s transaction waits for no page: pages wait for that head', async (t) => {
  const database = await freshDatabase()
  const jobs = openDatabase(database.appUrl, { givesWay: true })
  t.after(() => jobs.destroy())
  await priorityOf(jobs)
  const job = await jobs.startTransaction().execute()
  await job.selectFrom('audit.head').selectAll().execute()
  const order: string[] = []
  const made = beginPage()
  const waited = untilPagesAreMade(60_000)?.then(() => order.push('page'))
  setTimeout(made, 100)
  await sql`select 1`.execute(job).then(() => order.push('job'))
  await waited
  await job.rollback().execute()
  assert.deepEqual(order, ['job', 'page'])
})

async function priorityOf(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return getPriority(rows[0]?.pid)
}
