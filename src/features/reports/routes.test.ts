import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '#/kernel/id.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { aReport } from '../../../test/a-report.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { aPerson } from '../../../test/ground.ts'
import { openIncidentDoor } from '../../../test/incident-door.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { answerReport } from './answer-report.ts'
import { receiveReport } from './receive-report.ts'
import { slowDown } from './slow-down.ts'

const childAnswers = {
  version: 'junior',
  what: 'unkind',
  safe: 'notSure',
  words: 'He called me a zebra',
  who: 'child',
  whoName: '',
  talkTo: '',
  notTell: '',
  name: '',
}
const staffAnswers = {
  danger: 'no',
  kind: 'bullying',
  what: 'Messages in a chat.',
  affected: '',
  doneBy: '',
  aboutAdult: 'no',
  notTell: '',
  image: 'no',
  onlineService: '',
}
const once = 'token-of-one-drawn-form'

test('a child answers one question a page; nothing is stored before it is sent, and then a code is shown', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const first = await door.post('/report/child', { step: 'start', version: 'junior' }, 'class')
  assert.match(first.body, /What is it about\?/)
  const missing = await door.post('/report/child', { step: 'what', version: 'junior' }, 'class')
  assert.equal(missing.statusCode, 422)
  assert.match(missing.body, /Press the picture that is most like it/)
  const check = await door.post('/report/child', { ...childAnswers, step: 'name' }, 'class')
  assert.match(check.body, /Is this right\?/)
  assert.match(check.body, /He called me a zebra/)
  assert.deepEqual(await world.query('select from reports.report'), [])
  const sent = await door.post('/report/child', { ...childAnswers, step: 'check', once }, 'class')
  assert.match(sent.body, /You did the right thing/)
  assert.doesNotMatch(sent.body, /zebra/)
  assert.equal(sent.headers['cache-control'], 'no-store')
  const [report] = await world.query<{ channel: string; class_session_id: string | null }>(
    'select channel, class_session_id from reports.report',
  )
  assert.equal(report?.channel, 'class')
  assert.ok(report?.class_session_id)
  const next = await door.get('/report/child', 'class')
  assert.doesNotMatch(next.body, /zebra/)
})

test('a form that is sent twice is one report and shows the one code', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const [one, two] = await Promise.all([
    door.post('/report/child', { ...childAnswers, step: 'check', once }),
    door.post('/report/child', { ...childAnswers, step: 'check', once }),
  ])
  const codeIn = (body: string) => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)?.[0]
  assert.ok(codeIn(one.body))
  assert.equal(codeIn(one.body), codeIn(two.body))
  assert.equal((await world.query('select from reports.report')).length, 1)
  const read = await door.post('/report/reply', { code: codeIn(one.body) ?? '' })
  assert.match(read.body, /He called me a zebra/)
  assert.doesNotMatch(read.body, /<title>[^<]*zebra/)
})

test('an answer is shown once: asked again for what was sent, the browser gets the question for the code', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const sent = await door.post('/report/child', { ...childAnswers, step: 'check', once })
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.body)?.[0] ?? ''
  const drawn = /name="once" value="([^"]+)"/.exec((await door.get('/report/reply')).body)?.[1] ?? ''
  const wrong = await door.post('/report/reply', { code: '0000-0000-0000', once: drawn })
  assert.match(wrong.body, /No report has this code/, 'a wrong code does not use up the form')
  const form = { code, once: drawn }
  assert.match((await door.post('/report/reply', form)).body, /He called me a zebra/)
  const again = await door.post('/report/reply', form)
  assert.match(again.body, /To read it again, type your code again/)
  assert.ok(!again.body.includes(code) && !again.body.includes('zebra'))
})

test('until somebody at the school has written, whoever told and wrote again reads that there is no answer yet', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const sent = await door.post('/report/staff', { ...staffAnswers, once }, 'teacher')
  const own = String(sent.headers.location).replace('/s/alder', '')
  assert.match((await door.get(own, 'teacher')).body, /There is no answer yet/)
  await door.post(own, { text: 'It happened again.' }, 'teacher')
  const waiting = (await door.get(own, 'teacher')).body
  assert.match(waiting, /What was written since[\s\S]*It happened again[\s\S]*There is no answer yet/)
  await answerReport(world.context, world.school.people.lead, own.split('/').at(-1) ?? '', {
    text: sensitive('We are on it.'),
  })
  const answered = (await door.get(own, 'teacher')).body
  assert.match(answered, /We are on it/)
  assert.doesNotMatch(answered, /There is no answer yet/)
})

test('a wrong code gets a sentence, and whoever tries many from one address waits and is answered', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const wrong = await door.post('/report/reply', { code: '0000-0000-0000' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /No report has this code/)
  for (let tries = 1; tries < 20; tries += 1) await door.post('/report/reply', { code: '0000-0000-0001' })
  const began = performance.now()
  const slowed = await door.post('/report/reply', { code: '0000-0000-0002' })
  assert.equal(slowed.statusCode, 422)
  assert.ok(performance.now() - began >= 240, 'it waited')
  const kept = JSON.stringify(await world.query('select * from sign_in.count'))
  assert.doesNotMatch(kept, /127\.0\.0\.1/)
})

test('where too many wait, a child keeps every answer, reads whom to ring and how long to wait, and sends it again', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const device: Actor = {
    kind: 'classSession',
    schoolId: world.school.id,
    classSessionId: newId(),
    className: '3B',
    sessionId: newId(),
  }
  const door = await openIncidentDoor(world, { device })
  const told = { ...childAnswers, step: 'check', once }
  const send = () => slowDown(world.context, device, 'send', '127.0.0.1')
  await send()
  await world.query('update sign_in.count set times = 36')
  const waiting = [send(), send(), send()]
  await wait(500)
  const held = await door.post('/report/child', told, 'device')
  await Promise.all(waiting)
  assert.equal(held.statusCode, 429)
  assert.match(held.body, /Wait 10 seconds/)
  for (const help of [/999/, /0800 1111/, /an adult you trust/]) assert.match(held.body, help)
  const fields = [...held.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  const kept = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
  assert.deepEqual(kept, { ...told, csrf: 'token' })
  assert.deepEqual(await world.query('select from reports.report'), [])
  const again = await door.post('/report/child', kept, 'device')
  assert.match(again.body, /You did the right thing/)
  assert.equal((await world.query('select from reports.report')).length, 1)
})

test('too long and hostile fields get a sentence each, and nothing that was typed is lost', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const hostile = `<script>alert(1)</script>" onfocus="x ${'\u202e'}'; drop table --`
  const sent = await door.post(
    '/report/staff',
    { ...staffAnswers, what: 'x'.repeat(8001), affected: hostile, danger: '', happenedTime: '25 o’clock' },
    'teacher',
  )
  assert.equal(sent.statusCode, 422)
  assert.match(sent.body, /<title>Error: /)
  assert.match(sent.body, /Keep this under 8,000 characters/)
  assert.match(sent.body, /If so, ring 999 first/)
  assert.match(sent.body, /Write the time like 2:05pm/)
  assert.ok(sent.body.includes('x'.repeat(8001)))
  const empty = await door.post(
    '/report/staff',
    { happenedTime: '25 o’clock', affected: 'x'.repeat(1001), onlineService: '' },
    'teacher',
  )
  const [, summary = ''] = /error-summary__list">(.*?)<\/ul>/s.exec(empty.body) ?? []
  assert.deepEqual(
    [...summary.matchAll(/href="#([^"]+)"/g)].map(([, field]) => field),
    ['danger', 'kind', 'what', 'affected', 'aboutAdult', 'image', 'happenedTime'],
    'in the order of the page',
  )
  assert.match(sent.body, /drop table --/)
  assert.doesNotMatch(sent.body, /<script>alert/)
  assert.doesNotMatch(sent.body, /" onfocus="x/)
  assert.deepEqual(await world.query('select from reports.report'), [])
})

test('a teacher sends the form in one go and lands on what she wrote', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const child = await aPerson(world.context, world.school.id, { kind: 'pupil', name: 'Tia Brook' })
  const sent = await door.post('/report/staff', { ...staffAnswers, affected: 'tia  brook', once }, 'teacher')
  assert.equal(sent.statusCode, 303)
  const location = String(sent.headers.location)
  assert.match(location, /^\/s\/alder\/my-reports\/[0-9a-f-]{36}$/)
  const mine = await door.get(location.replace('/s/alder', ''), 'teacher')
  assert.match(mine.body, /What kind of thing is it\?[\s\S]*Bullying online[\s\S]*Messages in a chat\./)
  await door.post('/report/staff', { ...staffAnswers, kind: 'virus', once: 'another' }, 'teacher')
  await door.post('/report/staff', { ...staffAnswers, kind: 'selfHarm', once: 'a third' }, 'teacher')
  const list = (await door.get('/my-reports', 'teacher')).body
  for (const general of ['Pupils online', 'Devices, accounts or data', 'A child’s safety'])
    assert.ok(list.includes(general), general)
  assert.doesNotMatch(list, /Self-harm|Messages in a chat|Tia|Brook/, 'it may be read over one’s shoulder')
  const [victim] = await world.query<{ person_id: string; role: string }>(
    `select person_id, role from incidents.involvement where role = 'victim'`,
  )
  assert.equal(victim?.person_id, child.personId)
})

test('a class’s device reads nothing: no list, no report, no incident', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const { reportId, incidentId } = await receiveReport(world.context, world.school.people.teacher, aReport())
  for (const path of ['/my-reports', `/my-reports/${reportId}`, '/incidents', `/incidents/${incidentId}`]) {
    assert.equal((await door.get(path, 'class')).statusCode, 403, path)
  }
})

test('a report about the head passes the head by, named by office or by title', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  const about = { danger: 'no', what: 'The head sent messages.', affected: '', notTell: '', contact: '' }
  await door.post('/report/other', { ...about, aboutAdult: 'head', doneBy: '' })
  const [row] = await world.query<{ id: string }>('select id from incidents.incident')
  assert.equal((await door.get(`/incidents/${row?.id}`, 'head')).statusCode, 404)
  assert.equal((await door.get(`/incidents/${row?.id}`, 'lead')).statusCode, 404)
  assert.equal((await door.get(`/incidents/${row?.id}`, 'chair')).statusCode, 200)
  assert.doesNotMatch((await door.get('/incidents', 'head')).body, /AL-[0-9A-Z]{8}/)
})

test('before the first question stand 999, Childline and when reports are read', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const door = await openIncidentDoor(world)
  for (const path of ['/report', '/report/child', '/report/other']) {
    const { body } = await door.get(path)
    assert.match(body, /999/, path)
    assert.match(body, /0800 1111/, path)
    assert.match(body, /told straight away, day and night/, path)
    assert.doesNotMatch(body, /type="file"/, path)
  }
})
