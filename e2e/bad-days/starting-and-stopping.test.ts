// Starting, stopping, starting twice: no lock, no orphan and no lost record is left behind.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { test } from 'node:test'
import { postgresFolder } from '#/app/databases.ts'
import { serveMetrics } from '#/app/start-web.ts'
import { publishPolicy } from '#/features/filtering/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { startPostgres } from '#/platform/database/embedded/start-postgres.ts'
import { createMetrics } from '#/platform/metrics/metrics.ts'
import { freePort } from '../free-port.ts'
import { openSchool, reportsOf, tell, tellings } from './school-in-use.ts'
import { freshPlace, inside, type Place, postgresFiles, runs, waitFor } from './server-process.ts'

test('a second start on the same folder is refused in a sentence, and the first goes on', async (t) => {
  const place = await freshPlace(t)
  const first = await place.start()
  await openSchool(place)
  const second = await place.run('start')
  assert.notEqual(second.code, 0)
  assert.match(second.output, /already running on this data folder \(process \d+\)\. Stop that one first/)
  assert.doesNotMatch(second.output, /\n\s+at /, 'a sentence, not a trace')
  const [telling] = tellings(1)
  assert.ok(telling)
  assert.ok(await tell(first, telling), 'the first one still takes reports')

  await t.test('a stop in the middle of work finishes what it acknowledged', async () => {
    const many = tellings(60)
    const codes: number[] = []
    const postgres = first.postgres()
    const sending = many.map(async (one) => {
      if ((await tell(first, one)) !== null) codes.push(one.number)
    })
    await waitFor('some are acknowledged', () => codes.length >= 3, 60_000)
    assert.equal(await first.end('SIGTERM'), 0, first.output())
    await Promise.all(sending)
    leavesNothing(place, postgres)
    const next = await place.start()
    await inside(place, async (looking) => {
      for (const number of codes) assert.equal(await reportsOf(looking, many[number] ?? assert.fail()), 1)
    })
    assert.equal(await next.end('SIGINT'), 0, next.output())
    leavesNothing(place, undefined)
  })
})

test('a second start that would filter too says that the first runs on this folder, not that a port is taken', async (t) => {
  const place = await freshPlace(t)
  const [dnsPort, proxyPort] = [await freePort(), await freePort()]
  const filters = {
    FILTER_ADDRESS: '127.0.0.1',
    DNS_PORT: String(dnsPort),
    PROXY_PORT: String(proxyPort),
  }
  const first = await place.start(filters)
  const schoolId = await openSchool(place)
  await inside(place, ({ context }) => publishPolicy(context, systemActor(schoolId)))
  await waitFor('the engines have begun', () => isTaken(proxyPort), 60_000)
  await assert.rejects(place.start(filters), (error: Error) => {
    assert.match(error.message, /already running on this data folder \(process \d+\)\. Stop that one first/)
    assert.doesNotMatch(error.message, /already uses port/)
    return true
  })
  assert.ok(await isTaken(proxyPort), 'the first one still filters')
  assert.equal(await first.end('SIGTERM'), 0, first.output())
})

test('with a database of its own too, a second start is told which one runs, and one that was killed stops nobody', async (t) => {
  const place = await freshPlace(t)
  const postgres = await startPostgres({ folder: postgresFolder(place) })
  const env = {
    DATABASE_URL: postgres.appUrl,
    DATABASE_OWNER_URL: postgres.ownerUrl,
    DATABASE_BACKUP_URL: postgres.backupUrl,
    DATABASE_JOBS_URL: postgres.jobsUrl,
  }
  try {
    const first = await place.start(env)
    await assert.rejects(place.start(env), (error: Error) => {
      assert.match(
        error.message,
        new RegExp(`already running on this data folder \\(process ${first.pid}\\)\\. Stop that one first`),
      )
      assert.doesNotMatch(error.message, /already uses port/)
      return true
    })
    assert.equal(await first.end('SIGKILL'), 'SIGKILL')
    const next = await place.start(env)
    assert.doesNotMatch(next.output(), /would not be noticed/)
    assert.equal(await next.end('SIGTERM'), 0, next.output())
  } finally {
    await postgres.stop()
  }
})

test('where another program listens already, a start is refused in a sentence', async () => {
  const other = createServer()
  const port = await new Promise<number>((listening) => {
    other.listen(0, '127.0.0.1', () => listening((other.address() as AddressInfo).port))
  })
  const metrics = createMetrics()
  await assert.rejects(serveMetrics(metrics, port), (error) => {
    assert.ok(error instanceof Refused)
    assert.match(
      error.message,
      new RegExp(`uses port ${port}. Stop that one, or choose another port with METRICS_PORT`),
    )
    return true
  })
  other.close()
})

function isTaken(port: number): Promise<boolean> {
  return new Promise((answered) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      answered(true)
    })
    socket.once('error', () => answered(false))
  })
}

function leavesNothing(place: Place, postgres: number | undefined): void {
  const files = postgresFiles(place)
  assert.ok(!existsSync(files.startLock), 'a lock is left')
  assert.ok(!existsSync(`${files.cluster}/postmaster.pid`), 'the database did not end in order')
  if (postgres !== undefined) assert.ok(!runs(postgres), 'PostgreSQL is left running')
}
