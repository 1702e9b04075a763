import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { disableLogin, inviteLogin } from '#/platform/sign-in/sign-in.ts'
import { trailAbout } from '../../../test/ground.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { decideDesignation } from '../people/decide-designation.ts'
import { designatePerson } from '../people/designate-person.ts'
import { designationsOf } from '../people/designation-store.ts'
import { endDesignation } from '../people/end-designation.ts'
import { dutyPermissions } from '../people/index.ts'
import { endAccess, leaveSchool } from '../people/leave-school.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { peopleSettings } from '../people/settings.ts'
import { secondPersonHeeds } from './ask-second-person.ts'
import { escalateTasks } from './escalate-tasks.ts'
import { giveTask } from './give-task.ts'
import { tasksOf } from './my-tasks.ts'
import { passingHeeds } from './pass-on-tasks.ts'
import type { NewTask } from './task.ts'

const yesterday = '2026-11-23'
const why = 'Works elsewhere now.'

async function aSchoolThatChanges(t: TestContext) {
  const world = await staffedSchools(t, {
    heeds: [...secondPersonHeeds, ...passingHeeds],
    permissions: [peoplePermissions, dutyPermissions],
    settings: peopleSettings,
  })
  const { context, school } = world
  const { people } = school
  const system = systemActor(school.id)
  const give = (to: NewTask['to'], parts: Partial<NewTask> = {}) =>
    inTransaction(context, system, (tx) =>
      giveTask(context, tx, system, {
        to,
        kind: 'incidents.readReport',
        title: 'Read a new report',
        about: { kind: 'incident', id: newId() },
        path: '/incidents',
        urgency: 'soon',
        ...parts,
      }),
    )
  const whoHas = async () => {
    const having: StaffName[] = []
    for (const [name, actor] of Object.entries(people) as [StaffName, typeof people.head][]) {
      const roles = await reading(context, actor, (tx) => designationsOf(tx, school.id, actor.personId))
      const today = new Set<string>(
        roles.filter(({ endsOn }) => endsOn === null || endsOn > yesterday).map(({ role }) => role),
      )
      const tasks = await reading(context, actor, (tx) => tasksOf(tx, { ...actor, roles: today }))
      if (tasks.length > 0) having.push(name)
    }
    return having
  }
  const endRole = async (name: StaffName) => {
    const [held] = await reading(context, people.head, (tx) =>
      designationsOf(tx, school.id, people[name].personId),
    )
    assert.ok(held)
    await endDesignation(context, people.head, { designationId: held.id, endsOn: yesterday, why })
  }
  return { ...world, people, system, give, whoHas, endRole }
}

test('what a leaver had to do goes to somebody else with the leaving, and is never lost', async (t) => {
  const { context, school, people, give, whoHas } = await aSchoolThatChanges(t)
  const { taskId } = await give({ personId: people.deputy.personId }, { otherwise: 'dsl' })
  assert.deepEqual(await whoHas(), ['deputy'])
  await leaveSchool(context, people.head, { personId: people.deputy.personId, lastDay: yesterday })
  assert.deepEqual(await whoHas(), ['lead'])
  const task = await reading(context, people.lead, (tx) => tasksOf(tx, people.lead))
  assert.deepEqual(
    task.map(({ id }) => id),
    [taskId],
  )
  assert.ok((await trailAbout(context, school.id, task[0]?.aboutId ?? '')).includes('tasks.moved'))
})

test('what nobody else can do ends with the leaver’s access, and nobody is told of it', async (t) => {
  const { context, school, people, give, whoHas, query } = await aSchoolThatChanges(t)
  const own = { otherwise: 'dsl', endsWithPerson: true } as const
  const about = { kind: 'person', id: people.teacher.personId }
  await give({ personId: people.teacher.personId }, { ...own, about })
  await give({ personId: people.deputy.personId }, own)
  await leaveSchool(context, people.head, { personId: people.teacher.personId, lastDay: yesterday })
  assert.deepEqual(await whoHas(), ['deputy'])
  assert.ok((await trailAbout(context, school.id, about.id)).includes('tasks.notNeeded'))
  assert.equal((await query('select from tasks.notice')).length, 2)
})

test('who leaves at the end of today keeps their tasks until the day is over', async (t) => {
  const { context, people, system, give, whoHas, setTime } = await aSchoolThatChanges(t)
  await give({ personId: people.deputy.personId }, { otherwise: 'dsl' })
  await leaveSchool(context, people.head, { personId: people.deputy.personId, lastDay: '2026-11-24' })
  assert.deepEqual(await whoHas(), ['deputy'])
  setTime('2026-11-25T00:05:00Z')
  await endAccess(context, system)
  assert.deepEqual(await whoHas(), ['lead'])
})

test('who is sent home in the middle of the day keeps no task, by name or by role', async (t) => {
  const { context, people, give, whoHas } = await aSchoolThatChanges(t)
  await give({ personId: people.lead.personId }, { otherwise: 'coordinator' })
  await give({ role: 'dsl' })
  const leaving = { personId: people.lead.personId, lastDay: '2026-12-31', accessEnds: 'now' } as const
  await leaveSchool(context, people.head, leaving)
  assert.deepEqual(
    (await whoHas()).filter((name) => name !== 'lead'),
    ['deputy', 'secondDeputy', 'coordinator'],
  )
  assert.deepEqual(
    await reading(context, people.lead, (tx) => tasksOf(tx, { ...people.lead, roles: new Set() })),
    [],
  )
})

test('the tasks of a role whose last holder gave it up go to the deputies, and to the next holder at once', async (t) => {
  const { context, people, give, whoHas, endRole } = await aSchoolThatChanges(t)
  await give({ role: 'dsl' })
  await endRole('lead')
  assert.deepEqual(await whoHas(), ['deputy', 'secondDeputy'])
  await give({ role: 'head' })
  const asked = await designatePerson(context, people.head, {
    personId: people.teacher.personId,
    role: 'head',
    startsOn: '2026-11-24',
    why,
  })
  assert.ok(asked.state === 'asked')
  // The deputies are asked to agree as well; what is looked at here is the head's own task.
  await decideDesignation(context, people.deputy, { requestId: asked.requestId, decision: 'agreed', why: '' })
  assert.deepEqual(await whoHas(), ['deputy', 'secondDeputy', 'teacher'])
})

test('who gave up a role is asked for no agreement any more; the others still are', async (t) => {
  const { context, people, whoHas, endRole } = await aSchoolThatChanges(t)
  const request = {
    personId: people.teacher.personId,
    role: 'deputyDsl',
    startsOn: '2026-11-24',
    why,
  } as const
  await designatePerson(context, people.head, request)
  assert.deepEqual(await whoHas(), ['lead', 'deputy', 'secondDeputy', 'chair'])
  await endRole('deputy')
  assert.deepEqual(await whoHas(), ['lead', 'secondDeputy', 'chair'])
})

test('what waits for somebody whose sign-in was closed goes to the next person besides', async (t) => {
  const { context, school, people, system, give, whoHas } = await aSchoolThatChanges(t)
  await inTransaction(context, system, async (tx) => {
    for (const name of ['lead', 'deputy'] as const) {
      await inviteLogin(context, tx, system, { personId: people[name].personId, signInName: name })
    }
  })
  await give({ personId: people.teacher.personId }, { otherwise: 'coordinator' })
  await give({ role: 'dsl' })
  // Their own signature waits for them.
  await give({ personId: people.lead.personId }, { endsWithPerson: true })
  await inTransaction(context, system, (tx) =>
    disableLogin(context, tx, system, { personId: people.lead.personId, why }),
  )
  // The lead is the only one who holds the role: those who stand in are told at once.
  const told = await reading(context, people.head, (tx) => tasksOf(tx, people.head))
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['tasks.cannotSignIn'],
  )
  assert.equal(await escalateTasks(context, system), 1)
  assert.deepEqual(await whoHas(), ['lead', 'deputy', 'secondDeputy', 'head', 'teacher'])
  const ofDeputy = await reading(context, people.deputy, (tx) => tasksOf(tx, people.deputy))
  assert.deepEqual(ofDeputy.map(({ kind }) => kind).sort(), ['incidents.readReport', 'tasks.cannotSignIn'])
  assert.deepEqual(await reading(context, people.chair, (tx) => tasksOf(tx, people.chair)), [])
  assert.deepEqual(
    await trailAbout(context, school.id, people.lead.personId).then((did) => did.at(-1)),
    'tasks.given',
  )
})
