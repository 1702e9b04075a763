import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateSync } from 'otplib'
import { openSchoolDoor, type SchoolDoor, type Somebody, type Visitor } from '../../../test/school-door.ts'
import { html } from '../web/html.ts'
import { page } from '../web/route.ts'

let door: SchoolDoor
before(async () => {
  const show = async () => page({ title: 'Desk', body: html`<h1>Desk</h1>` })
  door = await openSchoolDoor({
    routes: [
      { method: 'GET', path: '/desk', may: 'signedIn', does: 'a page', answer: show },
      { method: 'GET', path: '/seal', may: 'signedIn', stepUp: true, does: 'a sensitive page', answer: show },
    ],
  })
})
after(() => door.close())

const codeOf = (secret: string) => generateSync({ secret, epoch: door.time.now.getTime() / 1000 })

/** Signs in for the first time, enrols an app and keeps the recovery codes. */
async function enrol(person: Somebody): Promise<{ visitor: Visitor; secret: string; codes: string[] }> {
  const visitor = door.visitor()
  await visitor.signIn(person)
  await visitor.post('/sign-in/enrol')
  const shown = await visitor.get('/sign-in/enrol/app')
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1] ?? '').replaceAll(' ', '')
  const answer = await visitor.post('/sign-in/enrol/app', { code: codeOf(secret) })
  assert.match(String(answer.headers.location), /\/sign-in\/recovery-codes\?/)
  const printed = await visitor.post('/sign-in/recovery-codes')
  return {
    visitor,
    secret,
    codes: [...printed.body.matchAll(/<code>([\w-]+)<\/code>/g)].map((match) => match[1] ?? ''),
  }
}

test('a role that needs a second factor opens nothing until one is set up and its recovery codes are shown', async () => {
  const head = await door.add('the.head', ['head'])
  const visitor = door.visitor()
  const first = await visitor.signIn(head)
  assert.match(String(first.headers.location), /\/sign-in\/enrol\?/)
  assert.match(String((await visitor.get('/desk')).headers.location), /\/sign-in\/enrol\?/)
  const { visitor: enrolled, codes } = await enrol(head)
  assert.equal((await enrolled.get('/desk')).statusCode, 200)
  assert.equal(new Set(codes).size, 10)
  assert.doesNotMatch((await enrolled.get('/sign-in/recovery-codes')).body, new RegExp(codes[0] ?? 'none'))
  const trail = await door.trail()
  for (const did of ['signIn.secondFactorEnrolled', 'signIn.recoveryCodesMade', 'signIn.succeeded']) {
    assert.ok(trail.includes(did), did)
  }
})

test('a code of the app works once: sent again it is refused, and so is one from before it', async () => {
  const lead = await door.add('replayed', ['lead'])
  const { secret } = await enrol(lead)
  const earlier = codeOf(secret)
  door.wait(60)
  const code = codeOf(secret)
  const first = door.visitor()
  assert.match(String((await first.signIn(lead)).headers.location), /\/sign-in\/second-factor\?/)
  assert.equal((await first.get('/desk')).statusCode, 303)
  assert.equal((await first.post('/sign-in/second-factor', { code })).statusCode, 303)
  assert.equal((await first.get('/desk')).statusCode, 200)
  const second = door.visitor()
  await second.signIn(lead)
  assert.equal((await second.post('/sign-in/second-factor', { code })).statusCode, 422)
  assert.equal((await second.post('/sign-in/second-factor', { code: earlier })).statusCode, 422)
  assert.equal((await second.get('/desk')).statusCode, 303)
})

test('guessing codes is slowed down like guessing passwords', async () => {
  const lead = await door.add('guessed', ['lead'])
  await enrol(lead)
  const visitor = door.visitor()
  await visitor.signIn(lead)
  const seen: number[] = []
  for (let i = 0; i < 4; i += 1) {
    seen.push((await visitor.post('/sign-in/second-factor', { code: '000000' })).statusCode)
  }
  assert.deepEqual(seen, [422, 422, 422, 429])
})

test('a recovery code opens the door once', async () => {
  const lead = await door.add('lost.phone', ['lead'])
  const { codes } = await enrol(lead)
  const recoveryCode = (codes[3] ?? '').toUpperCase().replaceAll('-', ' ')
  for (const status of [303, 422]) {
    const visitor = door.visitor()
    await visitor.signIn(lead)
    assert.equal((await visitor.post('/sign-in/second-factor', { recoveryCode })).statusCode, status)
  }
  assert.ok((await door.trail()).includes('signIn.recoveryCodeUsed'))
})

test('proof of identity lasts ten minutes, and with an app enrolled the password is no proof', async () => {
  const lead = await door.add('steps.up', ['lead'])
  const { visitor, secret } = await enrol(lead)
  assert.equal((await visitor.get('/seal')).statusCode, 200)
  door.wait(599)
  assert.equal((await visitor.get('/seal')).statusCode, 200)
  door.wait(1)
  const asked = await visitor.get('/seal')
  assert.equal(asked.headers.location, '/s/alder/step-up?next=%2Fs%2Falder%2Fseal')
  await visitor.get('/step-up')
  assert.equal((await visitor.post('/step-up', { password: lead.password })).statusCode, 422)
  const answer = await visitor.post('/step-up', { code: codeOf(secret), next: '/s/alder/seal' })
  assert.equal(answer.headers.location, '/s/alder/seal')
  assert.equal((await visitor.get('/seal')).statusCode, 200)
})

test('who is given a powerful role while signed in must set up a second factor before the next page', async () => {
  const person = await door.add('promoted', ['teacher'])
  const visitor = door.visitor()
  await visitor.signIn(person)
  assert.equal((await visitor.get('/desk')).statusCode, 200)
  door.people.set(person.id, { name: person.name, roles: new Set(['teacher', 'lead']) })
  assert.match(String((await visitor.get('/desk')).headers.location), /\/sign-in\/enrol\?/)
})

test('nobody skips a step by its address', async () => {
  const lead = await door.add('skips.steps', ['lead'])
  await enrol(lead)
  const visitor = door.visitor()
  await visitor.signIn(lead)
  for (const path of [
    '/sign-in/enrol',
    '/sign-in/recovery-codes',
    '/sign-in/new-password',
    '/account',
    '/step-up',
  ]) {
    assert.match(String((await visitor.get(path)).headers.location), /\/sign-in\/second-factor/, path)
  }
  assert.match(String((await visitor.post('/sign-in/recovery-codes')).headers.location), /second-factor/)
})
