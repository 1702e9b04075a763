import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { writeZone } from '#/cli/zone.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import { serveZone } from '../../../test/name-servers.ts'
import { addOwnSite } from './keep-own-list.ts'
import { routes } from './routes.ts'
import { zoneOf, zoneText } from './zone.ts'

async function aZone(t: TestContext) {
  const world = await filteredSchools(t)
  const { context, school } = world
  const { head, lead } = school.people
  const own = {
    profiles: [],
    until: null,
    why: 'For a test.',
    addedBy: head.personId,
    agreedBy: lead.personId,
  }
  await lookInto(context, school.id, async (tx) => {
    await addOwnSite(context, tx, head, { ...own, site: 'learn.roblox.com', does: 'allow' })
    await addOwnSite(context, tx, head, { ...own, site: 'nasty.example', does: 'block' })
    const odd = addOwnSite(context, tx, head, { ...own, site: 'odd;name.example', does: 'block' })
    await assert.rejects(odd, /no address of a site/)
    // Safe search and what is closed for everybody stay, whatever somebody opens.
    for (const site of ['www.google.com', 'dns.google', 'more.dns.google'])
      await addOwnSite(context, tx, head, { ...own, site, does: 'allow' })
  })
  await world.publish()
  const zone = await text(Readable.from(zoneText(zoneOf(context, school.id, 'keyStage2'))))
  return { ...world, zone }
}

for (const server of ['Unbound', 'BIND'] as const)
  test(`a real ${server} loads the zone and blocks what the rules block`, async (t) => {
    const { zone } = await aZone(t)
    const ask = await serveZone(t, server, zone)
    for (const name of [
      'pornhub.com',
      'www.pornhub.com',
      'roblox.com',
      'nasty.example',
      'use-application-dns.net',
      'www.startpage.com',
      'html.duckduckgo.com',
      'dns.google',
      // Blocked, so that it is not led to its restricted side either.
      'www.youtube.com',
    ])
      assert.equal((await ask(name))?.kind, 'noSuchName', name)
    for (const name of ['example.org', 'learn.roblox.com', 'childline.org.uk'])
      assert.deepEqual((await ask(name))?.addresses, ['192.0.2.1'], name)
    assert.deepEqual((await ask('www.google.com'))?.leadsTo, ['forcesafesearch.google.com'])
  })

test('each name stands in the zone once, as the engine decides, and only names that a zone can hold', async (t) => {
  const { zone } = await aZone(t)
  const owners = zone
    .split('\n')
    .filter((line) => line.includes(' CNAME '))
    .map((line) => line.split(' CNAME '))
  assert.match(zone, /^; .*Expressions are left out, and no visits are told/m)
  const said = Map.groupBy(owners, ([owner]) => owner)
  for (const [owner, lines] of said)
    assert.equal(new Set(lines.map(([, what]) => what)).size, 1, `${owner} is said in two ways`)
  assert.deepEqual(said.get('dns.google'), [['dns.google', '.']])
  assert.deepEqual(said.get('www.google.com'), [['www.google.com', 'forcesafesearch.google.com.']])
  assert.ok(![...said.keys()].some((owner) => owner === undefined || /[^a-z0-9_.*-]/.test(owner)))
})

test('technicians download the zone, and the command line writes the same', async (t) => {
  const world = await aZone(t)
  const { context, school, technician, zone } = world
  const out = new PassThrough()
  const written = text(out)
  await writeZone(context, ['alder', 'keyStage2'], out)
  out.end()
  assert.equal(await written, zone)
  await assert.rejects(writeZone(context, ['alder', 'everybody'], out), /with one of these: earlyYears/)
  await assert.rejects(writeZone(context, ['nowhere', 'staff'], out), /no school nowhere/)
  const asked = { params: { key: 'keyStage2' } }
  assert.match(await askRoute(context, technician, routes, 'GET /filtering/rules'), /rules\/keyStage2\/zone/)
  await askRoute(context, technician, routes, 'GET /filtering/rules/:key/zone', asked)
  const reads = await world.query<{ did: string }>('select did from audit.inbox')
  assert.ok(reads.some(({ did }) => did === 'filtering.zoneTaken'))
  await assert.rejects(
    askRoute(context, school.people.chair, routes, 'GET /filtering/rules/:key/zone', asked),
    NotAllowed,
  )
})
