// The database goes away under a running server: killed, and then for a while.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { postgresFolder } from '../../src/app/databases.ts'
import { openSchool, reportsOf, tell, tellings } from './school-in-use.ts'
import { freshPlace, inside, type Place, type ServerProcess, waitFor } from './server-process.ts'

test('pages say so while the database is gone; everything goes on by itself when it is back', async (t) => {
  const place = await freshPlace(t)
  const own = await place.start()
  const schoolId = await openSchool(place)
  const [before, during, after, later] = tellings(4)
  assert.ok(before && during && after && later)
  await heardAgain(own, before)
  await t.test('its own PostgreSQL is killed and comes back', async () => {
    const postgres = own.postgres()
    assert.ok(postgres)
    process.kill(postgres, 'SIGKILL')
    await waitFor('it was started again', () => ![undefined, postgres].includes(own.postgres()), 60_000)
    await waitFor('health is well again', async () => (await look(own, '/health')).body === 'ok\n', 60_000)
    await heardAgain(own, during)
  })
  assert.equal(await own.end('SIGTERM'), 0, own.output())

  await t.test('a PostgreSQL that others run is gone for a while', async () => {
    const run = () => startPostgres({ folder: postgresFolder(place) })
    const first = await run()
    const server = await place.start({
      DATABASE_URL: first.appUrl,
      DATABASE_OWNER_URL: first.ownerUrl,
      DATABASE_BACKUP_URL: first.backupUrl,
      DATABASE_JOBS_URL: first.jobsUrl,
    })
    await first.stop()
    await saysSo(server)
    assert.equal(await tell(server, after), null, 'what cannot be kept is not acknowledged')
    const second = await run()
    try {
      await waitFor(
        'health is well again',
        async () => (await look(server, '/health')).body === 'ok\n',
        60_000,
      )
      await heardAgain(server, after)
      await heardAgain(server, later)
      await inside(place, async (looking) => {
        for (const telling of [before, during, after, later])
          assert.equal(await reportsOf(looking, telling), 1, telling.what)
      })
      await jobsGoOn(place, schoolId)
      assert.equal(await server.end('SIGTERM'), 0, server.output())
    } finally {
      await second.stop()
    }
  })
})

async function saysSo(server: ServerProcess): Promise<void> {
  for (const path of ['/s/alder/report', '/s/alder/report/other', '/s/alder/tasks', '/s/nowhere']) {
    const { status, body } = await look(server, path)
    assert.equal(status, 503, path)
    assert.match(body, /cannot reach its records/, path)
    assert.match(body, /tell the safeguarding lead in person now/, path)
  }
  assert.deepEqual(await look(server, '/health'), { status: 503, body: 'degraded\n' })
}

/** The first request may still meet a connection that died; a person would press the button again. */
function heardAgain(server: ServerProcess, telling: Parameters<typeof tell>[1]): Promise<void> {
  return waitFor('the report is taken', async () => (await tell(server, telling)) !== null, 60_000)
}

/** A job that is queued now is done: the worker found its way back to the queue. */
function jobsGoOn(place: Place, schoolId: string): Promise<void> {
  return inside(place, async ({ query }) => {
    await query("select graphile_worker.add_job('tasks.remind', $1::json, job_key => 'after-the-gap')", [
      JSON.stringify({ school: schoolId }),
    ])
    const waits = "select from graphile_worker._private_jobs where key = 'after-the-gap'"
    await waitFor('the job is done', async () => (await query(waits)).length === 0, 60_000)
  })
}

async function look(
  { address, output }: ServerProcess,
  path: string,
): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${address}${path}`, { redirect: 'manual' }).catch((error: unknown) => {
    throw new Error(`${path} was not answered. The server said:\n${output()}`, { cause: error })
  })
  return { status: answer.status, body: await answer.text() }
}
