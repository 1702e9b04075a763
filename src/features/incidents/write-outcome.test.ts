import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { listInvolvement } from './involvement-store.ts'
import { writeOutcome } from './write-outcome.ts'

async function aChildInIt(world: Awaited<ReturnType<typeof staffedSchools>>) {
  const { context, school } = world
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { id } = await anIncident(world, school.people.teacher, {
    people: [{ personId: child.personId, part: 'victim' }],
  })
  const read = () => lookInto(context, school.id, (tx) => listInvolvement(tx, school.id, id))
  const [victim] = await read()
  return { id, involvementId: victim?.id ?? '', read }
}

test('what came of it stands beside the person, and what was written before stays on the timeline', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, query } = world
  const { id, involvementId, read } = await aChildInIt(world)
  const { lead } = school.people
  await writeOutcome(context, lead, id, involvementId, {
    outcome: sensitive('Talks with the pastoral lead.'),
  })
  await writeOutcome(context, lead, id, involvementId, { outcome: sensitive('Settled, and moved group.') })
  assert.equal((await read())[0]?.outcome, 'Settled, and moved group.')
  const says = await query<{ says: string }>(
    'select says from incidents.event where says is not null order by id',
  )
  assert.deepEqual(
    says.map((row) => row.says),
    ['Talks with the pastoral lead.', 'Settled, and moved group.'],
  )
  const trail = await trailAbout(context, school.id, id)
  assert.equal(trail.filter((did) => did === 'incidents.outcomeWritten').length, 2)
})

test('who does not work on incidents writes no outcome, another school finds none, and a form says what is missing', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, otherSchool } = world
  const { id, involvementId } = await aChildInIt(world)
  const request = { outcome: sensitive('x') }
  await assert.rejects(writeOutcome(context, otherSchool.people.lead, id, involvementId, request), NotFound)
  await assert.rejects(writeOutcome(context, school.people.lead, id, id, request), NotFound)
  await assert.rejects(
    writeOutcome(
      context,
      { ...school.people.lead, roles: new Set(['dsl']) },
      id,
      involvementId,
      request,
    ).then(() => writeOutcome(context, school.people.teacher, id, involvementId, request)),
    (error) => error instanceof NotAllowed || error instanceof NotFound,
  )
  const door = await openIncidentDoor(world)
  const sent = await door.post(`/incidents/${id}/people/${involvementId}/outcome`, { outcome: ' ' }, 'lead')
  assert.equal(sent.statusCode, 422)
  assert.match(sent.body, /Write what came of it for this person/)
})

test('nobody involved and an end of access are buttons, each where it is looked for', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { school } = world
  const door = await openIncidentDoor(world)
  const { id } = await anIncident(world, school.people.teacher)
  assert.match(
    (await door.get(`/incidents/${id}`, 'lead')).body,
    new RegExp(`/incidents/${id}/people/nobody`),
  )
  const nobody = await door.post(`/incidents/${id}/people/nobody`, {}, 'lead')
  assert.equal(nobody.statusCode, 303)
  const page = await door.get(`/incidents/${id}`, 'lead')
  assert.match(page.body, /somebody has looked and said so/)
  assert.doesNotMatch(page.body, /people\/nobody/)
  const { personId } = school.people.teacher
  await door.post(`/incidents/${id}/access`, { personId, why: 'Teaches the class' }, 'lead')
  const shared = await door.get(`/incidents/${id}/access`, 'lead')
  assert.match(shared.body, new RegExp(`/incidents/${id}/access/${personId}/end`))
  await door.post(`/incidents/${id}/access/${personId}/end`, {}, 'lead')
  assert.doesNotMatch((await door.get(`/incidents/${id}/access`, 'lead')).body, /Teaches the class/)
})
