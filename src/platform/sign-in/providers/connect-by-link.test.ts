import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountOf, openProviderDoor, type ProviderDoor } from '../../../../test/provider-door.ts'
import { disableLogin } from '../disable-login.ts'

const notConnected = '/sign-in notConnected'
const password = 'marmalade bicycle tuesday'
let door: ProviderDoor
before(async () => {
  door = await openProviderDoor()
  for (const kind of ['google', 'microsoft'] as const) await door.setUp(kind)
})
after(() => door.close())

for (const kind of ['google', 'microsoft'] as const) {
  test(`whoever is invited connects their account at ${kind}: the link is used up, and the account signs them in`, async () => {
    const name = `invited.${kind}`
    const { link } = await door.invited(name)
    door.providers[kind].accounts.set(name, { ...accountOf(kind, name), email: 'of@no.consequence' })
    const visitor = door.visitor()
    await visitor.get(link)
    const opened = await visitor.post(link)
    assert.match(opened.body, new RegExp(`${link}/with/${kind}`))
    assert.equal(await door.triedByLink(kind, name, link, visitor), '')
    assert.match((await visitor.get('/desk')).body, new RegExp(`<h1>${name}</h1>`))
    assert.deepEqual((await door.trail()).slice(-3), [
      'signIn.accountConnected',
      'signIn.byProvider',
      'signIn.succeeded',
    ])
    assert.equal(await door.tried(kind, name), '', 'from then on at the ordinary sign-in')
    const later = door.visitor()
    assert.equal((await later.post(link)).statusCode, 404)
    assert.equal((await later.get(`${link}/with/${kind}`)).statusCode, 404)
    assert.equal((await later.post(`${link}/choose`, { password, again: password })).statusCode, 404)
  })
}

test('a link connects one account: whoever comes back second, or after a password was chosen, is told to begin again', async () => {
  const { link } = await door.invited('twice.at.once')
  const { accounts } = door.providers.google
  for (const subject of ['first', 'second', 'third']) accounts.set(subject, accountOf('google', subject))
  const [one, other] = [door.visitor(), door.visitor()]
  const backs = [
    await door.comeBack(one, 'google', 'first', `${link}/with/google`),
    await door.comeBack(other, 'google', 'second', `${link}/with/google`),
  ] as const
  assert.equal((await one.get(backs[0])).headers.location, '/s/alder')
  assert.match(String((await other.get(backs[1])).headers.location), /why=notConnected/)
  assert.equal(await door.tried('google', 'second'), '/sign-in nobody')

  const chosen = await door.invited('chose.a.password')
  const late = door.visitor()
  const back = await door.comeBack(late, 'google', 'third', `${chosen.link}/with/google`)
  await door.visitor().post(`${chosen.link}/choose`, { password, again: password })
  assert.match(String((await late.get(back)).headers.location), /why=notConnected/)
  assert.equal(await door.tried('google', 'third'), '/sign-in nobody')
})

test('an account stands for one person, and a link that connected nothing still works', async () => {
  await door.addConnected('google', 'taken', 'has.it.already')
  const { link } = await door.invited('wants.it.too')
  assert.equal(await door.triedByLink('google', 'taken', link), notConnected)
  assert.equal((await door.trail()).at(-1), 'signIn.providerRefused')
  door.providers.google.accounts.set('elsewhere', { ...accountOf('google', 'x'), hd: 'elsewhere.example' })
  assert.equal(await door.triedByLink('google', 'elsewhere', link), notConnected)
  assert.equal(await door.triedByLink('google', '', link), notConnected)
  const told = await door.visitor().get('/sign-in?why=notConnected&with=google')
  assert.match(told.body, /nothing was done here\. Open your link again/)
  door.providers.google.accounts.set('own', accountOf('google', 'wants.it.too'))
  assert.equal(await door.triedByLink('google', 'own', link), '')
})

test('a closed sign-in, a leaver and whoever may not sign in this way connect nothing', async () => {
  const { accounts } = door.providers.google
  for (const name of ['pupil', 'left', 'closed']) accounts.set(name, accountOf('google', name))
  const pupil = await door.invited('a.pupil', ['pupil'])
  assert.doesNotMatch((await door.visitor().post(pupil.link)).body, /with\/google/)
  assert.equal(await door.triedByLink('google', 'pupil', pupil.link), notConnected)

  const left = await door.invited('leaves.meanwhile')
  const leaver = door.visitor()
  const back = await door.comeBack(leaver, 'google', 'left', `${left.link}/with/google`)
  door.people.set(left.id, { name: 'leaves.meanwhile', roles: new Set() })
  assert.match(String((await leaver.get(back)).headers.location), /why=notConnected/)

  const closed = await door.invited('is.shut')
  const shut = door.visitor()
  const late = await door.comeBack(shut, 'google', 'closed', `${closed.link}/with/google`)
  await door.inSchool((tx) =>
    disableLogin(door.context, tx, door.system, { personId: closed.id, why: 'On leave' }),
  )
  assert.match(String((await shut.get(late)).headers.location), /why=notConnected/)
})

test('our second factor stays ours for whoever connects by a link', async () => {
  const { link } = await door.invited('new.head', ['teacher', 'head'])
  door.providers.google.accounts.set('new.head', accountOf('google', 'new.head'))
  assert.equal(await door.triedByLink('google', 'new.head', link), '/sign-in/enrol')
})

test('nobody is led there by another site or a message: their account would open the sender’s sign-in', async () => {
  const { link } = await door.invited('lays.a.trap')
  for (const site of ['cross-site', 'none', 'same-site', undefined]) {
    const answer = await door.server.inject({
      url: `/s/alder${link}/with/google`,
      headers: site === undefined ? {} : { 'sec-fetch-site': site },
    })
    assert.equal(answer.headers.location, `/s/alder${link}`, site)
    assert.equal(answer.cookies.length, 0)
  }
})

test('while the provider is away the link says so, and is not used up', async () => {
  const { link } = await door.invited('comes.while.away')
  const visitor = door.visitor()
  await visitor.post(link)
  door.providers.state.away = true
  const sent = await visitor.get(`${link}/with/google`)
  door.providers.state.away = false
  assert.match((await visitor.get(String(sent.headers.location))).body, /Google does not answer just now/)
  assert.equal((await visitor.post(link)).statusCode, 200)
})
