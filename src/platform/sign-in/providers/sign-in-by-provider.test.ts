import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountOf, domain, openProviderDoor, type ProviderDoor } from '../../../../test/provider-door.ts'
import { saveSetting } from '../../settings/save-setting.ts'
import { disableLogin } from '../disable-login.ts'
import { signInSettings } from '../settings.ts'

const kinds = ['google', 'microsoft'] as const
const nobody = '/sign-in nobody'
let door: ProviderDoor
before(async () => {
  door = await openProviderDoor()
  for (const kind of kinds) await door.setUp(kind)
})
after(() => door.close())

for (const kind of kinds) {
  test(`somebody signs in with ${kind}: found by the address once, by the account from then on`, async () => {
    const name = `first.${kind}`
    await door.addAt(name)
    const { accounts } = door.providers[kind]
    accounts.set(`sub-${name}`, accountOf(kind, name))
    const visitor = door.visitor()
    const back = await door.comeBack(
      visitor,
      kind,
      `sub-${name}`,
      `/sign-in/with/${kind}?next=${encodeURIComponent('/s/alder/desk')}`,
    )
    const answer = await visitor.get(back)
    assert.equal(answer.headers.location, '/s/alder/desk')
    assert.match((await visitor.get('/desk')).body, new RegExp(`<h1>${name}</h1>`))
    assert.deepEqual((await door.trail()).slice(-3), [
      'signIn.accountConnected',
      'signIn.byProvider',
      'signIn.succeeded',
    ])

    accounts.set(`sub-${name}`, { ...accountOf(kind, name), email: `married@${domain}` })
    const again = door.visitor()
    assert.equal(await door.tried(kind, `sub-${name}`, again), '')
    assert.match((await again.get('/desk')).body, new RegExp(`<h1>${name}</h1>`))
  })
}

test('an address that nobody has, or two people, opens nothing', async () => {
  const { accounts } = door.providers.google
  accounts.set('unknown', accountOf('google', 'nobody.here'))
  assert.equal(await door.tried('google', 'unknown'), nobody)
  const one = await door.addAt('one.of.two')
  const two = await door.addAt('two.of.two')
  door.addresses.set(`both@${domain}`, [one.id, two.id])
  accounts.set('both', accountOf('google', 'both'))
  assert.equal(await door.tried('google', 'both'), nobody)
  accounts.set('unconfirmed', { ...accountOf('google', 'one.of.two'), email_verified: false })
  assert.equal(await door.tried('google', 'unconfirmed'), nobody)
})

test('a leaver, a closed sign-in, somebody without one, and a role that may not are told the same as strangers', async () => {
  const { accounts } = door.providers.google
  for (const name of ['has.left', 'is.closed', 'has.none', 'is.pupil']) {
    accounts.set(name, accountOf('google', name))
  }
  const left = await door.addAt('has.left')
  assert.equal(await door.tried('google', 'has.left'), '')
  door.people.set(left.id, { name: left.name, roles: new Set() })
  assert.equal(await door.tried('google', 'has.left'), nobody)
  const closed = await door.addAt('is.closed')
  await door.inSchool((tx) =>
    disableLogin(door.context, tx, door.system, { personId: closed.id, why: 'On leave' }),
  )
  assert.equal(await door.tried('google', 'is.closed'), nobody)
  const none = '00000000-0000-7000-8000-0000000000aa'
  door.people.set(none, { name: 'has.none', roles: new Set(['teacher']) })
  door.addresses.set(`has.none@${domain}`, [none])
  assert.equal(await door.tried('google', 'has.none'), nobody)
  await door.addAt('is.pupil', ['pupil'])
  assert.equal(await door.tried('google', 'is.pupil'), nobody)
})

test('another account at an address that somebody’s own account had opens nothing', async () => {
  const { accounts } = door.providers.google
  await door.addAt('address.moved')
  accounts.set('hers', accountOf('google', 'address.moved'))
  assert.equal(await door.tried('google', 'hers'), '')
  accounts.set('newcomer', accountOf('google', 'address.moved'))
  assert.equal(await door.tried('google', 'newcomer'), nobody)
})

test('an address never opens the sign-in of somebody who reads records: they connect their account themselves', async () => {
  const lead = await door.addAt('reads.records', ['teacher', 'lead'])
  door.recordReaders.add(lead.id)
  door.providers.google.accounts.set('lead', accountOf('google', 'reads.records'))
  assert.equal(await door.tried('google', 'lead'), nobody)
  assert.equal((await door.trail()).at(-1), 'signIn.providerRefused')
})

const strangers = [
  ['google', 'another domain', { hd: 'elsewhere.example' }],
  ['google', 'an account without a domain', { hd: undefined }],
  ['microsoft', 'another tenant', { tid: '11111111-2222-4333-8444-555555555555' }],
  ['microsoft', 'a guest of the tenant', { idp: 'https://elsewhere.example/' }],
] as const
for (const [kind, what, claims] of strangers) {
  test(`${what} at ${kind} opens nothing`, async () => {
    const name = what.replaceAll(/\W/g, '.')
    await door.addAt(name)
    door.providers[kind].accounts.set(name, { ...accountOf(kind, name), ...claims })
    assert.equal(await door.tried(kind, name), nobody)
  })
}
test('signing out says that the provider’s own sign-in goes on', async () => {
  await door.addAt('signs.out')
  door.providers.google.accounts.set('out', accountOf('google', 'signs.out'))
  const visitor = door.visitor()
  assert.equal(await door.tried('google', 'out', visitor), '')
  await visitor.get('/account')
  const out = await visitor.post('/sign-out')
  assert.match((await visitor.get(String(out.headers.location))).body, /still signed in to Google/)
})

test('our second factor stays ours, and so does proving again who one is', async () => {
  await door.addAt('is.head', ['teacher', 'head'])
  await door.addAt('is.teacher')
  const { accounts } = door.providers.google
  accounts.set('head', { ...accountOf('google', 'is.head'), amr: ['pwd', 'mfa'] })
  accounts.set('teacher', accountOf('google', 'is.teacher'))
  assert.equal(await door.tried('google', 'head'), '/sign-in/enrol')
  const teacher = door.visitor()
  assert.equal(await door.tried('google', 'teacher', teacher), '')
  assert.match(String((await teacher.get('/safe')).headers.location), /\/step-up/)

  const { trustsProvider } = signInSettings({ all: [], secondFactor: [] } as never)
  await door.inSchool((tx) =>
    saveSetting(tx, trustsProvider, { value: true, why: 'For the test', seenVersion: 0 }, byWhom()),
  )
  const head = door.visitor()
  assert.equal(await door.tried('google', 'head', head), '')
  assert.equal((await head.get('/desk')).statusCode, 200)
  accounts.set('head', accountOf('google', 'is.head'))
  assert.equal(await door.tried('google', 'head'), '/sign-in/enrol')
})

const byWhom = () => ({ schoolId: door.school.id, personId: null, at: door.time.now })
