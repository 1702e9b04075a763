import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { queueWord, type Ran, until, wordJob, workOn } from '../../../test/word-jobs.ts'
import { endOf } from './when-database-goes.ts'

for (const { end, fails } of [
  { end: 'done', fails: false },
  { end: 'failed', fails: true },
]) {
  test(`when the database is away as a job is ${end}, nothing else ends, and it runs again later`, async (t) => {
    const world = await staffedSchools(t)
    const gone = await aDatabaseThatGoes(world)
    const ran: Ran[] = []
    await queueWord(world, world.school.id, 'held')
    const run = async (): Promise<void> => {
      if (gone.isAway()) return
      await gone.away()
      if (fails) throw new Error('cut off')
    }
    await workOn(t, world, [wordJob(ran, run)], gone.context)
    await gone.isMissed()
    await gone.back()
    await until(() => ran.length === (fails ? 1 : 2), 'the job runs again')
  })
}

test('of two jobs that fail it cannot be saved, while a third is at work: the worker starts again all the same', async (t) => {
  const world = await staffedSchools(t)
  const gone = await aDatabaseThatGoes(world)
  const ran: Ran[] = []
  const begun = new Set<string>()
  const endsAfterMs: Readonly<Record<string, number>> = { first: 0, second: 300, third: 1200 }
  const run = async (word: string): Promise<void> => {
    if (begun.has(word)) return
    begun.add(word)
    await until(() => begun.size === 3, 'all run')
    await gone.away()
    await pause(endsAfterMs[word])
    if (word !== 'third') throw new Error('cut off')
  }
  for (const word of Object.keys(endsAfterMs)) await queueWord(world, world.school.id, word)
  await workOn(t, world, [wordJob(ran, run)], gone.context)
  await gone.isMissed()
  await gone.back()
  await until(() => ran.length === 4, 'all run again')
})

test('a queue that says that it has shut down, and never ends, is stopped, so that its timetable ends', async () => {
  const events = new EventEmitter()
  let stopped = 0
  const stop = async () => {
    stopped += 1
    throw new Error('Runner is already stopped')
  }
  const ended = endOf({ promise: new Promise(() => undefined), events, stop })
  events.emit('pool:gracefulShutdown:complete')
  const alive = setInterval(() => undefined, 1_000)
  assert.equal(await ended, undefined)
  clearInterval(alive)
  assert.equal(stopped, 1)
})

/** A database that the queue alone cannot reach for a while, and a context that hears when the worker misses it. */
async function aDatabaseThatGoes({ context, query }: StaffedSchools) {
  const [database] = await query<{ name: string }>('select current_database() as name')
  const lines: string[] = []
  let leaving: Promise<unknown> | undefined
  const leave = async (): Promise<void> => {
    await query(`alter database ${database?.name} connection limit 0`)
    await query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'schoolkeeper_jobs'`)
  }
  return {
    context: { ...context, log: pino({}, { write: (line: string) => void lines.push(line) }) },
    isAway: () => leaving !== undefined,
    away: async () => {
      leaving ??= leave()
      await leaving
    },
    back: () => query(`alter database ${database?.name} connection limit -1`),
    isMissed: () =>
      until(
        () => lines.some((line) => /lost the queue/.test(line)),
        'the worker says that the queue is gone',
      ),
  }
}
