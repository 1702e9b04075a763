import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { keptFromOf } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { declareRelative } from '../people/declare-relative.ts'
import { keepGuardian } from '../people/keep-guardian.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { escalateTasks } from '../tasks/escalate-tasks.ts'
import { tasks } from '../tasks/feature.ts'
import { giveTask, tasksOf } from '../tasks/index.ts'
import { addPerson } from './add-person.ts'
import { incidents } from './feature.ts'
import { listInvolvement } from './involvement-store.ts'
import { removePerson } from './remove-person.ts'
import { seesIncident } from './store.ts'

/** A child who is harmed, the office, and a task of whoever leads safeguarding. */
async function aHarmedChild(t: TestContext) {
  const world = await staffedSchools(t, {
    ...incidentOffers,
    permissions: [...incidentOffers.permissions, peoplePermissions],
    heeds: [...(tasks.heeds ?? []), ...(incidents.heeds ?? [])],
  })
  const { context, school } = world
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const office = await aPerson(context, school.id, { name: 'Ola Office', roles: ['office'] })
  const people = [{ personId: child.personId, part: 'victim' as const }]
  const { id } = await anIncident(world, school.people.teacher, { kind: 'harmfulContact', people })
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) =>
    giveTask(context, tx, system, {
      to: { role: 'deputyDsl' },
      kind: 'triage.possibleHarm',
      title: 'Read an incident that cannot wait',
      about: { kind: 'incident', id },
      path: `/incidents/${id}`,
      urgency: 'now',
    }),
  )
  const among = async (ask: (actor: (typeof school.people)[StaffName]) => Promise<boolean>) => {
    const names: string[] = []
    for (const [name, actor] of Object.entries(school.people)) if (await ask(actor)) names.push(name)
    return names.sort()
  }
  const seenBy = () => among((actor) => reading(context, actor, (tx) => seesIncident(tx, actor, id)))
  const owedBy = () =>
    among(async (actor) => (await reading(context, actor, (tx) => tasksOf(tx, actor))).length > 0)
  const declare = (name: StaffName, relativeId = child.personId) =>
    declareRelative(context, office, {
      personId: school.people[name].personId,
      relativeId,
      relation: 'aunt',
    })
  return { ...world, id, child, office, system, seenBy, owedBy, declare }
}

test('a relative who is declared because of an incident loses it, its tasks and its e-mails, and is not escalated to', async (t) => {
  const world = await aHarmedChild(t)
  const { context, school, query, setTime, system } = world
  assert.deepEqual(await world.seenBy(), ['deputy', 'head', 'lead', 'secondDeputy'])
  await world.declare('deputy')
  assert.deepEqual(await world.seenBy(), ['head', 'lead', 'secondDeputy'])
  await world.declare('secondDeputy')
  assert.deepEqual(await world.seenBy(), ['head', 'lead'])
  assert.deepEqual(await world.owedBy(), ['lead'], 'passed on to whoever comes next')
  const waiting = await query<{ person_id: string }>(
    'select person_id from tasks.notice where sent_at is null and withdrawn_at is null',
  )
  assert.deepEqual(
    waiting.map((row) => row.person_id),
    [school.people.lead.personId],
  )
  await world.declare('head')
  setTime('2026-11-24T10:15:00Z')
  await escalateTasks(context, system)
  assert.deepEqual(await world.owedBy(), ['chair', 'lead'])
})

test('where everybody who led turns out to be close to the child, the next person is let in', async (t) => {
  const { seenBy, owedBy, declare } = await aHarmedChild(t)
  for (const name of ['lead', 'deputy', 'secondDeputy', 'head'] as const) await declare(name)
  assert.deepEqual(await seenBy(), ['chair'])
  assert.deepEqual(await owedBy(), ['chair'])
})

test('a parent who works here is kept out from the day on which the office notes that they are the parent', async (t) => {
  const { context, school, office, child, seenBy } = await aHarmedChild(t)
  await keepGuardian(context, office, {
    pupilId: child.personId,
    guardianId: school.people.lead.personId,
    relation: 'mother',
    parentalResponsibility: 'yes',
    mayBeContacted: true,
    maySign: true,
    maySee: true,
    addressWithheld: false,
  })
  assert.deepEqual(await seenBy(), ['deputy', 'head', 'secondDeputy'])
})

test('a relation to a witness, to a relative, or to whoever was taken out again keeps nobody from it', async (t) => {
  const { context, school, id, seenBy, declare } = await aHarmedChild(t)
  const { head, teacher, lead } = school.people
  await addPerson(context, head, id, { part: 'witness', personId: teacher.personId, described: '' })
  await declare('deputy', teacher.personId)
  await declare('lead')
  await declare('deputy', lead.personId)
  assert.deepEqual(await seenBy(), ['deputy', 'head', 'secondDeputy'])
  await addPerson(context, head, id, { part: 'other', personId: lead.personId, described: '' })
  assert.deepEqual(await seenBy(), ['head', 'secondDeputy'], 'now it is about the lead too')
  const lines = await reading(context, head, (tx) => listInvolvement(tx, school.id, id))
  const line = lines.find(({ personId }) => personId === lead.personId)
  await removePerson(context, head, id, line?.id ?? '', { why: 'Somebody else of the same name' })
  await declare('head', lead.personId)
  assert.deepEqual(await seenBy(), ['deputy', 'head', 'secondDeputy'])
})

test('whoever was kept from it for less, and is a subject now, has relatives who are kept from it too', async (t) => {
  const { context, school, id, seenBy, declare } = await aHarmedChild(t)
  const { head, lead, deputy } = school.people
  await declare('lead')
  await addPerson(context, head, id, { part: 'other', personId: lead.personId, described: '' })
  await declare('deputy', lead.personId)
  assert.deepEqual(await seenBy(), ['head', 'secondDeputy'])
  const kept = await lookInto(context, school.id, (tx) => keptFromOf(tx, school.id, id))
  assert.ok(kept.has(deputy.personId))
})
