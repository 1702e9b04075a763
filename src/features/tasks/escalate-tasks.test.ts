import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { addCover, dutyPermissions } from '../people/index.ts'
import { escalateTasks } from './escalate-tasks.ts'
import { giveTask } from './give-task.ts'
import { tasksOf } from './my-tasks.ts'
import { openTask } from './open-task.ts'
import { rerouteTasks } from './reroute-tasks.ts'
import type { NewTask } from './task.ts'
import { watchDuty } from './watch-duty.ts'

const harm = (): NewTask => {
  const id = newId()
  return {
    to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
    kind: 'incidents.readReport',
    title: 'Read a new report',
    about: { kind: 'incident', id },
    path: `/incidents/${id}`,
    urgency: 'now',
  }
}

function give({ context, school }: StaffedSchools, task: NewTask) {
  const actor = { kind: 'anonymous', schoolId: school.id } as const
  return inTransaction(context, actor, (tx) => giveTask(context, tx, actor, task))
}

/** Who has something to do, of those named. */
async function whoHas({ context, school }: StaffedSchools): Promise<StaffName[]> {
  const having: StaffName[] = []
  for (const [name, actor] of Object.entries(school.people) as [StaffName, typeof school.people.lead][]) {
    if ((await reading(context, actor, (tx) => tasksOf(tx, actor))).length > 0) having.push(name)
  }
  return having
}

const escalate = ({ context, school }: StaffedSchools) => escalateTasks(context, systemActor(school.id))

test('at three on Christmas night an unopened task of harm goes on after fifteen minutes, and on again', async (t) => {
  const world = await staffedSchools(t, { permissions: [dutyPermissions] })
  const { context, school, setTime, query } = world
  const holidays = {
    startsOn: '2026-12-18',
    startsAt: '15:30',
    endsOn: '2027-01-04',
    endsAt: '08:40',
    reachBy: '07700 900123',
  }
  await addCover(context, school.people.head, { ...holidays, personId: school.people.coordinator.personId })
  setTime('2026-12-25T02:45:00Z')
  await give(world, harm())
  assert.deepEqual(await whoHas(world), ['lead', 'deputy', 'secondDeputy'])
  setTime('2026-12-25T02:59:59Z')
  assert.equal(await escalate(world), 0)
  setTime('2026-12-25T03:00:00Z')
  assert.equal(await escalate(world), 1)
  assert.deepEqual(await whoHas(world), ['lead', 'deputy', 'secondDeputy', 'head', 'coordinator'])
  assert.equal(await escalate(world), 0)
  setTime('2026-12-25T03:15:00Z')
  assert.equal(await escalate(world), 1)
  assert.ok((await whoHas(world)).includes('chair'))
  assert.ok(!(await whoHas(world)).includes('teacher'))
  const before = (await query('select from tasks.notice')).length
  setTime('2026-12-25T03:30:00Z')
  await escalate(world)
  assert.equal((await query('select from tasks.notice')).length, before + 6, 'all six are told again')
})

test('fifteen minutes are fifteen minutes in the night on which the clocks go back', async (t) => {
  const world = await staffedSchools(t)
  world.setTime('2026-10-25T00:50:00Z')
  await give(world, harm())
  world.setTime('2026-10-25T01:04:00Z')
  assert.equal(await escalate(world), 0)
  world.setTime('2026-10-25T01:05:00Z')
  assert.equal(await escalate(world), 1)
})

test('once somebody has opened it, it goes nowhere, and the mail’s link opens it for a deputy too', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, setTime } = world
  const { taskId } = await give(world, harm())
  assert.ok(taskId)
  await openTask(context, school.people.deputy, taskId)
  setTime('2026-11-24T11:00:00Z')
  assert.equal(await escalate(world), 0)
})

test('it never goes to somebody from whom the record is kept, on duty or not', async (t) => {
  const world = await staffedSchools(t, { permissions: [dutyPermissions] })
  const { context, school, setTime, query } = world
  const task = harm()
  await inTransaction(context, systemActor(school.id), (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId: task.about.id, at: context.clock() }, [
      { personId: school.people.head.personId, why: 'subject' },
      { personId: school.people.lead.personId, why: 'relative' },
    ]),
  )
  await give(world, task)
  setTime('2026-11-24T10:15:00Z')
  await escalate(world)
  assert.deepEqual(await whoHas(world), ['deputy', 'secondDeputy', 'chair'])
  const told = await query<{ person_id: string }>('select distinct person_id from tasks.notice')
  assert.deepEqual(
    new Set(told.map((row) => row.person_id)),
    new Set(
      [school.people.deputy, school.people.secondDeputy, school.people.chair].map((one) => one.personId),
    ),
  )
})

test('a task that its subject had opened is unopened for whoever gets it then', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, setTime } = world
  const task: NewTask = { ...harm(), to: { role: 'dsl' } }
  const { taskId } = await give(world, task)
  assert.ok(taskId)
  await openTask(context, school.people.lead, taskId)
  await inTransaction(context, systemActor(school.id), async (tx) => {
    const subject = [{ personId: school.people.lead.personId, why: 'subject' as const }]
    await keepFrom(tx, { schoolId: school.id, recordId: task.about.id, at: context.clock() }, subject)
    await rerouteTasks(context, tx, systemActor(school.id), task.about.id)
  })
  setTime('2026-11-24T10:15:00Z')
  assert.equal(await escalate(world), 1)
  assert.deepEqual(await whoHas(world), ['deputy', 'secondDeputy', 'head'])
})

test('an overdue task goes to the next person after a day of its own clock', async (t) => {
  const world = await staffedSchools(t)
  const { setTime } = world
  const friday = { at: new Date('2026-11-27T12:00:00Z'), clock: 'schoolDays' } as const
  await give(world, { ...harm(), to: { role: 'coordinator' }, urgency: 'normal', due: friday })
  setTime('2026-11-29T12:00:00Z')
  assert.equal(await escalate(world), 0, 'a weekend is no school day')
  setTime('2026-11-30T12:00:00Z')
  assert.equal(await escalate(world), 1)
  assert.deepEqual(await whoHas(world), ['lead', 'coordinator'])
})

test('what runs by the hours’ clock goes on when it is due, at the weekend too', async (t) => {
  const world = await staffedSchools(t)
  const sunday = { at: new Date('2026-11-29T04:00:00Z'), clock: 'hours' } as const
  await give(world, { ...harm(), to: { role: 'coordinator' }, urgency: 'normal', due: sunday })
  world.setTime('2026-11-29T04:00:00Z')
  assert.equal(await escalate(world), 1)
})

test('the query that finds what is due reads an index, for one school', async (t) => {
  const { context, school, otherSchool, query } = await staffedSchools(t)
  await query(
    `insert into tasks.task (school_id, id, role, kind, title, about_kind, about_id, path, urgency, created_at, escalates_at)
     select school_id, gen_random_uuid(), 'dsl', 'a.b', 'A task', 'incident', gen_random_uuid(), '/', 'now', now(),
            now() + n * interval '1 minute'
       from generate_series(1, 3000) n, unnest(array[$1, $2]::uuid[]) school_id`,
    [school.id, otherSchool.id],
  )
  await query('analyze tasks.task')
  const plan = await reading(context, systemActor(school.id), async (tx) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from tasks.task
      where school_id = ${school.id} and state = 'open' and escalates_at <= now() order by escalates_at limit 100`.execute(
      tx,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  assert.match(plan, /Index Scan using task_escalates/)
})

test('the head is told once while nobody covers the nights, and no longer when somebody does', async (t) => {
  const world = await staffedSchools(t, { permissions: [dutyPermissions] })
  const { context, school } = world
  await watchDuty(context, systemActor(school.id))
  await watchDuty(context, systemActor(school.id))
  const head = school.people.head
  const titles = async () =>
    (await reading(context, head, (tx) => tasksOf(tx, head))).map(({ title }) => title)
  assert.deepEqual(await titles(), ['Say who is on duty when school is out'])
  await addCover(context, head, {
    personId: school.people.lead.personId,
    startsOn: '2026-11-24',
    startsAt: '09:00',
    endsOn: '2027-01-31',
    endsAt: '09:00',
    reachBy: '07700 900123',
  })
  await watchDuty(context, systemActor(school.id))
  assert.deepEqual(await titles(), [])
})

test('the head is told while nobody is safeguarding lead', async (t) => {
  const { context, school, query } = await staffedSchools(t)
  await query(`update people.designation set ends_on = '2026-11-23' where role = 'dsl'`)
  await watchDuty(context, systemActor(school.id))
  const head = school.people.head
  const titles = (await reading(context, head, (tx) => tasksOf(tx, head))).map(({ title }) => title)
  assert.ok(titles.includes('Name a safeguarding lead and a deputy'))
})
