import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { startJobs } from '#/platform/jobs/start-jobs.ts'
import type { Mailer } from '#/platform/mail/mail.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { giveTask } from './give-task.ts'
import { taskJobs } from './jobs.ts'
import { tasksOf } from './my-tasks.ts'
import type { NewTask } from './task.ts'

const task = (): NewTask => ({
  to: { role: 'coordinator' },
  kind: 'incidents.finish',
  title: 'Finish the incident',
  about: { kind: 'incident', id: newId() },
  path: '/incidents',
  urgency: 'normal',
})

const silentMailer = (sent: string[] = []): Mailer => ({
  send: async (to) => {
    sent.push(to)
    return 'sent'
  },
  close: () => undefined,
})
const publicUrl = new URL('https://safety.example')

test('a task that is given is mailed by the worker, once', async (t) => {
  const { context, school, otherSchool, database, query } = await staffedSchools(t)
  const sent: string[] = []
  const worker = await startJobs({
    jobsUrl: database.jobsUrl,
    context,
    jobs: taskJobs({ mailer: silentMailer(sent), publicUrl }),
    allSchoolIds: async () => [school.id, otherSchool.id],
  })
  t.after(worker.stop)
  const teacher = school.people.teacher
  await inTransaction(context, teacher, (tx) => giveTask(context, tx, teacher, task()))
  const waiting = () => query(`select from tasks.notice where sent_at is null`)
  for (let tries = 0; (await waiting()).length > 0 && tries < 200; tries += 1) await pause(50)
  assert.deepEqual(sent, ['coordinator@alder.example'])
  assert.deepEqual(await waiting(), [])
})

test('what somebody had to do whose role has ended passes to the next', async (t) => {
  const { context, school, query } = await staffedSchools(t)
  const actor = systemActor(school.id)
  await inTransaction(context, actor, (tx) => giveTask(context, tx, actor, task()))
  await query(`update people.designation set ends_on = '2026-11-23' where role = 'coordinator'`)
  const reroute = taskJobs({ mailer: silentMailer(), publicUrl }).find(({ name }) => name === 'tasks.reroute')
  await reroute?.run(context, actor, {})
  const lead = school.people.lead
  assert.equal((await reading(context, lead, (tx) => tasksOf(tx, lead))).length, 1)
})
