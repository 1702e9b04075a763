import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSchoolDoor, type SchoolDoor } from '../../../test/school-door.ts'
import { html } from '../web/html.ts'
import { page } from '../web/route.ts'
import { disableLogin, giveTemporaryPassword } from './disable-login.ts'
import { forgetJob } from './forget.ts'
import { renewPassword } from './password-link.ts'
import { hashToken, type Standing, stageOf } from './session.ts'
import { schoolIdOfSession } from './session-store.ts'

let door: SchoolDoor
before(async () => {
  door = await openSchoolDoor({
    routes: [
      {
        method: 'GET',
        path: '/desk',
        may: 'signedIn',
        does: 'a page for people who signed in',
        answer: async () => page({ title: 'Desk', body: html`<h1>Desk</h1>` }),
      },
    ],
  })
})
after(() => door.close())

test('every standing leads to the first thing that is still to do', () => {
  const nothing: Standing = {
    hasSecondFactor: false,
    provedSecondFactor: false,
    needsSecondFactor: false,
    mustChangePassword: false,
    hasRecoveryCodes: false,
  }
  const has = { hasSecondFactor: true, hasRecoveryCodes: true }
  assert.equal(stageOf(nothing), 'open')
  assert.equal(stageOf({ ...nothing, needsSecondFactor: true }), 'enrolment')
  assert.equal(stageOf({ ...nothing, needsSecondFactor: true, provedSecondFactor: true }), 'open')
  assert.equal(stageOf({ ...nothing, mustChangePassword: true, needsSecondFactor: true }), 'newPassword')
  assert.equal(stageOf({ ...nothing, ...has, mustChangePassword: true }), 'secondFactor')
  assert.equal(stageOf({ ...nothing, ...has, provedSecondFactor: true }), 'open')
  assert.equal(
    stageOf({ ...nothing, ...has, provedSecondFactor: true, hasRecoveryCodes: false }),
    'recoveryCodes',
  )
})

test('disabling a login ends every session of it at once, and says so to whoever must know', async () => {
  const person = await door.add('on.two.devices', ['teacher'])
  const devices = [door.visitor(), door.visitor()]
  for (const device of devices) await device.signIn(person)
  for (const device of devices) assert.equal((await device.get('/desk')).statusCode, 200)
  await door.inSchool((tx) =>
    disableLogin(door.context, tx, door.system, { personId: person.id, why: 'Left the school' }),
  )
  for (const device of devices) assert.equal((await device.get('/desk')).statusCode, 303)
  assert.deepEqual(door.announced.at(-1), {
    happening: 'signIn.loginDisabled',
    payload: { personIds: [person.id] },
  })
})

test('a reset password ends every session, and the old password is void', async () => {
  const person = await door.add('forgetful', ['teacher'])
  const device = door.visitor()
  await device.signIn(person)
  const path = await door.inSchool((tx) => renewPassword(door.context, tx, door.system, person.id))
  assert.equal((await device.get('/desk')).statusCode, 303)
  assert.equal((await door.visitor().signIn(person)).statusCode, 422)
  const password = 'teapot giraffe october'
  assert.equal((await door.visitor().post(`${path}/choose`, { password, again: password })).statusCode, 303)
  assert.equal((await door.visitor().signIn({ ...person, password })).statusCode, 303)
})

test('a session ends after an hour without use, and after twelve hours in any case', async () => {
  const person = await door.add('long.day', ['teacher'])
  const idle = door.visitor()
  await idle.signIn(person)
  door.wait(59 * 60)
  assert.equal((await idle.get('/desk')).statusCode, 200)
  door.wait(61 * 60)
  assert.equal((await idle.get('/desk')).statusCode, 303)
  const busy = door.visitor()
  await busy.signIn(person)
  for (let hour = 0; hour < 15; hour += 1) {
    door.wait(48 * 60)
    if (hour < 14) assert.equal((await busy.get('/desk')).statusCode, 200, `after ${(hour + 1) * 48} minutes`)
  }
  assert.equal((await busy.get('/desk')).statusCode, 303)
})

test('a person sees where they are signed in and ends it there, but never somebody else’s', async () => {
  const [person, other] = [
    await door.add('many.places', ['teacher']),
    await door.add('other.one', ['teacher']),
  ]
  const [here, there, elsewhere] = [door.visitor(), door.visitor(), door.visitor()]
  await here.signIn(person)
  await there.signIn(person)
  await elsewhere.signIn(other)
  const shown = await here.get('/account')
  assert.match(shown.body, /Chrome on Linux/)
  const ends = [...shown.body.matchAll(/\/account\/sessions\/([\w-]+)\/end/g)].map((match) => match[1])
  assert.equal(ends.length, 1)
  await elsewhere.get('/account')
  assert.equal((await elsewhere.post(`/account/sessions/${ends[0]}/end`)).statusCode, 404)
  assert.equal((await here.post(`/account/sessions/${ends[0]}/end`)).statusCode, 303)
  assert.equal((await there.get('/desk')).statusCode, 303)
  assert.equal((await here.get('/desk')).statusCode, 200)
})

test('each step of signing in gives a new token, and the earlier one is void', async () => {
  const person = await door.add('new.tokens', ['teacher'])
  const visitor = door.visitor()
  await visitor.signIn(person)
  const first = visitor.cookies.get('schoolkeeper') ?? ''
  await visitor.get('/step-up')
  await visitor.post('/step-up', { password: person.password })
  const second = visitor.cookies.get('schoolkeeper') ?? ''
  assert.notEqual(first, second)
  assert.equal(await schoolIdOfSession(door.context.db, hashToken(first)), null)
  assert.equal(await schoolIdOfSession(door.context.db, hashToken(second)), door.school.id)
})

test('a temporary password opens nothing but the page for a new one', async () => {
  const person = await door.add('temporary', ['teacher'])
  await door.inSchool((tx) =>
    giveTemporaryPassword(door.context, tx, door.system, {
      personId: person.id,
      password: 'told at the gate',
    }),
  )
  const visitor = door.visitor()
  const answer = await visitor.signIn({ ...person, password: 'told at the gate' })
  assert.match(String(answer.headers.location), /\/sign-in\/new-password\?/)
  assert.match(String((await visitor.get('/desk')).headers.location), /\/sign-in\/new-password\?/)
  const again = { password: 'told at the gate', again: 'told at the gate' }
  assert.match((await visitor.post('/sign-in/new-password', again)).body, /the password you have now/)
  const password = 'walnut steamer pavement'
  assert.equal((await visitor.post('/sign-in/new-password', { password, again: password })).statusCode, 303)
  assert.equal((await visitor.get('/desk')).statusCode, 200)
})

test('opening a link to a password changes nothing; it works once and for fourteen days', async () => {
  const person = await door.add('linked', ['teacher'])
  const path = await door.inSchool((tx) => renewPassword(door.context, tx, door.system, person.id))
  const scanner = door.visitor()
  for (let i = 0; i < 3; i += 1) {
    const shown = await scanner.get(path)
    assert.match(shown.body, /Alder Primary/)
    assert.doesNotMatch(shown.body, /linked/)
  }
  assert.match((await scanner.post(path)).body, /linked/)
  assert.match(
    (await scanner.post(`${path}/choose`, { password: 'short', again: 'short' })).body,
    /at least 12/,
  )
  const password = 'ladder violin breakfast'
  assert.equal((await scanner.post(`${path}/choose`, { password, again: password })).statusCode, 303)
  assert.equal((await scanner.post(`${path}/choose`, { password, again: password })).statusCode, 404)
  const later = await door.inSchool((tx) => renewPassword(door.context, tx, door.system, person.id))
  door.wait(14 * 24 * 3600 + 1)
  assert.equal((await scanner.post(later)).statusCode, 404)
})

test('what is over is forgotten at night, and open sessions are not', async () => {
  const person = await door.add('night.owl', ['teacher'])
  const visitor = door.visitor()
  await visitor.signIn(person)
  door.wait(3 * 24 * 3600)
  const fresh = door.visitor()
  await fresh.signIn(person)
  await forgetJob.run(door.context, door.system, {})
  const { rows } = await door.inSchool((tx) =>
    tx
      .withTables<{ 'sign_in.session': { id: string; person_id: string } }>()
      .selectFrom('sign_in.session')
      .select('id')
      .where('person_id', '=', person.id)
      .execute()
      .then((rows) => ({ rows })),
  )
  assert.equal(rows.length, 1)
  assert.equal((await fresh.get('/desk')).statusCode, 200)
})
