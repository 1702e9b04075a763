import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { writeZone } from '#/cli/zone.ts'
import { askName } from '#/engines/dns/index.ts'
import { NotAllowed } from '#/kernel/refusal.ts'
import { freePort } from '../../../e2e/free-port.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { anUpstream } from '../../../test/dns-upstream.ts'
import { lookInto } from '../../../test/ground.ts'
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
  })
  await world.publish()
  const zone = await text(Readable.from(zoneText(zoneOf(context, school.id, 'keyStage2'))))
  return { ...world, zone }
}

/** A real Unbound that has the zone, in front of a server that knows every name. */
async function anUnbound(t: TestContext, zone: string) {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-unbound-'))
  const upstream = await anUpstream()
  const port = await freePort()
  await writeFile(join(folder, 'zone'), zone)
  const config = `server:
  interface: 127.0.0.1@${port}
  do-not-query-localhost: no
  do-daemonize: no
  use-syslog: no
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: ""
  module-config: "respip iterator"
rpz:
  name: rpz.local
  zonefile: "${join(folder, 'zone')}"
forward-zone:
  name: "."
  forward-addr: ${upstream.server.replace(':', '@')}
`
  await writeFile(join(folder, 'unbound.conf'), config)
  const unbound = spawn('/usr/sbin/unbound', ['-d', '-c', join(folder, 'unbound.conf')], { stdio: 'ignore' })
  t.after(async () => {
    const ended = once(unbound, 'exit')
    if (unbound.exitCode === null) {
      unbound.kill()
      await ended
    }
    await upstream.stop()
    await rm(folder, { recursive: true })
  })
  const ask = (name: string) =>
    askName({ server: { address: '127.0.0.1', port }, from: null, name, wants: 'address' }, 500)
  const until = performance.now() + 10_000
  while ((await ask('ready.example')) === undefined) {
    assert.ok(performance.now() < until, 'Unbound begins')
    await wait(100)
  }
  return ask
}

const hasUnbound = existsSync('/usr/sbin/unbound')

test('a real Unbound loads the zone and blocks what the rules block', {
  skip: !hasUnbound && 'Unbound is not installed',
}, async (t) => {
  const { zone } = await aZone(t)
  const ask = await anUnbound(t, zone)
  for (const name of [
    'pornhub.com',
    'www.pornhub.com',
    'roblox.com',
    'nasty.example',
    'use-application-dns.net',
    'dns.google',
  ])
    assert.equal((await ask(name))?.kind, 'noSuchName', name)
  for (const name of ['example.org', 'learn.roblox.com', 'childline.org.uk'])
    assert.deepEqual((await ask(name))?.addresses, ['192.0.2.1'], name)
  assert.deepEqual((await ask('www.google.com'))?.leadsTo, ['forcesafesearch.google.com'])
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
