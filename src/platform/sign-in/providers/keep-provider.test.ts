import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { accountOf, domain, openProviderDoor, type ProviderDoor } from '../../../../test/provider-door.ts'
import { testClient } from '../../../../test/sign-in-providers.ts'
import { withScope } from '../../database/database.ts'
import { savePassword } from '../login-store.ts'
import type { Parts } from '../parts.ts'
import { personOfAccount } from './account-store.ts'
import { keepProvider, turnOff } from './keep-provider.ts'
import { findProvider, providersOf } from './provider-store.ts'

let door: ProviderDoor
before(async () => {
  door = await openProviderDoor()
})
after(() => door.close())

/** A refusal needs nothing of what the sign-in is made of but where the provider is. */
const parts = () => ({ providers: { issuerOf: () => door.providers.google.issuer } }) as unknown as Parts

const google = '/sign-in-providers/google'
const usual = {
  belongsTo: domain,
  clientId: testClient.id,
  clientSecret: testClient.secret,
  kinds: 'teacher',
}

test('a connection is tried before it is turned on, and its secret is shown nowhere', async () => {
  const { technician, providers } = door
  await technician.get(`${google}/set-up`)
  assert.equal((await technician.post(`${google}/set-up`, usual)).statusCode, 303)
  const page = await technician.get(google)
  assert.match(page.body, /http:\/\/localhost\/s\/alder\/sign-in\/with\/google\/back/)
  assert.doesNotMatch(page.body, new RegExp(testClient.secret))
  assert.equal((await technician.post(`${google}/on`)).statusCode, 409)
  assert.equal((await door.visitor().get('/sign-in/with/google')).statusCode, 404)

  providers.google.accounts.set('private', { email: 'me@mail.example', email_verified: true })
  const wrong = await technician.get(await door.comeBack(technician, 'google', 'private', `${google}/try`))
  assert.match(wrong.body, /not right yet/)
  assert.equal((await technician.post(`${google}/on`)).statusCode, 409)

  providers.google.accounts.set('trial', accountOf('google', 'trial'))
  const works = await technician.get(await door.comeBack(technician, 'google', 'trial', `${google}/try`))
  assert.match(works.body, /Google works/)
  assert.match(works.body, /trial@alder\.example/)
  assert.equal((await technician.post(`${google}/on`)).statusCode, 303)
  assert.match((await door.visitor().get('/sign-in')).body, /Sign in with Google/)
  assert.deepEqual(
    (await door.trail()).filter((did) => did.startsWith('signIn.provider')),
    ['signIn.providerChanged', 'signIn.providerTried', 'signIn.providerTried', 'signIn.providerTurnedOn'],
  )
})

test('what cannot be right is refused beside its field', async () => {
  const { technician } = door
  for (const [kind, belongsTo, sentence] of [
    ['google', 'not a domain', /Enter the domain alone/],
    ['microsoft', 'common', /let in other organisations/],
    ['microsoft', 'school.example', /let in other organisations/],
  ] as const) {
    const answer = await technician.post(`/sign-in-providers/${kind}/set-up`, { ...usual, belongsTo })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, sentence)
  }
  const nobody = await technician.post(`${google}/set-up`, { ...usual, kinds: '' })
  assert.match(nobody.body, /Choose who may sign in this way/)
  const unknown = await technician.post(`${google}/set-up`, {
    ...usual,
    clientId: 'another',
    clientSecret: '',
  })
  assert.equal(unknown.statusCode, 409, 'a secret goes only where it was given for')
})

test('only whoever looks after it opens these pages', async () => {
  const teacher = door.visitor()
  await teacher.signIn(await door.add('nosy.teacher', ['teacher']))
  for (const path of ['/sign-in-providers', google, `${google}/set-up`, `${google}/try`]) {
    assert.equal((await teacher.get(path)).statusCode, 403, path)
  }
  await teacher.get('/account')
  for (const act of ['on', 'off', 'set-up']) {
    assert.equal((await teacher.post(`${google}/${act}`)).statusCode, 403, act)
  }
})

test('turned off, everybody who came with it is out at once, and passwords work', async () => {
  const { technician } = door
  const teacher = await door.add('has.a.password', ['teacher'])
  await door.addConnected('google', 'out', 'out.at.once')
  const [byGoogle, byPassword] = [door.visitor(), door.visitor()]
  assert.equal(await door.tried('google', 'out', byGoogle), '')
  await byPassword.signIn(teacher)
  const underWay = door.visitor()
  const back = await door.comeBack(underWay, 'google', 'out')
  await technician.get(google)
  assert.equal((await technician.post(`${google}/off`)).statusCode, 303)
  assert.equal((await byGoogle.get('/desk')).statusCode, 303)
  assert.equal((await byPassword.get('/desk')).statusCode, 200)
  assert.match(String((await underWay.get(back)).headers.location), /why=tripOver/)
  assert.equal((await door.visitor().get('/sign-in/with/google')).statusCode, 404)
  assert.doesNotMatch((await door.visitor().get('/sign-in')).body, /Sign in with Google/)
  await technician.post(`${google}/on`)
})

test('a new secret leaves it on and signs nobody out; it asks to be tried', async () => {
  const { technician } = door
  await door.addConnected('google', 'stays', 'stays.in')
  const byGoogle = door.visitor()
  assert.equal(await door.tried('google', 'stays', byGoogle), '')
  door.wait(60)
  await technician.get(`${google}/set-up`)
  assert.equal((await technician.post(`${google}/set-up`, usual)).statusCode, 303)
  assert.equal((await byGoogle.get('/desk')).statusCode, 200)
  assert.equal(await door.tried('google', 'stays'), '')
  assert.match((await technician.get(google)).body, /It was changed and not tried since/)
  await technician.get(await door.comeBack(technician, 'google', 'trial', `${google}/try`))
  assert.doesNotMatch((await technician.get(google)).body, /It was changed and not tried since/)
})

test('whoever has no password here does not shut themselves and others out', async () => {
  const { technician } = door
  const only = await door.addConnected('google', 'only', 'only.google', ['teacher', 'technician'])
  const hers = door.visitor()
  assert.equal(await door.tried('google', 'only', hers), '')
  const page = (await hers.get(google)).body
  assert.match(page, /have no password here/)
  assert.match(page, /Choose a password first/)
  assert.doesNotMatch(page, /sign-in-providers\/google\/off/)
  const actor = door.actor({ ...only, password: '' })
  const refused = { name: 'Refused', message: /Choose a password first/ }
  await assert.rejects(turnOff(door.context, actor, 'google'), refused)
  const form = { ...usual, kinds: ['teacher'] }
  for (const change of [{}, { clientId: 'another' }, { belongsTo: 'rogue.example' }, { kinds: ['pupil'] }]) {
    await assert.rejects(
      keepProvider(parts(), door.context, actor, 'google', { ...form, ...change }),
      refused,
    )
  }
  const own = (await hers.get('/account')).body
  assert.match(own, /None chosen/)
  assert.doesNotMatch(own, /account\/disconnect/)
  assert.equal((await hers.post('/account/disconnect/google')).statusCode, 409)
  assert.equal(await door.tried('google', 'only'), '', 'nothing was done')

  assert.match((await technician.get(google)).body, /3 of those who connected their account have no password/)
  await door.inSchool((tx) =>
    savePassword(tx, door.school.id, only.id, {
      hash: '$argon2id$chosen',
      temporary: false,
      at: door.time.now,
    }),
  )
  assert.match((await technician.get(google)).body, /2 of those who connected their account have no password/)
  await turnOff(door.context, actor, 'google')
  await technician.post(`${google}/on`)
})

test('another domain or client is tried anew, and every account is connected anew', async () => {
  const { technician, providers } = door
  const lead = await door.add('safeguarding.lead', ['teacher'])
  const hers = door.visitor()
  await hers.signIn(lead)
  providers.google.accounts.set('lead', accountOf('google', 'safeguarding.lead'))
  await hers.get(await door.comeBack(hers, 'google', 'lead', '/account/connect/google'))
  assert.match((await hers.get('/account')).body, /Disconnect your Google account/)
  assert.equal(await door.tried('google', 'lead'), '')

  await technician.get(`${google}/set-up`)
  await technician.post(`${google}/set-up`, { ...usual, belongsTo: 'rogue.example' })
  assert.match((await technician.get(google)).body, /Not as it is set up now/)
  assert.equal((await technician.post(`${google}/on`)).statusCode, 409)
  providers.google.accounts.set('rogue', {
    ...accountOf('google', 'safeguarding.lead'),
    hd: 'rogue.example',
  })
  await technician.get(await door.comeBack(technician, 'google', 'rogue', `${google}/try`))
  await technician.post(`${google}/on`)
  assert.equal(await door.tried('google', 'rogue'), '/sign-in nobody', 'an address alone opens no records')
  await technician.get(`${google}/set-up`)
  await technician.post(`${google}/set-up`, usual)
  await technician.get(await door.comeBack(technician, 'google', 'trial', `${google}/try`))
  await technician.post(`${google}/on`)
})

test('an account is connected and disconnected by whoever is signed in, and stands for one person', async () => {
  const { providers } = door
  const [one, other] = [door.visitor(), door.visitor()]
  await one.signIn(await door.add('connects.one', ['teacher']))
  await other.signIn(await door.add('connects.other', ['teacher']))
  providers.google.accounts.set('shared', accountOf('google', 'nobody.at.all'))
  const connect = '/account/connect/google'
  await one.get(await door.comeBack(one, 'google', 'shared', connect))
  assert.equal(await door.tried('google', 'shared'), '')
  const taken = await other.get(await door.comeBack(other, 'google', 'shared', connect))
  assert.equal(taken.statusCode, 409)
  const stolen = await other.get(await door.comeBack(one, 'google', 'shared', connect))
  assert.match(String(stolen.headers.location), /why=tripOver/)
  await one.get('/account')
  assert.equal((await one.post('/account/disconnect/google')).statusCode, 303)
  assert.equal(await door.tried('google', 'shared'), '/sign-in nobody')
  assert.equal((await one.post('/account/disconnect/google')).statusCode, 404)
})

test('another school has none of it', async () => {
  const seen = await withScope(
    door.context.db,
    { schoolId: newId(), personId: null },
    'read only',
    async (tx) => ({
      all: await providersOf(tx, door.school.id),
      one: await findProvider(tx, door.school.id, 'google'),
      account: await personOfAccount(tx, door.school.id, {
        issuer: door.providers.google.issuer,
        subject: 'out',
      }),
    }),
  )
  assert.deepEqual(seen, { all: [], one: undefined, account: null })
})
