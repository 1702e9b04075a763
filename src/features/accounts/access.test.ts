import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { tasksOf } from '../tasks/index.ts'
import { rightsOn } from './access-store.ts'
import { reviewAccess } from './ask-reviews.ts'
import { accounts } from './feature.ts'
import { forgottenOf } from './forgotten-store.ts'
import { giveAll } from './give-accounts.ts'
import { type AddResource, addResource, confirmAccess, grantRight, noteImplemented } from './keep-access.ts'
import { addGeneric } from './keep-generic.ts'
import { routes } from './routes.ts'

/** A school with a technician, and a confidential folder that the coordinator answers for. */
async function aFolder(t: TestContext, parts: Partial<AddResource> = {}) {
  const world = await staffedSchools(t, { permissions: [accounts.permissions], heeds: accounts.heeds ?? [] })
  const { context, school } = world
  const { coordinator, head } = school.people
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  const system = systemActor(school.id)
  const request: AddResource = {
    name: 'SEN plans',
    kind: 'folder',
    holds: 'Support plans of pupils',
    sensitivity: 'confidential',
    ownerId: coordinator.personId,
    presetBy: null,
    ...parts,
  }
  const id = await addResource(context, head, request)
  const kinds = async (who: PersonActor) =>
    (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)
  const rights = () => lookInto(context, school.id, (tx) => rightsOn(tx, school.id, id))
  return { ...world, technician, system, request, id, kinds, rights }
}

const byRole = {
  role: 'deputyDsl',
  personId: null,
  level: 'read' as const,
  why: 'Plans for children',
  lastDay: null,
}

test('whoever answers for a folder lets in roles that need it and people until a day, and never everybody into what is confidential', async (t) => {
  const { context, school, otherSchool, technician, request, id, kinds, rights } = await aFolder(t)
  const { coordinator, teacher, head } = school.people
  await assert.rejects(addResource(context, teacher, request), NotAllowed)
  await assert.rejects(
    addResource(context, head, { ...request, ownerId: otherSchool.people.head.personId }),
    NotFound,
  )
  await assert.rejects(grantRight(context, teacher, id, byRole), NotAllowed, 'not theirs to give')
  await assert.rejects(grantRight(context, otherSchool.people.coordinator, id, byRole), NotFound)
  await assert.rejects(grantRight(context, coordinator, id, { ...byRole, role: 'staff' }), /confidential/)
  for (const wrong of [{ role: 'wizard' }, { role: null, personId: 'nobody' }]) {
    await assert.rejects(grantRight(context, coordinator, id, { ...byRole, ...wrong }), /from the list/)
  }
  await grantRight(context, coordinator, id, byRole)
  await assert.rejects(grantRight(context, coordinator, id, byRole), /already/)
  const person = { ...byRole, role: null, personId: teacher.personId, lastDay: '2026-12-18' }
  await assert.rejects(grantRight(context, coordinator, id, { ...person, lastDay: '2029-12-18' }), /last day/)
  await grantRight(context, coordinator, id, person)
  assert.equal((await rights()).length, 2)
  assert.ok((await kinds(technician)).includes('accounts.implement'), 'whoever implements it is asked to')
  await assert.rejects(noteImplemented(context, teacher, id), NotAllowed)
  await noteImplemented(context, technician, id)
  assert.ok(!(await kinds(technician)).includes('accounts.implement'))
  const reach = await askRoute(context, head, routes, 'GET /people/:person/access', {
    params: { person: teacher.personId },
  })
  assert.match(reach, /SEN plans/)
})

test('the owner confirms the list each period; whoever is not confirmed loses access, and so does what is over', async (t) => {
  const { context, school, technician, system, id, kinds, rights, setTime } = await aFolder(t)
  const { coordinator, teacher } = school.people
  const keep = await grantRight(context, coordinator, id, byRole)
  await grantRight(context, coordinator, id, { ...byRole, role: 'head' })
  const person = { ...byRole, role: null, personId: teacher.personId, lastDay: '2026-12-18' }
  await grantRight(context, coordinator, id, person)
  await noteImplemented(context, technician, id)
  await reviewAccess(context, system)
  assert.ok(!(await kinds(coordinator)).includes('accounts.reviewAccess'), 'not before its time')
  setTime('2027-06-07T09:00:00Z')
  await reviewAccess(context, system)
  await reviewAccess(context, system)
  assert.equal((await rights()).length, 2, 'one person’s right was over')
  assert.deepEqual(
    (await kinds(coordinator)).filter((kind) => kind === 'accounts.reviewAccess'),
    ['accounts.reviewAccess'],
  )
  const wanted = { keeps: [keep], remark: null }
  await assert.rejects(confirmAccess(context, teacher, id, wanted), NotAllowed)
  assert.deepEqual(await confirmAccess(context, coordinator, id, wanted), { kept: 1, removed: 1 })
  assert.ok(!(await kinds(coordinator)).includes('accounts.reviewAccess'))
  assert.ok((await kinds(technician)).includes('accounts.implement'))
  assert.deepEqual(
    (await trailAbout(context, school.id, id)).filter((did) => did.startsWith('accounts.')).slice(-2),
    ['accounts.rightsEnded', 'accounts.accessConfirmed'],
  )
})

test('forgotten logons are found each week and become one task', async (t) => {
  const { context, school, system, technician, kinds, query } = await aFolder(t)
  const { teacher, head } = school.people
  await giveAll(context, system)
  const found = () =>
    lookInto(context, school.id, async (tx) =>
      (
        await forgottenOf(tx, school.id, {
          today: '2026-11-24',
          unusedSince: new Date('2026-09-01T00:00:00Z'),
        })
      ).map(({ logonName, why }) => [logonName, why]),
    )
  assert.deepEqual(await found(), [])
  await addGeneric(context, head, { logonName: 'library', purpose: 'Library', ownerId: teacher.personId })
  await addGeneric(context, head, { logonName: 'reception', purpose: 'Screen', ownerId: head.personId })
  await query(`update accounts.account set last_used_at = '2026-05-01' where logon_name = 'reception'`)
  await query(`update people.person set left_on = '2026-11-20' where id = $1`, [teacher.personId])
  const [own] = await query<{ name: string }>(
    `select logon_name as name from accounts.account where person_id = $1`,
    [teacher.personId],
  )
  assert.deepEqual(await found(), [
    [own?.name, 'gone'],
    ['library', 'nobody'],
    ['reception', 'unused'],
  ])
  await reviewAccess(context, system)
  await reviewAccess(context, system)
  assert.deepEqual(
    (await kinds(technician)).filter((kind) => kind === 'accounts.forgotten'),
    ['accounts.forgotten'],
  )
  assert.match(
    await askRoute(context, technician, routes, 'GET /accounts/forgotten'),
    /Nobody answers for it/,
  )
})

test('the pages list folders, ask the owner, and keep what was typed', async (t) => {
  const { context, school, id } = await aFolder(t, { presetBy: 'The county’s ICT service' })
  const { coordinator, teacher } = school.people
  assert.match(await askRoute(context, teacher, routes, 'GET /access'), /SEN plans/)
  const params = { id }
  assert.match(
    await askRoute(context, coordinator, routes, 'GET /access/:id', { params }),
    /county’s ICT service/,
  )
  const half = { to: `person:${teacher.personId}`, level: 'read', why: 'Covers', lastDay: '' }
  const again = await askRoute(context, coordinator, routes, 'POST /access/:id/rights', {
    params,
    body: half,
  })
  assert.match(again, /Covers/)
  const confirmed = await askRoute(context, coordinator, routes, 'POST /access/:id/confirm', {
    params,
    body: {},
  })
  assert.equal(confirmed, `/s/alder/access/${id}`)
})
