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
  test(`an account at ${kind} whose address is somebody’s opens nothing: it has to be connected`, async () => {
    const name = `address.${kind}`
    await door.add(name, ['teacher'])
    const { accounts } = door.providers[kind]
    accounts.set(`sub-${name}`, accountOf(kind, name))
    accounts.set(`nobody-${kind}`, accountOf(kind, 'nobody.here'))
    const told = [door.visitor(), door.visitor()]
    assert.equal(await door.tried(kind, `sub-${name}`, told[0]), nobody)
    assert.equal((await door.trail()).at(-1), 'signIn.providerRefused')
    assert.equal(await door.tried(kind, `nobody-${kind}`, told[1]), nobody)
    const pages = await Promise.all(
      told.map(async (each) => (await each.get(`/sign-in?why=nobody&with=${kind}`)).body),
    )
    assert.equal(pages[0], pages[1], 'the same words, whether somebody has that address or nobody')
    assert.match(pages[0] ?? '', /open the link of your invitation/)
  })

  test(`somebody signs in with ${kind} as the account itself says, whatever its address becomes`, async () => {
    const name = `first.${kind}`
    await door.addConnected(kind, `sub-${name}`, name)
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
    assert.deepEqual((await door.trail()).slice(-2), ['signIn.byProvider', 'signIn.succeeded'])

    const { accounts } = door.providers[kind]
    accounts.set(`sub-${name}`, { ...accountOf(kind, name), email: `married@${domain}` })
    const again = door.visitor()
    assert.equal(await door.tried(kind, `sub-${name}`, again), '')
    assert.match((await again.get('/desk')).body, new RegExp(`<h1>${name}</h1>`))
    accounts.set(`newcomer-${name}`, accountOf(kind, name))
    assert.equal(await door.tried(kind, `newcomer-${name}`), nobody, 'the address went to a newcomer')
  })
}

test('a leaver, a closed sign-in and a role that may not any more are told the same as strangers', async () => {
  const left = await door.addConnected('google', 'has.left', 'has.left')
  assert.equal(await door.tried('google', 'has.left'), '')
  door.people.set(left.id, { name: left.name, roles: new Set() })
  assert.equal(await door.tried('google', 'has.left'), nobody)
  const closed = await door.addConnected('google', 'is.closed', 'is.closed')
  await door.inSchool((tx) =>
    disableLogin(door.context, tx, door.system, { personId: closed.id, why: 'On leave' }),
  )
  assert.equal(await door.tried('google', 'is.closed'), nobody)
  const other = await door.addConnected('google', 'is.pupil', 'is.pupil')
  door.people.set(other.id, { name: other.name, roles: new Set(['pupil']) })
  assert.equal(await door.tried('google', 'is.pupil'), nobody)
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
    await door.addConnected(kind, name, name)
    door.providers[kind].accounts.set(name, { ...accountOf(kind, name), ...claims })
    assert.equal(await door.tried(kind, name), nobody)
  })
}
test('signing out says that the provider’s own sign-in goes on', async () => {
  await door.addConnected('google', 'out', 'signs.out')
  const visitor = door.visitor()
  assert.equal(await door.tried('google', 'out', visitor), '')
  await visitor.get('/account')
  const out = await visitor.post('/sign-out')
  assert.match((await visitor.get(String(out.headers.location))).body, /still signed in to Google/)
})

test('our second factor stays ours, and so does proving again who one is', async () => {
  await door.addConnected('google', 'head', 'is.head', ['teacher', 'head'])
  await door.addConnected('google', 'teacher', 'is.teacher')
  const { accounts } = door.providers.google
  accounts.set('head', { ...accountOf('google', 'is.head'), amr: ['pwd', 'mfa'] })
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
