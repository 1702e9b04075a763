import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import {
  agree,
  askForSecond,
  reviewBreakGlass,
  type TwoPersonAction,
  useGrant,
  withdraw,
} from '#/platform/two-person/two-person.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { decideDesignation } from '../people/decide-designation.ts'
import { designatePerson } from '../people/designate-person.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { peopleSettings } from '../people/settings.ts'
import { secondPersonHeeds } from './ask-second-person.ts'
import { endLapsedTasks } from './end-task.ts'
import { tasksOf } from './my-tasks.ts'

const reset: TwoPersonAction = {
  id: 'test.reset',
  words: 'reset something',
  aboutKind: 'person',
  askedBy: ['head'],
  agreedBy: ['head', 'dsl', 'deputyDsl'],
  waitsForHours: 24,
  grantLastsMinutes: 60,
  path: () => '/reset',
}
const rescue: TwoPersonAction = {
  ...reset,
  id: 'test.rescue',
  agreedBy: ['chairOfGovernors'],
  breakGlass: { reviewedBy: ['coordinator', 'head'] },
}
const reason = 'Lost her phone, seen in person.'

async function heeding(t: TestContext) {
  const world = await staffedSchools(t, {
    heeds: secondPersonHeeds,
    permissions: [peoplePermissions],
    settings: peopleSettings,
  })
  const { context, school } = world
  const { people } = school
  const whoHasOne = async () => {
    const names: StaffName[] = []
    for (const [name, actor] of Object.entries(people) as [StaffName, typeof people.head][]) {
      const tasks = await reading(context, actor, (tx) => tasksOf(tx, actor))
      if (tasks.length > 0) names.push(name)
    }
    return names
  }
  const as = <T>(name: StaffName, work: (tx: Tx) => Promise<T>) => inTransaction(context, people[name], work)
  const aboutId = people.secondDeputy.personId
  const ask = (action: TwoPersonAction) =>
    as('head', (tx) => askForSecond(context, tx, people.head, { action, aboutId, reason }))
  return { ...world, people, whoHasOne, as, ask, aboutId }
}

test('whoever may agree gets a task, but neither who asked nor whom it is about, until it is answered', async (t) => {
  const { context, people, whoHasOne, as, ask } = await heeding(t)
  const id = await ask(reset)
  assert.deepEqual(await whoHasOne(), ['lead', 'deputy'])
  await as('deputy', (tx) => agree(context, tx, people.deputy, reset, id))
  assert.deepEqual(await whoHasOne(), [])
})

test('asked again after nobody answered, it is still one task', async (t) => {
  const { context, people, setTime, ask } = await heeding(t)
  await ask(reset)
  setTime('2026-11-26T10:00:00Z')
  people.head.steppedUpAt = context.clock()
  await ask(reset)
  const tasks = await reading(context, people.lead, (tx) => tasksOf(tx, people.lead))
  assert.equal(tasks.length, 1)
})

test('the task ends when the request lapses, and lasts as long as what was asked again', async (t) => {
  const { context, people, setTime, ask, whoHasOne, school } = await heeding(t)
  await ask(reset)
  setTime('2026-11-25T10:00:01Z')
  people.head.steppedUpAt = context.clock()
  await ask(reset)
  const system = systemActor(school.id)
  assert.equal(await endLapsedTasks(context, system), 0)
  assert.deepEqual(await whoHasOne(), ['lead', 'deputy'])
  setTime('2026-11-26T10:00:01Z')
  assert.equal(await endLapsedTasks(context, system), 1)
  assert.deepEqual(await whoHasOne(), [])
})

test('what was asked can be taken back by who asked, which ends the task, and by nobody else', async (t) => {
  const { context, people, as, ask, whoHasOne } = await heeding(t)
  const id = await ask(reset)
  await assert.rejects(
    as('lead', (tx) => withdraw(context, tx, people.lead, reset, id)),
    NotFound,
  )
  await as('head', (tx) => withdraw(context, tx, people.head, reset, id))
  assert.deepEqual(await whoHasOne(), [])
  await assert.rejects(
    as('deputy', (tx) => agree(context, tx, people.deputy, reset, id)),
    /taken back/,
  )
  await ask(reset)
  assert.deepEqual(await whoHasOne(), ['lead', 'deputy'])
})

test('a role that nobody answered for is no task any more after a fortnight', async (t) => {
  const { context, people, setTime, whoHasOne, school } = await heeding(t)
  const request = { personId: people.teacher.personId, role: 'deputyDsl', startsOn: '2026-11-24' } as const
  await designatePerson(context, people.head, { ...request, why: 'A second deputy is needed.' })
  assert.deepEqual(await whoHasOne(), ['lead', 'deputy', 'secondDeputy', 'chair'])
  setTime('2026-12-08T10:00:00Z')
  await endLapsedTasks(context, systemActor(school.id))
  assert.deepEqual(await whoHasOne(), [])
})

test('what was done outside the usual way is a task for those who review it', async (t) => {
  const { context, people, whoHasOne, as, ask, aboutId } = await heeding(t)
  const id = await ask(rescue)
  assert.deepEqual(await whoHasOne(), ['chair'])
  await as('chair', (tx) => agree(context, tx, people.chair, rescue, id))
  await as('head', (tx) => useGrant(context, tx, people.head, rescue, aboutId))
  assert.deepEqual(await whoHasOne(), ['coordinator'])
  await as('coordinator', (tx) => reviewBreakGlass(context, tx, people.coordinator, rescue, id, 'Needed.'))
  assert.deepEqual(await whoHasOne(), [])
})

test('a powerful role that was asked for is a task for those who may agree to it', async (t) => {
  const { context, people, whoHasOne } = await heeding(t)
  const asked = await designatePerson(context, people.head, {
    personId: people.teacher.personId,
    role: 'deputyDsl',
    startsOn: '2026-11-24',
    why: 'New in post',
  })
  assert.ok(asked.state === 'asked')
  assert.deepEqual(await whoHasOne(), ['lead', 'deputy', 'secondDeputy', 'chair'])
  const { requestId } = asked
  await decideDesignation(context, people.lead, { requestId, decision: 'refused', why: 'Not trained yet' })
  assert.deepEqual(await whoHasOne(), [])
})
