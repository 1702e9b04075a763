import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aReport } from '../../../test/a-report.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { receiveReport } from '../reports/index.ts'
import { addPerson } from './add-person.ts'
import { insertNotApproachable } from './held-back-store.ts'
import { keepFromSubjects } from './keep-from-subjects.ts'
import { releasePerson, releasePersonForm } from './release-person.ts'
import { findIncident } from './store.ts'
import { readTimeline } from './timeline-store.ts'

const why = 'The reporter said on the phone that they meant somebody else.'

async function sees({ context }: StaffedSchools, actor: PersonActor, id: string): Promise<boolean> {
  return reading(context, actor, (tx) => findIncident(tx, actor, id)).then(
    () => true,
    () => false,
  )
}

test('somebody whom the reporter did not mean sees it again and never learns that they did not', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, query } = world
  const { lead, deputy, teacher } = school.people
  const door = await openIncidentDoor(world)
  const { incidentId: id } = await receiveReport(
    context,
    teacher,
    aReport({
      said: [
        { ask: 'What happened?', answer: sensitive('Unkind messages.') },
        { ask: 'Who must not be told?', answer: sensitive('Zebedee') },
      ],
      incident: { notApproachable: [lead.personId] },
    }),
  )
  assert.equal(await sees(world, lead, id), false)
  assert.match((await door.get(`/incidents/${id}`, 'deputy')).body, /Zebedee.*let the others see it again/s)
  assert.match((await door.get(`/incidents/${id}/held`, 'deputy')).body, /lead alder/)
  const posted = await door.post(`/incidents/${id}/held`, { personId: lead.personId, why }, 'deputy')
  assert.equal(posted.statusCode, 303)

  assert.equal(await sees(world, lead, id), true)
  const page = (await door.get(`/incidents/${id}`, 'lead')).body
  assert.doesNotMatch(page, /Zebedee|must not|held back|see it again/i)
  assert.equal((await door.get(`/incidents/${id}/held`, 'lead')).statusCode, 404)
  const lines = await reading(context, lead, (tx) => readTimeline(tx, school.id, id))
  assert.doesNotMatch(JSON.stringify(lines), /held|release|did not mean/i)
  const [release] = await query<{ id: string; why: string }>('select id, why from incidents.release')
  assert.equal(release?.why, why)
  assert.deepEqual(await trailAbout(context, school.id, release?.id ?? ''), ['incidents.released'])
  const asLead = await reading(context, lead, (tx) =>
    tx
      .selectFrom('audit.entry')
      .select('did')
      .where('about_id', '=', release?.id ?? '')
      .execute(),
  )
  assert.deepEqual(asLead, [], 'the trail does not tell them either')
  assert.match((await door.get(`/incidents/${id}`, 'deputy')).body, /Zebedee/)
  assert.equal(await sees(world, deputy, id), true)
})

test('whoever is a subject too stays held back, and named again somebody is held back again', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, deputy, head, teacher } = school.people
  const { id } = await anIncident(world, teacher, { notApproachable: [lead.personId, head.personId] })
  await addPerson(context, deputy, id, { part: 'other', personId: head.personId, described: '' })
  await assert.rejects(releasePerson(context, deputy, id, { personId: head.personId, why }), NotFound)
  await releasePerson(context, deputy, id, { personId: lead.personId, why })
  assert.equal(await sees(world, lead, id), true)
  await inTransaction(context, deputy, async (tx) => {
    const incident = await findIncident(tx, deputy, id)
    const later = new Date(context.clock().getTime() + 1000)
    await insertNotApproachable(tx, school.id, id, [lead.personId], later)
    await keepFromSubjects(context, tx, deputy, incident)
  })
  assert.equal(await sees(world, lead, id), false)
})

test('only those who lead may let go, of whom the school holds back, and say why', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, otherSchool } = world
  const { lead, deputy, coordinator, teacher } = school.people
  const { id } = await anIncident(world, teacher, { notApproachable: [lead.personId] })
  const request = { personId: lead.personId, why }
  await assert.rejects(releasePerson(context, coordinator, id, request), NotAllowed)
  await assert.rejects(releasePerson(context, otherSchool.people.deputy, id, request), NotFound)
  await assert.rejects(releasePerson(context, lead, id, request), NotFound, 'not oneself')
  await assert.rejects(
    releasePerson(context, deputy, id, { ...request, personId: teacher.personId }),
    NotFound,
  )
  const stranger = await aPerson(context, school.id)
  assert.equal(await sees(world, stranger, id), false)
  assert.equal(await sees(world, lead, id), false)
  const read = releasePersonForm.safeParse({ personId: 'x', why: ' ' })
  assert.deepEqual(
    read.error?.issues.map(({ path }) => path[0]),
    ['personId', 'why'],
  )
})
