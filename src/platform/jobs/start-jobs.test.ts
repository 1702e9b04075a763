import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { pino } from 'pino'
import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { queueWord, type Ran, until, wordJob, workOn } from '../../../test/word-jobs.ts'
import { systemActor } from '../access/actor.ts'
import { inTransaction } from '../context.ts'
import { defineJob, type Job, noPayload } from './job.ts'
import { jobsOfSchool } from './job-list.ts'
import { queueJob } from './queue-job.ts'

test('a job runs as the system of the school that queued it, whatever its payload says', async (t) => {
  const world = await staffedSchools(t)
  const ran: Ran[] = []
  await queueWord(world, world.school.id, 'one')
  await queueWord(world, world.otherSchool.id, 'other')
  const worker = await workOn(t, world, [wordJob(ran)])
  await until(() => ran.length === 2, 'two jobs')
  assert.deepEqual(
    new Set(ran.map(({ school, word }) => `${school} ${word}`)),
    new Set([`${world.school.id} one`, `${world.otherSchool.id} other`]),
  )
  await until(async () => (await worker.oldestJobAge()) === 0, 'what came of them to be saved')
})

test('a job of a transaction that is rolled back does not exist', async (t) => {
  const world = await staffedSchools(t)
  await assert.rejects(
    inTransaction(world.context, systemActor(world.school.id), async (tx) => {
      await queueJob(tx, { name: 'test.word' }, { word: 'one' })
      throw new Error('no')
    }),
  )
  assert.deepEqual(await world.query('select from graphile_worker.jobs'), [])
})

test('of two waiting jobs of a school with one key the later stays, and another school’s is its own', async (t) => {
  const world = await staffedSchools(t)
  await queueWord(world, world.school.id, 'first', 'key')
  await queueWord(world, world.school.id, 'second', 'key')
  await queueWord(world, world.otherSchool.id, 'theirs', 'key')
  const rows = await world.query<{ word: string }>(
    `select payload->>'word' as word from graphile_worker._private_jobs order by 1`,
  )
  assert.deepEqual(rows, [{ word: 'second' }, { word: 'theirs' }])
})

test('a job that fails is tried again, and neither log nor queue repeats what it said', async (t) => {
  const world = await staffedSchools(t)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const ran: Ran[] = []
  let tries = 0
  const failOnce = async () => {
    tries += 1
    if (tries === 1) throw new RangeError('It said something')
  }
  await queueWord(world, world.school.id, 'a secret')
  await workOn(t, world, [wordJob(ran, failOnce)], { ...world.context, log })
  const waiting = () =>
    world.query<{ max_attempts: number; last_error: string | null }>(
      `select max_attempts, last_error from graphile_worker._private_jobs
        where locked_at is null and last_error is not null`,
    )
  await until(async () => (await waiting()).length > 0, 'the failed job waits')
  assert.deepEqual(await waiting(), [{ max_attempts: 10, last_error: 'RangeError' }])
  await until(() => ran.length === 1, 'the second try')
  assert.equal(lines.length, 1)
  assert.doesNotMatch(lines.join(), /a secret/)
})

test('a job whose last try has failed is given up, once, as its school; one that is tried again is not', async (t) => {
  const world = await staffedSchools(t)
  const givenUp: Ran[] = []
  const failing = defineJob({
    name: 'test.word',
    payload: z.object({ word: z.string() }),
    run: () => Promise.reject(new RangeError('It said something')),
    givenUp: async (_context, { schoolId }, { word }) => {
      givenUp.push({ school: schoolId, word })
      throw new Error('Nobody is there either')
    },
  })
  await inTransaction(world.context, systemActor(world.school.id), async (tx) => {
    await queueJob(tx, { name: 'test.word', tries: 5 }, { word: 'again' })
    await queueJob(tx, { name: 'test.word', tries: 1 }, { word: 'last' })
  })
  await workOn(t, world, [failing])
  const failed = `select from graphile_worker._private_jobs where locked_at is null and last_error = 'RangeError'`
  await until(async () => (await world.query(failed)).length === 2, 'both failed')
  assert.deepEqual(givenUp, [{ school: world.school.id, word: 'last' }])
})

test('a job whose worker was killed is run by the next one at once', async (t) => {
  const world = await staffedSchools(t)
  await queueWord(world, world.school.id, 'one')
  await killWorking(world.database.jobsUrl)
  const ran: Ran[] = []
  await workOn(t, world, [wordJob(ran)])
  await until(() => ran.length === 1, 'the job of the killed worker')
})

test('a job whose worker was killed in its last try is given up, once, and not run again', async (t) => {
  const world = await staffedSchools(t)
  await inTransaction(world.context, systemActor(world.school.id), (tx) =>
    queueJob(tx, { name: 'test.word', tries: 1 }, { word: 'last' }),
  )
  await killWorking(world.database.jobsUrl)
  const ran: Ran[] = []
  const givenUp: Ran[] = []
  const job: Job = {
    ...wordJob(ran),
    givenUp: async (_context, { schoolId }, payload) => {
      givenUp.push({ school: schoolId, word: String((payload as { word: string }).word) })
    },
  }
  const first = await workOn(t, world, [job])
  await first.stop()
  await workOn(t, world, [job])
  assert.deepEqual(givenUp, [{ school: world.school.id, word: 'last' }])
  assert.deepEqual(ran, [])
})

/** A worker of another process takes a job, and is killed while it works on it. */
async function killWorking(jobsUrl: string): Promise<void> {
  const script = `
    import { startJobs } from '#/platform/jobs/start-jobs.ts'
    import * as z from 'zod'
    const hang = () => { console.log('running'); return new Promise(() => setInterval(() => {}, 1000)) }
    await startJobs({ jobsUrl: process.env.JOBS_URL, context: { log: console }, timetables: false,
      allSchoolIds: async () => [], jobs: [{ name: 'test.word', payload: z.any(), run: hang }] })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, JOBS_URL: jobsUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('when the database drops every connection, the worker comes back and runs what it held', async (t) => {
  const world = await staffedSchools(t)
  const ran: Ran[] = []
  let held = false
  const holdFirst = async (word: string) => {
    if (word !== 'held' || held) return
    held = true
    await world.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'schoolkeeper_jobs'`,
    )
    throw new Error('cut off')
  }
  await workOn(t, world, [wordJob(ran, holdFirst)])
  await queueWord(world, world.school.id, 'held')
  await until(() => held, 'the connections are cut')
  await queueWord(world, world.school.id, 'after')
  await until(() => ran.length === 2, 'both jobs')
})

test('the list of jobs shows a school its own, and nobody those about a record that is kept from them', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, otherSchool, query } = world
  const recordId = newId()
  await inTransaction(context, systemActor(school.id), async (tx) => {
    await queueJob(tx, { name: 'test.word' }, { aboutId: recordId })
    await queueJob(tx, { name: 'test.other' }, { aboutId: newId() })
  })
  await query(`insert into access.kept_from values ($1, $2, $3, 'subject', now())`, [
    school.id,
    recordId,
    school.people.lead.personId,
  ])
  const seen = async (actor: Parameters<typeof inTransaction>[1]) =>
    (await inTransaction(context, actor, jobsOfSchool)).map(({ name }) => name).sort()
  assert.deepEqual(await seen(school.people.head), ['test.other', 'test.word'])
  assert.deepEqual(await seen(school.people.lead), ['test.other'])
  assert.deepEqual(await seen(otherSchool.people.head), [])
})

test('each minute the timetable queues what is due for every school, one waiting job each', async (t) => {
  const world = await staffedSchools(t)
  const ran: string[] = []
  const job: Job = {
    name: 'test.minute',
    timetable: '* * * * *',
    payload: noPayload,
    run: async (_context, { schoolId }) => void ran.push(schoolId),
  }
  const never: Job = { ...job, name: 'test.never', timetable: '0 0 29 2 *' }
  await world.query(
    `select graphile_worker.add_job('jobs.minute', '{"_cron": {"ts": "2026-11-24T10:00:00Z"}}')`,
  )
  await world.query(
    `select graphile_worker.add_job('jobs.minute', '{"_cron": {"ts": "2026-11-24T10:01:00Z"}}')`,
  )
  await workOn(t, world, [job, never])
  await until(() => ran.length >= 2, 'a job for each school')
  assert.deepEqual(new Set(ran), new Set([world.school.id, world.otherSchool.id]))
})
