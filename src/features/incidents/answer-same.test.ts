import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { answerSame, answerSameForm } from './answer-same.ts'
import type { Incident } from './incident.ts'
import { listInvolvement } from './involvement-store.ts'
import { moveIncident } from './move-incident.ts'
import { perhapsSame } from './same-store.ts'
import { findIncident } from './store.ts'

const elsewhere = { onlineService: 'another game' }
const seenAlike = ({ context }: StaffedSchools, actor: PersonActor, incident: Incident) =>
  reading(context, actor, async (tx) =>
    (await perhapsSame(tx, actor, incident)).map(({ id, people, sameService }) => ({
      id,
      people: people.length,
      sameService,
    })),
  )

test('the same people or the same app within three days may be the same matter; other days and registers are not', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { lead, teacher } = world.school.people
  const child = await aPerson(world.context, world.school.id, { kind: 'pupil' })
  const victim = { personId: child.personId, part: 'victim' as const }
  const one = await anIncident(world, teacher, { people: [victim] })
  const both = await anIncident(world, teacher, { people: [{ ...victim, part: 'allegedInstigator' }] })
  const person = await anIncident(world, teacher, { ...elsewhere, people: [victim] })
  const app = await anIncident(world, teacher, { onlineService: 'A Class Chat' })
  await anIncident(world, teacher, elsewhere)
  await anIncident(world, teacher, { people: [victim], happenedAt: new Date('2026-11-19T16:00:00Z') })
  await anIncident(world, teacher, { people: [victim], kind: 'virus' })
  await anIncident(world, world.otherSchool.people.teacher)
  assert.deepEqual(await seenAlike(world, lead, one), [
    { id: both.id, people: 1, sameService: true },
    { id: person.id, people: 1, sameService: false },
    { id: app.id, people: 0, sameService: true },
  ])
  assert.deepEqual(await seenAlike(world, teacher, one), [], 'whoever may not see the others learns of none')
})

test('what is about somebody is not offered to them, on any page', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { coordinator, lead, teacher } = world.school.people
  const one = await anIncident(world, teacher)
  const hidden = await anIncident(world, teacher, {
    people: [{ personId: coordinator.personId, part: 'other' }],
  })
  assert.deepEqual(await seenAlike(world, coordinator, one), [])
  assert.deepEqual(
    (await seenAlike(world, lead, one)).map(({ id }) => id),
    [hidden.id],
  )
  const request = { other: hidden.id, answer: 'notSame' } as const
  await assert.rejects(answerSame(world.context, coordinator, one.id, request), NotFound)
})

test('the same: the one told later is the duplicate, and whoever is in it or may not know stands in the one that stays', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { coordinator, lead, teacher, deputy } = world.school.people
  const [child, friend] = [
    await aPerson(world.context, world.school.id, { kind: 'pupil' }),
    await aPerson(world.context, world.school.id, { kind: 'pupil' }),
  ]
  const first = await anIncident(world, teacher, { people: [{ personId: child.personId, part: 'victim' }] })
  const second = await anIncident(world, teacher, {
    people: [
      { personId: child.personId, part: 'victim' },
      { personId: friend.personId, part: 'allegedInstigator' },
      { described: sensitive('A boy with a red cap'), part: 'witness' },
    ],
    notApproachable: [deputy.personId],
  })
  const { staysId } = await answerSame(world.context, lead, first.id, { other: second.id, answer: 'same' })
  assert.equal(staysId, first.id)
  const [stays, goes, people] = await reading(world.context, lead, async (tx) => [
    await findIncident(tx, lead, first.id),
    await findIncident(tx, lead, second.id),
    await listInvolvement(tx, world.school.id, first.id),
  ])
  assert.deepEqual([stays.state, goes.state, goes.duplicateOf], ['new', 'duplicate', first.id])
  assert.deepEqual(
    people.map(({ part, personId, described }) => [part, personId ?? described]),
    [
      ['victim', child.personId],
      ['allegedInstigator', friend.personId],
      ['witness', 'A boy with a red cap'],
    ],
  )
  await assert.rejects(
    reading(world.context, deputy, (tx) => findIncident(tx, deputy, first.id)),
    NotFound,
    'whom the second reporter could not turn to does not see the first either',
  )
  assert.ok((await trailAbout(world.context, world.school.id, second.id)).includes('incidents.markDuplicate'))
  assert.deepEqual(await seenAlike(world, coordinator, first), [])
})

test('where a child may be harmed in one only, that one stays; by hand the other way round is refused', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { lead, teacher } = world.school.people
  const first = await anIncident(world, teacher)
  const harm = await anIncident(world, teacher, { childAtRisk: true })
  await assert.rejects(
    moveIncident(world.context, lead, harm.id, {
      action: 'markDuplicate',
      says: 'The same chat.',
      duplicateOf: first.id,
    }),
    (error) => error instanceof Refused && /child may be harmed/.test(error.message),
  )
  const { staysId } = await answerSame(world.context, lead, harm.id, { other: first.id, answer: 'same' })
  assert.equal(staysId, harm.id)
})

test('not the same stays said, on both pages, without telling of the other', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const { lead, teacher } = world.school.people
  const one = await anIncident(world, teacher)
  const two = await anIncident(world, teacher)
  assert.match((await door.get(`/incidents/${one.id}`, 'lead')).body, /May be the same/)
  const said = await door.post(`/incidents/${one.id}/same`, { other: two.id, answer: 'notSame' }, 'lead')
  assert.equal(said.statusCode, 303)
  for (const incident of [one, two]) {
    assert.deepEqual(await seenAlike(world, lead, incident), [])
    const { body } = await door.get(`/incidents/${incident.id}`, 'lead')
    assert.doesNotMatch(body, /May be the same/)
    assert.match(body, /Compared with another incident: not the same/)
    assert.ok(
      (await trailAbout(world.context, world.school.id, incident.id)).includes('incidents.saidNotSame'),
    )
  }
  const again = answerSame(world.context, lead, one.id, { other: two.id, answer: 'same' })
  await assert.rejects(again, NotFound)
})

test('whoever may not work on incidents, the other school and a form without an answer change nothing', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { teacher } = world.school.people
  const one = await anIncident(world, teacher)
  const two = await anIncident(world, teacher)
  const request = { other: two.id, answer: 'same' } as const
  const governor = await aPerson(world.context, world.school.id, {
    kind: 'governor',
    roles: ['onlineSafetyGovernor'],
  })
  await assert.rejects(answerSame(world.context, world.otherSchool.people.lead, one.id, request), NotFound)
  await assert.rejects(
    answerSame(world.context, governor, one.id, request),
    (error) => error instanceof NotFound || error instanceof NotAllowed,
  )
  const read = answerSameForm.safeParse({ other: 'x', answer: '' })
  assert.deepEqual(
    read.error?.issues.map(({ path }) => path[0]),
    ['other', 'answer'],
  )
})
