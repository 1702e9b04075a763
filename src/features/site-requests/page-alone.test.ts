import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import { askAsItStands, type ProfileKey } from '../filtering/index.ts'
import { insertInspected } from '../filtering/inspected-store.ts'
import { keepAuthority } from '../filtering/keep-authority.ts'
import { routes as filterRoutes } from '../filtering/routes.ts'
import { askForSite } from './ask-for-site.ts'
import { type DecideRequest, decideRequest } from './decide-request.ts'
import { siteRequests } from './feature.ts'
import { routes } from './routes.ts'
import { findRequest } from './store.ts'

const yes: DecideRequest = {
  decision: 'agreed',
  profiles: ['keyStage2'],
  lasts: 'good',
  on: null,
  why: 'For the Romans.',
  answer: null,
}
const page = 'https://www.roblox.com/learn'

async function aWorld(t: TestContext) {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, pupil } = world
  const { coordinator, head } = school.people
  await world.publish()
  const decide = async (
    wants: 'open' | 'block',
    more: Partial<DecideRequest> = {},
    who: PersonActor = pupil,
    site = page,
  ) => {
    const id = await askForSite(context, who, { wants, site, why: null })
    await decideRequest(context, coordinator, id, { ...yes, ...more })
    await world.publish()
    return reading(context, head, (tx) => findRequest(tx, school.id, id))
  }
  const shown = (id: string) =>
    askRoute(context, coordinator, routes, 'GET /site-requests/:id', { params: { id } })
  const mine = () => askRoute(context, pupil, routes, 'GET /my-site-requests')
  const now = async (address: string) =>
    (await askAsItStands(context, school.id, address, 'keyStage2'))?.allowed
  return { ...world, decide, shown, mine, now }
}

async function lookInside(
  { context, school }: Awaited<ReturnType<typeof filteredSchools>>,
  profiles: readonly ProfileKey[],
) {
  await lookInto(context, school.id, (tx) => insertInspected(tx, school.id, profiles, context.clock()))
  await keepAuthority(context, systemActor(school.id), async () => ({
    certificatePem: 'A certificate',
    keyPem: 'A key',
  }))
}

test('a page on a site of which the filter sees the name alone is opened and blocked as a whole site, unless the page is chosen', async (t) => {
  const { context, school, decide, shown, mine, now } = await aWorld(t)
  const waits = await askForSite(context, school.people.teacher, { wants: 'open', site: page, why: null })
  assert.match(
    await shown(waits),
    /value="site" checked[\s\S]*Everything on roblox\.com[\s\S]*sees only the name, so this page alone cannot be opened there[\s\S]*only on pages without encryption/,
  )
  const opened = await decide('open')
  assert.equal(opened.agreedSite, 'roblox.com')
  assert.equal(await now(page), true)
  assert.match(await shown(opened.id), /The whole site: roblox\.com/)
  assert.match(await mine(), /Yes: you can open this site now/)
  const blocked = await decide('block', { profiles: [] }, undefined, 'https://nasty.example/a/page')
  assert.equal(blocked.agreedSite, 'nasty.example')
  assert.equal(await now('https://nasty.example/a/page'), false)
})

test('where a page alone was agreed that the filter does not see, nobody is told that it is done', async (t) => {
  const { context, school, decide, shown, mine, now } = await aWorld(t)
  const nasty = 'https://nasty.example/a/page'
  const blocked = await decide('block', { profiles: [], reach: 'page' }, undefined, nasty)
  assert.equal(await now(nasty), true)
  assert.equal(await now('http://nasty.example/a/page'), false)
  assert.match(
    await shown(blocked.id),
    /Agreed for a page[\s\S]*This page alone: nasty\.example\/a\/page\. On encrypted/,
  )
  assert.match(await mine(), /may not be able to close this page alone/)
  assert.doesNotMatch(await mine(), /is closed now/)
  await decide('open', { reach: 'page', answer: 'It is open for your lesson.' })
  assert.match(await mine(), /It is open for your lesson\. If it still does not open/)
  const list = await askRoute(context, school.people.head, filterRoutes, 'GET /filtering/own-list')
  assert.match(
    list,
    /nasty\.example\/a\/page<br><span class="govuk-hint">Only where the page is not encrypted/,
  )
})

test('where the filter looks inside for all of a group, the page alone is what is meant, and it is done', async (t) => {
  const world = await aWorld(t)
  const { decide, shown, mine, now } = world
  await lookInside(world, ['keyStage2'])
  await world.publish()
  const opened = await decide('open')
  assert.equal(opened.agreedSite, 'roblox.com/learn')
  assert.deepEqual([await now(page), await now('https://www.roblox.com/other')], [true, false])
  assert.match(await mine(), /Yes: you can open this page now/)
  assert.doesNotMatch(await shown(opened.id), /sees only the name/)
  const all = await decide('block', { profiles: [] }, undefined, 'nasty.example/a')
  assert.equal(all.agreedSite, 'nasty.example', 'guests are never looked into')
  const bank = await decide('block', { profiles: ['keyStage2'] }, undefined, 'paypal.com/a')
  assert.equal(bank.agreedSite, 'paypal.com', 'nor is private business')
})

test('where people have devices of their own, which nobody looks into, a page alone is not blocked unless it is chosen', async (t) => {
  const world = await aWorld(t)
  const { context, school, decide, shown, mine } = world
  await lookInside(world, ['keyStage2'])
  await setFor(world, school.id, 'filtering.networks', '10.4.9.0/24 keyStage2 own sign-in')
  await world.publish()
  const waits = await askForSite(context, world.pupil, { wants: 'open', site: `${page}/more`, why: null })
  assert.match(
    await shown(waits),
    /value="page" checked[\s\S]*sees pages for these groups, but not on people’s own devices[\s\S]*stays closed on them/,
  )
  const nasty = 'https://nasty.example/a/page'
  assert.equal((await decide('block', {}, undefined, nasty)).agreedSite, 'nasty.example')
  assert.equal((await decide('open')).agreedSite, 'roblox.com/learn')
  const chosenPage = await decide('block', { reach: 'page' }, undefined, 'https://other.example/a')
  assert.match(
    await shown(chosenPage.id),
    /This page alone: other\.example\/a\.[\s\S]*not on people’s own devices/,
  )
  assert.match(await mine(), /may not be able to close this page alone/)
  const list = await askRoute(context, school.people.head, filterRoutes, 'GET /filtering/own-list')
  assert.match(list, /other\.example\/a<br><span class="govuk-hint">On people’s own devices only where/)
})

test('the second of two agrees to what the first agreed to', async (t) => {
  const { context, school } = await aWorld(t)
  const { teacher, coordinator, head } = school.people
  const id = await askForSite(context, teacher, { wants: 'open', site: 'hide.me/learn', why: null })
  assert.equal(await decideRequest(context, coordinator, id, { ...yes, reach: 'page' }), 'needsSecond')
  await assert.rejects(
    decideRequest(context, head, id, { ...yes, reach: 'site' }),
    /agreed to hide\.me\/learn/,
  )
  assert.equal(await decideRequest(context, head, id, { ...yes, reach: 'page' }), 'decided')
})

test('the box for trying shows what is decided by the name of an encrypted site alone', async (t) => {
  const world = await aWorld(t)
  const { context, school, decide } = world
  await decide('open', { reach: 'page' })
  const tried = (address: string) =>
    askRoute(context, school.people.head, filterRoutes, 'POST /filtering/try', {
      body: {
        ...{ address, profile: 'keyStage2', time: '10:15am' },
        ...{ 'on-day': '24', 'on-month': '11', 'on-year': '2026' },
      },
    })
  const byName =
    />\s*Blocked[\s\S]*By the name alone[\s\S]*Where it is not encrypted[\s\S]*Allowed by the school/
  for (const address of [page, 'roblox.com/learn']) assert.match(await tried(address), byName)
  for (const address of ['http://www.roblox.com/learn', 'https://www.roblox.com/'])
    assert.doesNotMatch(await tried(address), /By the name alone/)
  await lookInside(world, ['keyStage2'])
  await world.publish()
  assert.doesNotMatch(await tried(page), /By the name alone/)
})
