import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { leaveSchool } from '../people/leave-school.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { giveTask } from './give-task.ts'
import { fieldOf, leftKinds } from './left-tasks.ts'
import { tasksOf } from './my-tasks.ts'
import { openTask } from './open-task.ts'
import { passingHeeds } from './pass-on-tasks.ts'
import { type PassTasks, passTasks } from './pass-tasks.ts'
import { tasksLeftBy } from './passing-store.ts'
import { permissions } from './permissions.ts'
import { leaverTaskRoutes } from './routes-leaver.ts'
import type { NewTask } from './task.ts'

/** A teacher leaves on Friday week; three incidents wait to be finished by them, and one piece of evidence to be kept. */
async function aLeaver(t: TestContext, parts: { accessEnds?: 'now' } = {}) {
  const world = await staffedSchools(t, {
    permissions: [permissions, peoplePermissions],
    heeds: passingHeeds,
  })
  const { context, school } = world
  const { teacher, head } = school.people
  const office = await aPerson(context, school.id, { name: 'Ofra Office', roles: ['office'] })
  const system = systemActor(school.id)
  const give = (change: Partial<NewTask> = {}) =>
    inTransaction(context, system, async (tx) => {
      const about = { kind: 'incident', id: newId() }
      const { taskId } = await giveTask(context, tx, system, {
        to: { personId: teacher.personId },
        otherwise: 'coordinator',
        kind: 'incidents.finish',
        title: 'Finish the incident',
        about,
        path: '/incidents',
        urgency: 'normal',
        ...change,
      })
      return { taskId: taskId ?? '', aboutId: change.about?.id ?? about.id }
    })
  const finish = [await give(), await give(), await give()]
  const keep = await give({ kind: 'evidence.keep', title: 'Keep the evidence', urgency: 'soon' })
  const leaves = (accessEnds: 'afterLastDay' | 'now' = parts.accessEnds ?? 'afterLastDay') =>
    leaveSchool(context, head, { personId: teacher.personId, lastDay: '2026-12-04', accessEnds })
  await leaves()
  const left = (actor: PersonActor) =>
    reading(context, actor, (tx) => tasksLeftBy(tx, actor, teacher.personId, { locked: false }))
  const titles = async (actor: PersonActor) =>
    (await reading(context, actor, (tx) => tasksOf(tx, actor))).map(({ title }) => title).sort()
  /** Passes on what the actor sees of it. */
  const pass = async (actor: PersonActor, chosen: Partial<PassTasks>) =>
    passTasks(context, actor, teacher.personId, {
      chosen: { everything: null, byField: new Map(), ...chosen },
      seen: await left(actor),
    })
  return { ...world, ...school.people, office, give, finish, keep, left, titles, pass }
}

test('everything of a leaver goes to one colleague but one kind, which goes to another; each is told once', async (t) => {
  const all = await aLeaver(t)
  const { context, school, office, teacher, coordinator, deputy, titles, pass, query, finish } = all
  const before = (await query('select from tasks.notice')).length
  const byField = new Map([[fieldOf({ kind: 'evidence.keep', title: 'Keep the evidence' }), deputy.personId]])
  const came = await pass(office, { everything: coordinator.personId, byField })
  assert.deepEqual(came, { passed: 4, stayed: 0 })
  assert.deepEqual(await titles(teacher), [])
  assert.deepEqual(await titles(coordinator), Array(3).fill('Finish the incident'))
  assert.deepEqual(await titles(deputy), ['Keep the evidence'])
  const told = await query<{ person_id: string; urgency: string; task_id: null }>(
    'select person_id, urgency, task_id, about_id from tasks.notice order by created_at offset $1',
    [before],
  )
  assert.deepEqual(
    told.map(({ person_id, urgency, task_id }) => [person_id, urgency, task_id]).sort(),
    [
      [coordinator.personId, 'normal', null],
      [deputy.personId, 'soon', null],
    ].sort(),
  )
  assert.ok((await trailAbout(context, school.id, teacher.personId)).includes('tasks.passedOn'))
  for (const { aboutId } of finish)
    assert.deepEqual(await trailAbout(context, school.id, aboutId), ['tasks.given', 'tasks.moved'])
})

test('whose access ended at once: what went to the next role by itself is shared out, what somebody opened is not', async (t) => {
  const all = await aLeaver(t, { accessEnds: 'now' })
  const { context, office, coordinator, deputy, titles, pass, left, finish } = all
  assert.deepEqual(
    (await left(office)).map(({ waitsWith }) => waitsWith),
    Array(4).fill('coordinator'),
  )
  await openTask(context, coordinator, finish[0]?.taskId ?? '')
  assert.deepEqual(await pass(office, { everything: deputy.personId }), { passed: 3, stayed: 0 })
  assert.deepEqual(await titles(coordinator), ['Finish the incident'])
  assert.equal((await titles(deputy)).length, 3)
  assert.deepEqual(await left(office), [])
})

test('nobody passes on or is given what is kept from them, and the leaver’s own signature is nobody else’s', async (t) => {
  const all = await aLeaver(t)
  const { context, school, office, coordinator, pass, left, give, titles, finish, keep } = all
  await give({ kind: 'agreements.sign', title: 'Sign', endsWithPerson: true })
  await give({ title: 'Look at what was asked', notFor: [office.personId] })
  const keptFrom = (aboutId: string | undefined, { personId }: PersonActor) =>
    inTransaction(context, systemActor(school.id), (tx) =>
      keepFrom(tx, { schoolId: school.id, recordId: aboutId ?? '', at: context.clock() }, [
        { personId, why: 'subject' },
      ]),
    )
  await keptFrom(finish[0]?.aboutId, office)
  await keptFrom(keep.aboutId, coordinator)
  assert.deepEqual(
    (await left(office)).map(({ title }) => title),
    ['Finish the incident', 'Finish the incident', 'Keep the evidence'],
  )
  assert.deepEqual(await pass(office, { everything: coordinator.personId }), { passed: 2, stayed: 1 })
  assert.deepEqual(await titles(coordinator), ['Finish the incident', 'Finish the incident'])
  await assert.rejects(pass(office, { everything: coordinator.personId }), /None of these can be handed/)
})

test('only for somebody who leaves, by whom it is for, to somebody who works here', async (t) => {
  const all = await aLeaver(t)
  const { context, otherSchool, office, teacher, chair, deputy, lead, pass, titles } = all
  await assert.rejects(pass(chair, { everything: deputy.personId }), NotAllowed)
  await assert.rejects(pass(otherSchool.people.head, { everything: deputy.personId }), NotFound)
  for (const taker of [chair, teacher, otherSchool.people.deputy])
    await assert.rejects(pass(office, { everything: taker.personId }), Refused)
  const chosen = { everything: deputy.personId, byField: new Map() }
  await assert.rejects(passTasks(context, office, lead.personId, { chosen, seen: [] }), /does not leave/)
  // The page has not shown them, so they are not handed over.
  await assert.rejects(
    passTasks(context, office, teacher.personId, { chosen, seen: [] }),
    /None of these can be handed/,
  )
  assert.equal((await titles(teacher)).length, 4)
  assert.deepEqual(await pass(teacher, { everything: deputy.personId }), { passed: 4, stayed: 0 })
})

test('the page lists each kind once with whom it waits for, and says what was passed on', async (t) => {
  const { context, office, teacher, coordinator, chair, left } = await aLeaver(t)
  const of = { params: { person: teacher.personId } }
  const address = '/people/:person/tasks'
  const drawn = await askRoute(context, office, leaverTaskRoutes, `GET ${address}`, of)
  assert.match(drawn, /Pass on the tasks of teacher alder/)
  assert.match(drawn, /Finish the incident \(3\)/)
  assert.match(drawn, /Who is to do all 4\?/)
  const again = await askRoute(context, office, leaverTaskRoutes, `POST ${address}`, { ...of, body: {} })
  assert.match(again, /Choose who is to do them, all or one kind/)
  const body = {
    everything: '',
    [fieldOf({ kind: 'incidents.finish', title: 'Finish the incident' })]: coordinator.personId,
  }
  const to = await askRoute(context, office, leaverTaskRoutes, `POST ${address}`, { ...of, body })
  assert.match(to, /passed=3&stayed=0$/)
  assert.deepEqual(
    leftKinds(await left(office)).map(({ title, tasks }) => [title, tasks.length]),
    [['Keep the evidence', 1]],
  )
  await assert.rejects(askRoute(context, chair, leaverTaskRoutes, `GET ${address}`, of), NotAllowed)
  assert.match(await askRoute(context, teacher, leaverTaskRoutes, 'GET /tasks/pass-on'), /Pass on your tasks/)
})
