import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:tls'
import { authorityKeys } from '#/app/authority-keys.ts'
import { followSnapshot, openSnapshot } from '#/engines/filter/index.ts'
import { makeAuthority, openGate, startProxy } from '#/engines/proxy/index.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { startJobs } from '#/platform/jobs/start-jobs.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { openTunnelTo } from '../../../test/a-proxy.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { authorityJobs, filtering } from '../filtering/feature.ts'
import { keepAuthority } from '../filtering/keep-authority.ts'
import { routes as filterRoutes } from '../filtering/routes.ts'
import { engineSnapshotPath } from '../filtering/write-engine-snapshot.ts'
import { decideInspection } from './decide-inspection.ts'
import { endInspection } from './end-inspection.ts'
import { inspectForm, proposeInspection } from './propose-inspection.ts'
import { routes } from './routes.ts'

const wanted = { profiles: ['keyStage2'], why: 'Searches of pupils are to be safe.', told: 'yes' } as const
const yes = { decision: 'agreed', why: null } as const
const asked = () => inspectForm.parse({ ...wanted, profiles: [...wanted.profiles] })

/** A school on this machine, its proxy, and what makes a state of each decision. */
async function aNetwork(t: TestContext) {
  const world = await filteredSchools(t)
  const { context, school } = world
  await setFor(world, school.id, 'filtering.networks', '127.0.9.0/25 keyStage2\n127.0.9.128/25 staff')
  await world.publish()
  const worker = await startJobs({
    jobsUrl: world.database.jobsUrl,
    context,
    jobs: [...(filtering.jobs ?? []), ...authorityJobs(makeAuthority)],
    allSchoolIds: async () => [],
    timetables: false,
  })
  t.after(worker.stop)
  const path = engineSnapshotPath(context)
  const troubles: string[] = []
  const tell = (sentence: string): void => void troubles.push(sentence)
  const loaded = await openSnapshot(path, tell)
  const openKey = authorityKeys(context.vault.keyring)
  const gate = openGate({
    loaded,
    proxy: 'p:1',
    askAt: 'http://a/%s/%u',
    count: () => {},
    inspection: { openKey, tell },
    clock: Date.now,
  })
  const proxy = await startProxy({ gate, host: '127.0.0.1', port: 0, resolve: async () => [] })
  t.after(proxy.close)
  t.after(followSnapshot(path, loaded, gate.swap, tell))
  return { ...world, port: proxy.port, troubles }
}

/** Who signed the certificate that a browser of that address is shown for a site; null where the proxy passes on unseen. */
async function signerOf({ port }: { port: number }, from: string, host: string): Promise<string | null> {
  const opened = await openTunnelTo(port, `${host}:443`, from)
  return new Promise((done) => {
    const secure = connect({ socket: opened, servername: host, rejectUnauthorized: false }, () => {
      done(String(secure.getPeerCertificate().issuer.CN))
      secure.destroy()
    })
    secure.once('error', () => done(null))
    opened.once('close', () => done(null))
  })
}

async function agreed(world: FilteredSchools): Promise<string> {
  const { context, school } = world
  const id = await proposeInspection(context, school.people.head, asked())
  await decideInspection(context, school.people.coordinator, id, yes)
  return id
}

test('two people turn inspection on, the engine looks inside within two seconds, and never into private business or for others', async (t) => {
  const world = await aNetwork(t)
  const { context, school } = world
  const [pupil, staff] = ['127.0.9.1', '127.0.9.129']
  assert.equal(await signerOf(world, pupil, 'example.org'), null)
  const id = await agreed(world)
  const began = performance.now()
  while ((await signerOf(world, pupil, 'example.org')) === null) {
    assert.ok(performance.now() - began < 2000, 'within two seconds')
    await wait(50)
  }
  assert.match((await signerOf(world, pupil, 'example.org')) ?? '', /web filter/)
  for (const host of ['www.barclays.co.uk', '111.nhs.uk', 'www.gov.uk', 'childline.org.uk'])
    assert.equal(await signerOf(world, pupil, host), null, host)
  assert.equal(await signerOf(world, staff, 'example.org'), null)
  const { head } = school.people
  assert.match(
    await askRoute(context, head, routes, 'GET /filtering/inspection/certificate.pem'),
    /BEGIN CERTIFICATE/,
  )
  assert.match(
    await askRoute(context, head, filterRoutes, 'GET /what-is-filtered'),
    /looks inside encrypted pages[\s\S]*Key stage 2/,
  )
  await endInspection(context, school.people.coordinator, id, { why: 'Enough.' })
  const ended = performance.now()
  while ((await signerOf(world, pupil, 'example.org')) !== null) {
    assert.ok(performance.now() - ended < 2000, 'ended within two seconds')
    await wait(50)
  }
  const trail = await trailAbout(context, school.id, id)
  for (const did of ['Proposed', 'Agreed', 'Ended'])
    assert.ok(trail.includes(`filtering.inspection${did}`), did)
  assert.deepEqual(world.troubles, [])
})

test('nobody turns it on alone, for guests, or at another school; the key leaves the database in sealed form alone', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, otherSchool } = world
  const { head, coordinator, teacher } = school.people
  await assert.rejects(proposeInspection(context, teacher, asked()), NotAllowed)
  await assert.rejects(
    proposeInspection(context, head, { ...asked(), profiles: ['guests'] }),
    /never looked into/,
  )
  const id = await proposeInspection(context, head, asked())
  await assert.rejects(proposeInspection(context, coordinator, asked()), /Another proposal waits/)
  await assert.rejects(decideInspection(context, head, id, yes), /Somebody else has to/)
  await assert.rejects(decideInspection(context, school.people.lead, id, yes), NotAllowed)
  await assert.rejects(
    decideInspection(context, coordinator, id, { decision: 'refused', why: null }),
    /Say why not/,
  )
  await assert.rejects(decideInspection(context, otherSchool.people.head, id, yes), NotFound)
  await assert.rejects(endInspection(context, coordinator, id, { why: 'x' }), /not on/)
  await assert.rejects(endInspection(context, otherSchool.people.head, id, { why: 'x' }), NotFound)
  await decideInspection(context, coordinator, id, yes)
  await assert.rejects(decideInspection(context, coordinator, id, yes), /decided already/)
  await keepAuthority(context, systemActor(school.id), makeAuthority)
  await keepAuthority(context, systemActor(school.id), makeAuthority)
  const kept = await world.query<{ sealed_key: Buffer }>('select sealed_key from filtering.authority')
  assert.equal(kept.length, 1)
  assert.ok(!String(kept[0]?.sealed_key).includes('PRIVATE'))
  await keepAuthority(context, systemActor(otherSchool.id), makeAuthority)
  await assert.rejects(world.query(`update inspection.proposal set decided_by = proposed_by`), /check/)
  await world.publish()
  const { snapshot } = await openSnapshot(engineSnapshotPath(context), () => {})
  assert.ok(!JSON.stringify(snapshot).includes('PRIVATE'))
  assert.equal(
    await reading(context, head, async () => snapshot.schools[0]?.inspection?.profiles[0]),
    'Key stage 2',
  )
})
