import assert from 'node:assert/strict'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { type FilesBench, keep, openFilesBench } from '../../../test/keeping-files.ts'
import { type Actor, systemActor } from '../access/actor.ts'
import { inTransaction } from '../context.ts'
import { openDatabase } from '../database/database.ts'
import { makeSchoolSealKeys } from '../keys/keys.ts'
import { schoolFolder } from './bytes-on-disk.ts'
import { fileJobs } from './jobs.ts'
import { sealFiles } from './seal-files.ts'

let bench: FilesBench
before(async () => {
  bench = await openFilesBench()
})
after(() => bench.end())

async function run(name: string, actor: Actor): Promise<void> {
  const job = fileJobs(bench.vault).find((offered) => offered.name === name) ?? assert.fail()
  await job.run(bench.context, actor, {})
}

const onDisk = (schoolId: string) => readdir(schoolFolder(bench.vault.dataFolder, schoolId))

test('a sealing queues the job that finishes it, in its own transaction', async () => {
  const { context, vault, database } = bench
  const actor = systemActor(newId())
  const { fileId } = await keep(bench, actor, Buffer.from('words'), 'a.txt')
  const [old] = await onDisk(actor.schoolId)
  await inTransaction(context, actor, async (tx) => {
    await makeSchoolSealKeys(tx, actor.schoolId, context.clock())
    await sealFiles(tx, vault, actor.schoolId, [fileId], context.clock())
  })
  const jobsDb = openDatabase(database.jobsUrl, { connections: 1 })
  const queued = await sql<{ task_identifier: string }>`
    select task_identifier from graphile_worker.jobs where key like ${`${actor.schoolId}%`}`.execute(jobsDb)
  await jobsDb.destroy()
  assert.deepEqual(queued.rows, [{ task_identifier: 'files.destroyOldBytes' }])

  assert.ok((await onDisk(actor.schoolId)).includes(old ?? ''))
  await run('files.destroyOldBytes', actor)
  assert.ok(!(await onDisk(actor.schoolId)).includes(old ?? ''))
})

test('the weekly sweep removes a broken-off upload', async () => {
  const actor = systemActor(newId())
  await keep(bench, actor, Buffer.from('words'), 'a.txt')
  const path = join(schoolFolder(bench.vault.dataFolder, actor.schoolId), `${newId()}.part`)
  await writeFile(path, 'half of it')
  await utimes(path, 0, 0)
  await run('files.sweep', actor)
  assert.equal((await onDisk(actor.schoolId)).length, 1)
})
