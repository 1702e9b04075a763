import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { peopleNotToTell, personNamed } from './named-people.ts'

test('who must not be told is everybody whose name it could be, and nobody for words that name nobody', async (t) => {
  const { context, school } = await staffedSchools(t, incidentOffers)
  const one = await aPerson(context, school.id, { name: 'Sam Green' })
  const two = await aPerson(context, school.id, { name: 'Sam Green' })
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Sam Greene' })
  const kept = (typed: string) => lookInto(context, school.id, (tx) => peopleNotToTell(tx, school.id, typed))
  const both = [one.personId, two.personId].toSorted()
  for (const typed of ['Sam Green', 'Mr Green', 'sam', 'Please not Mrs Green!']) {
    assert.deepEqual((await kept(typed)).toSorted(), both, typed)
  }
  assert.deepEqual(await kept('Sam Greene'), [child.personId])
  assert.deepEqual(await kept('lead alder'), [school.people.lead.personId])
  for (const typed of ['', 'no', 'nobody', 'my mum', 'none']) assert.deepEqual(await kept(typed), [], typed)
  assert.equal(await lookInto(context, school.id, (tx) => personNamed(tx, school.id, 'Sam Green')), null)
})

test('a child who names half a name is not read by whoever may be meant; whoever reads it is asked that first', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const answers = {
    version: 'junior',
    what: 'message',
    safe: 'notSure',
    words: '',
    who: 'notSay',
    whoName: '',
    talkTo: '',
    name: '',
  }
  const once = 'token-of-one-drawn-form'
  await door.post('/report/child', { ...answers, notTell: 'Mrs Lead', step: 'check', once }, 'class')
  await door.post('/report/child', { ...answers, notTell: 'lead', step: 'check', once: `${once}-2` }, 'class')
  const rows = await world.query<{ id: string }>('select id from incidents.incident order by told_at')
  assert.equal(rows.length, 2)
  for (const { id } of rows) {
    assert.equal((await door.get(`/incidents/${id}`, 'lead')).statusCode, 404)
    const read = await door.get(`/incidents/${id}`, 'deputy')
    assert.equal(read.statusCode, 200)
    assert.match(read.body, /Whom is this about, and who must not know\?/)
  }
})

test('a colleague who types a name that two people have is asked which; not sure guesses nobody', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const one = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Mia Shaw' })
  const two = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Mia Shaw' })
  const only = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Leo Park' })
  const form = {
    danger: 'no',
    kind: 'bullying',
    what: 'Messages in a chat.',
    affected: 'Leo Park, mia  shaw',
    doneBy: '',
    aboutAdult: 'no',
    notTell: '',
    image: 'no',
    onlineService: '',
  }
  const send = (more: Readonly<Record<string, string>>) =>
    door.post('/report/staff', { ...form, ...more }, 'teacher')
  const asked = await send({})
  assert.equal(asked.statusCode, 422)
  assert.match(asked.body, /Which mia {2}shaw is it\?/)
  assert.doesNotMatch(asked.body, /Which Leo Park/)
  assert.match(asked.body, /Messages in a chat\./, 'nothing typed is lost')
  assert.equal(
    (await send({ which0: only.personId })).statusCode,
    422,
    'somebody of another name is no answer',
  )
  assert.deepEqual(await world.query('select from reports.report'), [])
  assert.equal((await send({ which0: two.personId })).statusCode, 303)
  assert.equal((await send({ which0: 'notSure' })).statusCode, 303)
  const rows = await world.query<{ person_id: string | null; described: string | null }>(
    `select person_id, described from incidents.involvement where role = 'victim' order by added_at, id`,
  )
  assert.deepEqual(
    rows.map(({ person_id, described }) => person_id ?? described),
    [only.personId, two.personId, only.personId, 'mia  shaw'],
  )
  assert.ok(!rows.some(({ person_id }) => person_id === one.personId))
  const outside = await door.post('/report/other', { ...form, contact: '' })
  assert.equal(outside.statusCode, 200, 'nobody outside is shown who there is')
  assert.doesNotMatch(outside.body, /Which mia/)
})
