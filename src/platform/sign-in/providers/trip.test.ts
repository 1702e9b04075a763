import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openProviderDoor, type ProviderDoor } from '../../../../test/provider-door.ts'
import { chooseAccount, forged } from '../../../../test/sign-in-providers.ts'

let door: ProviderDoor
before(async () => {
  door = await openProviderDoor()
  await door.setUp('google')
})
after(() => door.close())

test('a state of another browser, a browser without its cookie, and an answer sent twice sign nobody in', async () => {
  await door.addConnected('google', 'once', 'once.only')
  const [hers, his] = [door.visitor(), door.visitor()]
  const herBack = await door.comeBack(hers, 'google', 'once')
  await his.get('/sign-in/with/google')
  for (const stranger of [his, door.visitor()]) {
    assert.match(String((await stranger.get(herBack)).headers.location), /why=tripOver/)
  }
  assert.match(String((await hers.get(`${herBack}x`)).headers.location), /why=(tripOver|notTrusted)/)
  const fresh = await door.comeBack(hers, 'google', 'once')
  const cookie = hers.cookies.get('schoolkeeper-provider') ?? ''
  assert.equal((await hers.get(fresh)).headers.location, '/s/alder')
  const replayed = door.visitor()
  replayed.cookies.set('schoolkeeper-provider', cookie)
  assert.match(String((await replayed.get(fresh)).headers.location), /why=tripOver/)
  assert.equal((await replayed.get('/desk')).statusCode, 303)
})

test('who comes back after ten minutes starts again', async () => {
  const visitor = door.visitor()
  const back = await door.comeBack(visitor, 'google', 'once')
  door.wait(601)
  assert.match(String((await visitor.get(back)).headers.location), /why=tripOver/)
})

test('an answer that says it comes from another provider is not trusted', async () => {
  const visitor = door.visitor()
  const back = new URL(await door.comeBack(visitor, 'google', 'once'), 'http://localhost')
  back.searchParams.set('iss', door.providers.otherTenant.issuer)
  const answer = await visitor.get(`${back.pathname}${back.search}`)
  assert.match(String(answer.headers.location), /why=notTrusted/)
})

test('nobody is led away from the school afterwards', async () => {
  const visitor = door.visitor()
  const from = `/sign-in/with/google?next=${encodeURIComponent('https://elsewhere.example/')}`
  const answer = await visitor.get(await door.comeBack(visitor, 'google', 'once', from))
  assert.equal(answer.headers.location, '/s/alder')
})
test('a token that the provider did not sign for this sign-in, now, signs nobody in', async () => {
  await door.addConnected('google', 'forged', 'never.forged')
  const { google, otherTenant } = door.providers
  const seconds = Math.floor(Date.now() / 1000)
  const changes: readonly (readonly [string, (token: string) => string])[] = [
    ['unsigned', (token) => forged(token, null, { header: { alg: 'none' } })],
    ['signed by another', (token) => forged(token, { ...otherTenant.key(), id: google.key().id }, {})],
    [
      'expired',
      (token) => forged(token, google.key(), { claims: { exp: seconds - 120, iat: seconds - 900 } }),
    ],
    ['of another nonce', (token) => forged(token, google.key(), { claims: { nonce: 'another' } })],
    ['for another client', (token) => forged(token, google.key(), { claims: { aud: 'another' } })],
    ['of another issuer', (token) => forged(token, google.key(), { claims: { iss: otherTenant.issuer } })],
  ]
  for (const [what, change] of changes) {
    google.spoil.idToken = change
    assert.equal(await door.tried('google', 'forged'), '/sign-in notTrusted', what)
  }
  google.spoil.idToken = (token) => forged(token, google.key(), { claims: { exp: seconds - 20 } })
  assert.equal(await door.tried('google', 'forged'), '', 'clocks may differ by a minute')
  delete google.spoil.idToken
})

test('a key that the provider changed counts at once, and the old one no longer', async () => {
  await door.addConnected('google', 'keys', 'keys.change')
  const { google } = door.providers
  const old = google.key()
  assert.equal(await door.tried('google', 'keys'), '')
  google.rotate()
  assert.equal(await door.tried('google', 'keys'), '')
  google.spoil.idToken = (token) => forged(token, old, {})
  assert.equal(await door.tried('google', 'keys'), '/sign-in notTrusted')
  delete google.spoil.idToken
})

test('a provider that names another issuer, or leads elsewhere for its tokens, is not asked', async () => {
  const { google, otherTenant } = door.providers
  for (const published of [
    { issuer: otherTenant.issuer },
    { token_endpoint: 'https://elsewhere.example/token' },
  ]) {
    google.spoil.discovery = (all) => ({ ...all, ...published })
    const visitor = door.visitor()
    const sent = await visitor.get('/sign-in/with/google')
    const led = String(sent.headers.location)
    if (led.startsWith('/s/alder')) assert.match(led, /why=(notTrusted|away)/)
    else {
      const back = new URL(await chooseAccount(led, 'once'))
      const answer = await visitor.get(`${back.pathname}${back.search}`)
      assert.match(String(answer.headers.location), /why=away/)
    }
  }
  delete google.spoil.discovery
})

test('while the provider is away the page says so, and names and passwords work', async () => {
  const teacher = await door.add('has.a.password', ['teacher'])
  await door.addConnected('google', 'anyway', 'works.anyway')
  const { google, state } = door.providers
  const visitor = door.visitor()
  const back = await door.comeBack(visitor, 'google', 'anyway')
  state.away = true
  assert.match(String((await visitor.get(back)).headers.location), /why=away/)
  const sent = await visitor.get('/sign-in/with/google')
  const told = await visitor.get(String(sent.headers.location))
  assert.match(told.body, /Google does not answer just now\. Your name and password work as always\./)
  assert.equal((await visitor.signIn(teacher)).statusCode, 303)
  state.away = false
  google.spoil.idToken = () => new Promise<string>((resolve) => setTimeout(resolve, 60_000, '').unref())
  const began = performance.now()
  assert.equal(await door.tried('google', 'anyway'), '/sign-in away')
  assert.ok(performance.now() - began < 10_000, 'a slow provider is not waited for')
  delete google.spoil.idToken
})

test('somebody who stops at the provider is told that nothing was done', async () => {
  assert.equal(await door.tried('google', ''), '/sign-in declined')
})
