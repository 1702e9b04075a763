import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson } from '../../../test/ground.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { giveTask, tasksOf } from '../tasks/index.ts'
import { addPerson } from './add-person.ts'
import { listInvolvement } from './involvement-store.ts'
import { removePerson } from './remove-person.ts'
import { findIncident } from './store.ts'

/** Who sees an incident that is about nobody at the school, when it is and when it is not a safeguarding concern. */
const usual = {
  false: ['coordinator', 'deputy', 'head', 'lead', 'secondDeputy'],
  true: ['deputy', 'head', 'lead', 'secondDeputy'],
}

async function seenBy({ context, school }: StaffedSchools, incidentId: string): Promise<string[]> {
  const seeing: string[] = []
  for (const [name, actor] of Object.entries(school.people)) {
    const found = await reading(context, actor, (tx) => findIncident(tx, actor, incidentId)).catch(
      (error) => {
        assert.ok(error instanceof NotFound)
        return null
      },
    )
    if (found) seeing.push(name)
  }
  return seeing.sort()
}

const rows: readonly { about: readonly StaffName[]; seen: readonly string[] }[] = [
  { about: [], seen: usual.true },
  { about: ['head'], seen: ['deputy', 'lead', 'secondDeputy'] },
  { about: ['lead'], seen: ['deputy', 'head', 'secondDeputy'] },
  { about: ['lead', 'deputy', 'secondDeputy'], seen: ['head'] },
  { about: ['head', 'lead'], seen: ['deputy', 'secondDeputy'] },
  { about: ['head', 'lead', 'deputy', 'secondDeputy'], seen: ['chair'] },
  { about: ['head', 'lead', 'deputy', 'secondDeputy', 'chair'], seen: [] },
]

for (const { about, seen } of rows) {
  const whom = about.join(', ') || 'nobody at the school'
  test(`a concern about ${whom} is seen by ${seen.join(', ') || 'nobody'}`, async (t: TestContext) => {
    const world = await staffedSchools(t, incidentOffers)
    const { school } = world
    const { id } = await anIncident(world, school.people.teacher, {
      kind: 'harmfulContact',
      people: about.map((name) => ({ personId: school.people[name].personId, part: 'other' as const })),
    })
    assert.deepEqual(await seenBy(world, id), seen)
  })
}

test('an adult’s matter goes to the head; about the head, to the chair; about both, to nobody in the school', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { school } = world
  const open = (about: readonly StaffName[]) =>
    anIncident(world, school.people.teacher, {
      kind: 'adultOther',
      aboutAdult: true,
      people: about.map((name) => ({
        personId: school.people[name].personId,
        part: 'allegedInstigator' as const,
      })),
    })
  assert.deepEqual(await seenBy(world, (await open(['coordinator'])).id), ['head'])
  assert.deepEqual(await seenBy(world, (await open(['head'])).id), ['chair'])
  assert.deepEqual(await seenBy(world, (await open(['head', 'chair'])).id), [])
})

test('a declared relative of a subject is kept from it as the subject is', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  await world.query(
    `insert into people.relation (school_id, person_id, relative_id, relation, declared_at)
     values ($1, $2, $3, 'aunt', now())`,
    [school.id, school.people.lead.personId, child.personId],
  )
  const { id } = await anIncident(world, school.people.teacher, {
    people: [{ personId: child.personId, part: 'victim' }],
  })
  assert.deepEqual(await seenBy(world, id), ['coordinator', 'deputy', 'head', 'secondDeputy'])
})

test('who is added later loses sight of it and of its tasks; taken out again, they see it again', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, deputy } = school.people
  const { id } = await anIncident(world, school.people.teacher, { kind: 'harmfulContact' })
  await inTransaction(context, systemActor(school.id), (tx) =>
    giveTask(context, tx, systemActor(school.id), {
      to: { role: 'dsl' },
      kind: 'incidents.read',
      title: 'Read a new report',
      about: { kind: 'incident', id },
      path: `/incidents/${id}`,
      urgency: 'now',
    }),
  )
  await addPerson(context, deputy, id, { part: 'other', personId: lead.personId, described: '' })
  assert.deepEqual(await seenBy(world, id), ['deputy', 'head', 'secondDeputy'])
  assert.deepEqual(await reading(context, lead, (tx) => tasksOf(tx, lead)), [])
  const [line] = await reading(context, deputy, (tx) => listInvolvement(tx, school.id, id))
  assert.ok(line)
  await removePerson(context, deputy, id, line.id, { why: 'Somebody else of the same name' })
  assert.deepEqual(await seenBy(world, id), usual.true)
})

test('a witness still sees it, and somebody nobody knows keeps it from nobody', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { school } = world
  const { id } = await anIncident(world, school.people.teacher, {
    people: [
      { personId: school.people.coordinator.personId, part: 'witness' },
      { described: sensitive('Somebody who calls himself Rex'), part: 'allegedInstigator' },
    ],
  })
  assert.deepEqual(await seenBy(world, id), usual.false)
})

test('whoever is not a person sees no incident: a class session, a link, nobody', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { id } = await anIncident(world, school.people.teacher)
  const classSession = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: newId(),
    className: '3B',
  } as const
  const anonymous = { kind: 'anonymous', schoolId: school.id } as const
  const link = { kind: 'guardianLink', schoolId: school.id, linkId: newId() } as const
  for (const actor of [classSession, anonymous, link]) {
    await assert.rejects(
      reading(context, actor, (tx) => findIncident(tx, actor, id)),
      NotFound,
    )
  }
})
