import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aConcern, allegationOffers, seesIncident, welfareOf } from '../../../test/a-concern.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { findIncident, keepFromSubjects, listInvolvement } from '../incidents/index.ts'
import type { PeopleTables } from '../people/tables.ts'
import { tasksOf } from '../tasks/index.ts'
import { keepIncidentFrom } from './keep-incident-from.ts'
import { openWelfareConcern } from './open-welfare-concern.ts'
import { findAllegation } from './store.ts'

const welfare: readonly {
  about: StaffName
  roles?: readonly string[]
  seen: readonly StaffName[]
  task: StaffName[]
}[] = [
  {
    about: 'coordinator',
    seen: ['deputy', 'head', 'lead', 'secondDeputy'],
    task: ['lead', 'deputy', 'secondDeputy'],
  },
  { about: 'lead', seen: ['deputy', 'head', 'secondDeputy'], task: ['deputy', 'secondDeputy'] },
  { about: 'head', seen: ['deputy', 'lead', 'secondDeputy'], task: ['lead', 'deputy', 'secondDeputy'] },
]
for (const { about, seen, task } of welfare) {
  test(`the child’s own concern, about the ${about}, reaches ${task.join(', ')} without the adult’s case`, async (t) => {
    const world = await staffedSchools(t, allegationOffers)
    const { people } = world.school
    const child = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Tia Brook' })
    const told = await aConcern(world, people.teacher, people[about], { childIds: [child.personId] })
    const incidentId = await welfareOf(world, told.allegationId)
    assert.ok(incidentId)
    assert.deepEqual(await seesIncident(world, incidentId), seen)
    const reader = people.deputy
    const { incident, involved } = await reading(world.context, reader, async (tx) => ({
      incident: await findIncident(tx, reader, incidentId),
      involved: await listInvolvement(tx, world.school.id, incidentId),
    }))
    assert.deepEqual([incident.register, incident.safeguarding], ['pupil', true])
    assert.doesNotMatch(
      incident.description.reveal(),
      /allegation|adult|messages|staff|coordinator|lead alder/i,
    )
    assert.deepEqual(
      involved.map(({ nameThen, part }) => [nameThen, part]),
      [['Tia Brook', 'victim']],
    )
    for (const name of ['lead', 'deputy', 'secondDeputy', 'head', 'coordinator'] as const) {
      const tasks = await reading(world.context, people[name], (tx) => tasksOf(tx, people[name]))
      assert.equal(
        tasks.some(({ aboutId }) => aboutId === incidentId),
        task.includes(name),
        name,
      )
    }
  })
}

test('where head and safeguarding lead are one person and it is about them, the deputy has the child’s concern', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { people, id: schoolId } = world.school
  const today = '2026-11-24'
  await lookInto(world.context, schoolId, (tx) =>
    tx
      .withTables<PeopleTables>()
      .updateTable('people.designation')
      .set({ person_id: people.head.personId })
      .where('school_id', '=', schoolId)
      .where('role', '=', 'dsl')
      .where('starts_on', '<=', today)
      .execute(),
  )
  const told = await aConcern(world, people.teacher, people.head, { childDescribed: 'A boy in Oak class' })
  const incidentId = await welfareOf(world, told.allegationId)
  assert.ok(incidentId)
  const headAndLead = { ...people.head, roles: new Set([...people.head.roles, 'dsl']) }
  await assert.rejects(
    reading(world.context, headAndLead, (tx) => findIncident(tx, headAndLead, incidentId)),
    NotFound,
  )
  assert.ok((await seesIncident(world, incidentId)).includes('deputy'))
})

test('a worry that names no child opens the child’s concern when it is in danger, and not before', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { teacher, coordinator } = world.school.people
  const quiet = await aConcern(world, teacher, coordinator)
  assert.equal(await welfareOf(world, quiet.allegationId), null)
  const danger = await aConcern(world, teacher, coordinator, { danger: 'yes' })
  assert.notEqual(await welfareOf(world, danger.allegationId), null)
})

test('it says who the case manager is, and whether the danger is now', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { head, teacher, coordinator } = world.school.people
  const { allegationId: id } = await aConcern(world, teacher, coordinator)
  const incident = await inTransaction(world.context, head, async (tx) => {
    const found = await findAllegation(tx, { actor: head, now: world.context.clock() }, id)
    const incidentId = await openWelfareConcern(world.context, tx, head, { ...found, danger: true })
    return findIncident(tx, head, incidentId)
  })
  assert.match(incident.description.reveal(), /The case manager is the head teacher/)
  assert.match(incident.description.reveal(), /danger is now. If so, ring 999/)
})

test('an incident that is kept from somebody besides stays so when its people change', async (t) => {
  const world = await staffedSchools(t, allegationOffers)
  const { deputy, lead, teacher } = world.school.people
  const { id } = await anIncident(world, teacher, { kind: 'harmfulContact' })
  await inTransaction(world.context, lead, async (tx) => {
    await keepIncidentFrom(world.context, tx, lead, id, [deputy.personId])
    await keepFromSubjects(world.context, tx, lead, await findIncident(tx, lead, id))
  })
  assert.deepEqual(await seesIncident(world, id), ['head', 'lead', 'secondDeputy'])
})
