import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { features } from '#/app/features.ts'
import { reading } from '#/platform/context.ts'
import { aReport } from '../../../test/a-report.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { receiveReport } from '../reports/index.ts'
import { addPerson, addPersonForm } from './add-person.ts'
import { decideTelling } from './inform-parents.ts'
import { routes } from './routes.ts'
import { visibleIncidents } from './visible-store.ts'

const homeOffers = {
  ...incidentOffers,
  permissions: features.map(({ permissions }) => permissions),
}

test('the log shows, counts and exports the same world to each reader, and every look is on record', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { school } = world
  const door = await openIncidentDoor(world)
  const { lead } = school.people
  await anIncident(world, school.people.teacher)
  await anIncident(world, school.people.teacher, { kind: 'harmfulContact' })
  await anIncident(world, school.people.teacher, { people: [{ personId: lead.personId, part: 'other' }] })
  const log = await door.get('/incidents', 'lead')
  assert.match(log.body, /of <strong>2<\/strong>/)
  assert.doesNotMatch(log.body, /AL-2026-0003/)
  const narrowed = await door.get('/incidents?state=overdue', 'lead')
  assert.match(narrowed.body, /Nothing matches/)
  const csv = await door.get('/incidents.csv', 'coordinator')
  assert.match(csv.body, /AL-2026-0001/)
  assert.doesNotMatch(csv.body, /AL-2026-0002/, 'harm is not the co-ordinator’s to see')
  const reads = await world.query<{ did: string }>('select did from audit.inbox order by at, did')
  assert.ok(reads.some(({ did }) => did === 'incidents.listed'))
  assert.ok(reads.some(({ did }) => did === 'incidents.exported'))
  assert.equal((await door.get('/incidents', 'teacher')).body.includes('AL-2026'), false)
})

test('one incident is read, added to and closed through its pages, and bad ids are not found', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const door = await openIncidentDoor(world)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { incidentId } = await receiveReport(context, school.people.teacher, aReport())
  const own = `/incidents/${incidentId}`
  const shown = await door.get(own, 'lead')
  assert.match(shown.body, /Unkind messages in a class chat\./)
  assert.match(shown.body, /Nobody has opened it yet/)
  const looked = await door.post(`${own}/people/add`, { find: 'ti' }, 'lead')
  assert.match(looked.body, /Tia Brook/)
  assert.equal(looked.statusCode, 200)
  const added = await door.post(`${own}/people/add`, { personId: child.personId, part: 'victim' }, 'lead')
  assert.equal(added.statusCode, 303)
  assert.equal((await door.post(`${own}/do/answerFirstQuestions`, {}, 'lead')).statusCode, 404)
  // The address says what is done, whatever a field says.
  await door.post(`${own}/do/begin`, { action: 'answerFirstQuestions' }, 'lead')
  assert.match((await door.get(own, 'lead')).body, /First questions/)
  assert.equal(
    (await door.post(`${own}/close`, { done: 'x', told: 'x', change: 'x', changeBy: 'nobody' }, 'lead'))
      .statusCode,
    409,
  )
  const refused = await door.post(
    `${own}/close`,
    { done: 'Talked to both.', told: 'Nobody.', change: 'Nothing.', changeBy: 'nobody' },
    'lead',
  )
  assert.equal(refused.statusCode, 409)
  assert.match(refused.body, /Talked to both\./)
  for (const path of [
    '/incidents/1',
    '/incidents/../x',
    `/incidents/${school.id}`,
    `${own}/people/1/remove`,
  ]) {
    assert.equal((await door.get(path, 'lead')).statusCode, 404, path)
  }
  for (const form of [
    'add',
    'facts',
    'kind',
    'access',
    'parents',
    'parents/decide',
    'it',
    'people/add',
    'do/begin',
  ]) {
    assert.equal((await door.get(`${own}/${form}`, 'lead')).statusCode, 200, form)
  }
})

test('whoever names an adult of the school is told before that it passes on, and after it where it is', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const { teacher } = world.school.people
  const { id } = await anIncident(world, teacher)
  const path = `/incidents/${id}/people/add`
  assert.match((await door.get(path, 'coordinator')).body, /passes to the case manager alone/)
  const body = { part: 'allegedInstigator', personId: teacher.personId }
  const sent = await door.post(path, body, 'coordinator')
  assert.deepEqual([sent.statusCode, sent.headers.location], [303, '/s/alder/incidents/passed-on'])
  assert.equal((await door.get(path, 'coordinator')).statusCode, 404)
  assert.doesNotMatch((await door.get(path, 'head')).body, /passes to the case manager alone/)
})

test('that a parent was told is asked only once it was decided; until then the page says what comes first', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead } = school.people
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Robin Vale' })
  const { id } = await anIncident(world, school.people.teacher)
  const page = (path: '/parents' | '/parents/decide') =>
    askRoute(context, lead, routes, `GET /incidents/:id${path}`, { params: { id } })
  assert.match(await page('/parents'), /Add the child first/)
  assert.match(await page('/parents/decide'), /Add the child first/)
  const victim = addPersonForm.parse({ personId: child.personId, part: 'victim' })
  await addPerson(context, lead, id, victim)
  assert.match(await page('/parents/decide'), /<form/)
  const early = await page('/parents')
  assert.match(early, /not decided yet/)
  assert.doesNotMatch(early, /<form/)
  await decideTelling(context, lead, id, { pupilId: child.personId, decision: 'mayBeTold', why: 'No risk.' })
  assert.match(await page('/parents'), /Whom did you tell/)
})

test('earlier incidents of the same child stand on the page for those who may see them', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { teacher } = school.people
  const door = await openIncidentDoor(world)
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Robin Vale' })
  const people = [{ personId: child.personId, part: 'victim' as const }]
  const quiet = await anIncident(world, teacher, { people })
  const grave = await anIncident(world, teacher, { kind: 'blackmail', childAtRisk: true, people })
  const own = `/incidents/${quiet.id}`
  const toLead = await door.get(own, 'lead')
  assert.ok(toLead.body.includes(grave.reference))
  assert.match(toLead.body, /1 other incident that you may see/)
  const toCoordinator = await door.get(own, 'coordinator')
  assert.equal(toCoordinator.statusCode, 200)
  assert.doesNotMatch(toCoordinator.body, new RegExp(`${grave.reference}|other incident that you may see`))
})

test('a page of the log comes from an index, under row security', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { id } = await anIncident(world, school.people.teacher)
  await world.query(
    `insert into incidents.incident (school_id, id, reference, register, kind, catalogue_version, state,
       happened_precision, happened_where, told_at, description, safeguarding, possible_child_image, opened_at)
     select school_id, gen_random_uuid(), 'X-' || n, register, kind, 1, state, 'unknown', 'unknown',
            told_at - n * interval '1 hour', description, n % 5 = 0, false, opened_at
       from incidents.incident, generate_series(1, 5000) n where id = $1`,
    [id],
  )
  await world.query('vacuum analyze incidents.incident')
  const { lead } = school.people
  const plan = await reading(context, lead, async (tx) => {
    const visible = await visibleIncidents(tx, lead)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select i.id from incidents.incident i where i.school_id = ${school.id} and ${visible}
       order by i.told_at desc, i.id desc limit 25`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  assert.match(plan, /Index (Only )?Scan using incident_told/)
  assert.doesNotMatch(plan, /Sort|Seq Scan on incident/)
})

test('the home page counts what nobody has opened, for whoever may read it', async (t) => {
  const world = await staffedSchools(t, homeOffers)
  const door = await openIncidentDoor(world)
  assert.doesNotMatch((await door.get('/tasks', 'lead')).body, /Not opened yet/)
  const { id } = await anIncident(world, world.school.people.teacher, { kind: 'harmfulContact' })
  assert.match((await door.get('/tasks', 'lead')).body, /1 report of possible harm that nobody has opened/)
  assert.doesNotMatch((await door.get('/tasks', 'coordinator')).body, /Not opened yet/)
  await door.post(`/incidents/${id}/do/begin`, { action: 'begin' }, 'lead')
  assert.doesNotMatch((await door.get('/tasks', 'lead')).body, /Not opened yet/)
})
