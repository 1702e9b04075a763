import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { aConcern, allegationOffers, seesIncident, welfareOf } from '../../../test/a-concern.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { declareRelative } from '../people/declare-relative.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { tasks } from '../tasks/feature.ts'
import { tasksOf } from '../tasks/index.ts'
import { findAllegation } from './store.ts'

async function aMatter(t: TestContext) {
  const world = await staffedSchools(t, {
    ...allegationOffers,
    permissions: [...allegationOffers.permissions, peoplePermissions],
    heeds: [...(tasks.heeds ?? []), ...allegationOffers.heeds],
  })
  const { context, school } = world
  const { head, coordinator, teacher } = school.people
  const { allegationId: id } = await aConcern(world, teacher, coordinator, {
    childDescribed: 'A girl in Year 2',
  })
  const see = (name: StaffName) => {
    const actor = school.people[name]
    return reading(context, actor, (tx) => findAllegation(tx, { actor, now: context.clock() }, id))
  }
  const declare = (name: StaffName) =>
    declareRelative(context, head, {
      personId: school.people[name].personId,
      relativeId: coordinator.personId,
      relation: 'spouse',
    })
  return { ...world, id, see, declare }
}

test('a case manager who turns out to be close to the adult gives the matter up, and the next one has it', async (t) => {
  const world = await aMatter(t)
  const { context, school, id, see, declare } = world
  assert.equal((await see('head')).caseManager, 'head')
  await declare('head')
  await assert.rejects(see('head'), NotFound)
  assert.equal((await see('chair')).caseManager, 'chairOfGovernors')
  const { head, chair } = school.people
  const owed = (actor: typeof head) => reading(context, actor, (tx) => tasksOf(tx, actor))
  assert.ok((await owed(chair)).some(({ aboutId }) => aboutId === id))
  assert.deepEqual(await owed(head), [])
  const concern = await welfareOf(world, id)
  assert.ok(concern)
  assert.ok(!(await seesIncident(world, concern)).includes('head'), 'the child’s own concern neither')
})

test('where nobody is left who may manage it, it is decided outside the school', async (t) => {
  const { id, declare, query } = await aMatter(t)
  await declare('head')
  await declare('chair')
  const rows = await query('select case_manager, state from allegations.allegation where id = $1', [id])
  assert.deepEqual(rows, [{ case_manager: null, state: 'outside' }])
})

test('what is closed stays closed, and a lead who is close to the adult loses the child’s concern alone', async (t) => {
  const world = await aMatter(t)
  const { id, see, declare, query } = world
  const concern = await welfareOf(world, id)
  assert.ok(concern)
  await declare('deputy')
  assert.ok(!(await seesIncident(world, concern)).includes('deputy'))
  assert.equal((await see('head')).caseManager, 'head')
  await query(`update allegations.allegation set state = 'closed', threshold = 'below', closed_at = now()`)
  await declare('head')
  await declare('chair')
  const rows = await query('select case_manager, state from allegations.allegation where id = $1', [id])
  assert.deepEqual(rows, [{ case_manager: 'chairOfGovernors', state: 'closed' }])
  await assert.rejects(see('chair'), NotFound)
})
