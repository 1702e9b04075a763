import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import {
  type StaffedSchool,
  type StaffedSchools,
  type StaffName,
  staffedSchools,
} from '../../../test/staffed-school.ts'
import { endTask, endTasksAbout } from './end-task.ts'
import { giveTask } from './give-task.ts'
import { tasksOf } from './my-tasks.ts'
import { openTask } from './open-task.ts'
import { rerouteTasks } from './reroute-tasks.ts'
import type { NewTask } from './task.ts'

const harm = (aboutId = newId()): NewTask => ({
  to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
  kind: 'incidents.readReport',
  title: 'Read a new report',
  about: { kind: 'incident', id: aboutId },
  path: `/incidents/${aboutId}`,
  urgency: 'now',
  mergeKey: 'readReport',
})

function give({ context }: StaffedSchools, school: StaffedSchool, task: NewTask, by: StaffName = 'teacher') {
  return inTransaction(context, school.people[by], (tx) => giveTask(context, tx, school.people[by], task))
}

async function titlesOf(
  { context }: StaffedSchools,
  school: StaffedSchool,
  name: StaffName,
): Promise<string[]> {
  const tasks = await reading(context, school.people[name], (tx) => tasksOf(tx, school.people[name]))
  return tasks.map((task) => task.title)
}

function keep(
  { context }: StaffedSchools,
  school: StaffedSchool,
  recordId: string,
  names: readonly StaffName[],
) {
  return inTransaction(context, systemActor(school.id), async (tx) => {
    const people = names.map((name) => ({ personId: school.people[name].personId, why: 'subject' as const }))
    await keepFrom(tx, { schoolId: school.id, recordId, at: context.clock() }, people)
    return rerouteTasks(context, tx, systemActor(school.id), recordId)
  })
}

test('what several people have to do is done for all when the first has done it', async (t) => {
  const world = await staffedSchools(t)
  const { context, school } = world
  const given = await give(world, school, harm())
  assert.equal(given.people.length, 3)
  for (const name of ['lead', 'deputy', 'secondDeputy'] as const) {
    assert.deepEqual(await titlesOf(world, school, name), ['Read a new report'])
  }
  const [task] = await reading(context, school.people.deputy, (tx) => tasksOf(tx, school.people.deputy))
  assert.ok(task)
  await endTask(context, school.people.deputy, task.id, { state: 'done', reason: '' })
  for (const name of ['lead', 'deputy', 'secondDeputy'] as const)
    assert.deepEqual(await titlesOf(world, school, name), [])
  await assert.rejects(
    endTask(context, school.people.secondDeputy, task.id, { state: 'done', reason: '' }),
    Refused,
  )
})

test('a task is nobody else’s: not of a colleague, not of another school', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, otherSchool } = world
  const { taskId } = await give(world, school, harm())
  assert.ok(taskId)
  for (const actor of [school.people.teacher, otherSchool.people.lead]) {
    assert.deepEqual(await reading(context, actor, (tx) => tasksOf(tx, actor)), [])
    await assert.rejects(openTask(context, actor, taskId), NotFound)
    await assert.rejects(endTask(context, actor, taskId, { state: 'done', reason: '' }), NotFound)
  }
})

test('the same thing asked twenty times at once is one task, with one notice for each person', async (t) => {
  const world = await staffedSchools(t)
  const { school, query } = world
  const task = harm()
  const given = await Promise.all(Array.from({ length: 20 }, () => give(world, school, task)))
  assert.equal(new Set(given.map(({ taskId }) => taskId)).size, 1)
  assert.equal(given.filter(({ people }) => people.length > 0).length, 1)
  const rows = await query<{ role: string }>('select role from tasks.task order by role')
  assert.deepEqual(
    rows.map(({ role }) => role),
    ['deputyDsl', 'dsl'],
  )
  assert.equal((await query('select from tasks.notice')).length, 3)
  assert.equal((await query('select from graphile_worker.jobs')).length, 3)
})

test('what is asked again because it cannot wait becomes urgent, and its people are told again', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, query } = world
  const due = { at: new Date('2026-12-04T12:00:00Z'), clock: 'schoolDays' as const }
  const calm: NewTask = { ...harm(), urgency: 'normal', due }
  const { taskId } = await give(world, school, calm)
  await openTask(context, school.people.lead, taskId ?? '')
  const sooner = { at: new Date('2026-11-24T12:00:00Z'), clock: 'hours' as const }
  const again = await give(world, school, { ...calm, urgency: 'now', due: sooner })
  assert.equal(again.taskId, taskId)
  assert.equal(again.people.length, 3)
  const rows = await query<{
    urgency: string
    clock: string
    opened_at: Date | null
    escalates_at: Date | null
  }>(`select urgency, clock, opened_at, escalates_at from tasks.task order by escalates_at nulls last`)
  const raised = { urgency: 'now', clock: 'hours', opened_at: null }
  assert.deepEqual(rows, [
    { ...raised, escalates_at: new Date('2026-11-24T10:15:00Z') },
    { ...raised, escalates_at: null },
  ])
  const calmer = await give(world, school, calm)
  assert.deepEqual([calmer.people.length, (await query('select from tasks.notice')).length], [0, 6])
})

test('a subject gets no task, no notice and no count, and cannot open the task by its address', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, query } = world
  const task = harm()
  await keep(world, school, task.about.id, ['lead'])
  const { taskId, people } = await give(world, school, task)
  assert.ok(taskId)
  assert.ok(!people.some(({ id }) => id === school.people.lead.personId))
  assert.deepEqual(await titlesOf(world, school, 'lead'), [])
  assert.equal(
    (await query('select from tasks.notice where person_id = $1', [school.people.lead.personId])).length,
    0,
  )
  await assert.rejects(openTask(context, school.people.lead, taskId), NotFound)
})

test('whoever becomes a subject later loses the task, and what waits to be sent to them', async (t) => {
  const world = await staffedSchools(t)
  const { school, query } = world
  const task: NewTask = { ...harm(), to: { role: 'dsl' } }
  await give(world, school, task)
  assert.deepEqual(await titlesOf(world, school, 'lead'), ['Read a new report'])
  assert.deepEqual(await keep(world, school, task.about.id, ['lead']), { moved: 1, outside: null })
  assert.deepEqual(await titlesOf(world, school, 'lead'), [])
  assert.deepEqual(await titlesOf(world, school, 'deputy'), ['Read a new report'])
  const waiting = await query<{ person_id: string }>(
    'select person_id from tasks.notice where withdrawn_at is null',
  )
  assert.deepEqual(
    waiting.map((row) => row.person_id).sort(),
    [school.people.deputy.personId, school.people.secondDeputy.personId].sort(),
  )
})

test('a person who declares that a record is about themselves passes its tasks on in the same breath', async (t) => {
  const world = await staffedSchools(t)
  const { context, school } = world
  const task = harm()
  await give(world, school, task)
  const lead = school.people.lead
  await inTransaction(context, lead, async (tx) => {
    const subject = [{ personId: lead.personId, why: 'subject' as const }]
    await keepFrom(tx, { schoolId: school.id, recordId: task.about.id, at: context.clock() }, subject)
    await rerouteTasks(context, tx, lead, task.about.id)
    assert.deepEqual(
      await tasksOf(tx, lead),
      [],
      'the rest of the transaction sees no more than the person may',
    )
    await giveTask(context, tx, lead, { ...task, title: 'Another', mergeKey: 'another' })
  })
  assert.deepEqual(await titlesOf(world, school, 'lead'), [])
  assert.deepEqual(await titlesOf(world, school, 'deputy'), ['Read a new report', 'Another'])
})

test('when two tasks for one thing meet in one person, the thing is there once and still escalates', async (t) => {
  const world = await staffedSchools(t)
  const { school, query } = world
  const task = harm()
  await give(world, school, task)
  await keep(world, school, task.about.id, ['lead'])
  assert.deepEqual(await titlesOf(world, school, 'deputy'), ['Read a new report'])
  const open = await query<{ escalates: boolean }>(
    `select escalates_at is not null as escalates from tasks.task where state = 'open'`,
  )
  assert.deepEqual(open, [{ escalates: true }])
})

test('all open tasks about a record end with it, and the trail says so about the record', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, query } = world
  const task = harm()
  await give(world, school, task)
  await give(world, school, { ...task, to: { role: 'head' }, mergeKey: 'tellHead' })
  const ended = await inTransaction(context, school.people.lead, (tx) =>
    endTasksAbout(context, tx, school.people.lead, {
      aboutId: task.about.id,
      state: 'notNeeded',
      reason: 'The incident was closed.',
    }),
  )
  assert.equal(ended, 2)
  assert.deepEqual(await titlesOf(world, school, 'head'), [])
  const trail = await query<{ did: string; about_id: string }>(
    'select did, about_id from audit.entry order by number',
  )
  assert.deepEqual(
    trail.map(({ did }) => did),
    ['tasks.given', 'tasks.given', 'tasks.given', 'tasks.notNeeded', 'tasks.notNeeded'],
  )
  assert.ok(trail.every((entry) => entry.about_id === task.about.id))
})

test('a change that does not come about leaves no task, no notice and no job', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, query } = world
  const actor = school.people.teacher
  await assert.rejects(
    inTransaction(context, actor, async (tx) => {
      await giveTask(context, tx, actor, harm())
      throw new Refused('No.')
    }),
    Refused,
  )
  for (const table of ['tasks.task', 'tasks.notice', 'graphile_worker.jobs']) {
    assert.deepEqual(await query(`select from ${table}`), [], table)
  }
})
