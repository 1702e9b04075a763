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
