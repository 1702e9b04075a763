// From a real decision to the task of the safeguarding lead: no other reason to block takes an attempt from them (decision S16).

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSnapshot, serveSnapshot } from '#/engines/filter/index.ts'
import { openGate } from '#/engines/proxy/index.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { endAfterwards } from '../../../test/a-folder.ts'
import { type ActiveSchools, activeSchools } from '../../../test/an-active-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { addOwnSite, engineSnapshotPath } from '../filtering/index.ts'
import { listConcerns } from './concern-store.ts'
import { routes } from './routes.ts'
import { takeIn } from './take-in.ts'

const concerns = ({ context, school }: ActiveSchools) =>
  lookInto(context, school.id, (tx) => listConcerns(tx, { kind: 'system', schoolId: school.id }, 10))

/** The proxy of the school as it stands, with the pupil signed in at one device and whose internet is stopped at another, and what it leaves in the spool taken in. */
async function aProxyFor({ context, pupil, folder }: ActiveSchools, stopped: PersonActor) {
  const path = engineSnapshotPath(context)
  const first = await openSnapshot(path, () => undefined)
  const untilMs = context.clock().getTime() + 3_600_000
  const at = (address: string, who: string | null, stopped: { untilMs: null } | null) => ({
    ...{ address, profile: 'Key stage 2', stopped, who, untilMs },
  })
  const devices = [
    at('127.0.9.1', pupil.personId, null),
    at('127.0.9.2', stopped.personId, { untilMs: null }),
  ]
  const { loaded, spool } = serveSnapshot(
    { ...first, signedIn: { madeAtMs: 1, schools: [{ school: 'alder', devices }] } },
    { ...{ path, ownHost: '', spoolFolder: folder }, onTrouble: () => undefined },
  )
  const gate = openGate({
    ...{ loaded, note: spool.note, count: () => undefined, askAt: 'http://keeper.example/%s/%u' },
    clock: () => context.clock().getTime(),
  })
  const reach = async (address: string, host: string, pathAndQuery = '') => {
    const verdict = gate.passOf(address)?.mayReach({ host, pathAndQuery })
    assert.ok(verdict && !verdict.allowed, host)
    await spool.flush()
    await takeIn(context)
    return verdict.page.html
  }
  return { reach, stop: spool.stop }
}

test('what harms is a task by whatever blocked it first, as the proxy itself decides, and no number tells of it', async (t) => {
  const world = await activeSchools(t)
  const { context, school, publish } = world
  const stopped = await aPerson(context, school.id, { kind: 'pupil', name: 'Sol Stopped' })
  const networks = '127.0.9.0/24 keyStage2\n127.0.8.0/24 keyStage2 sign-in'
  await setFor(world, school.id, 'filtering.networks', networks)
  const own = { site: 'thinspo.example', does: 'block', profiles: [], until: null } as const
  const { head } = school.people
  await lookInto(context, school.id, (tx) =>
    addOwnSite(context, tx, head, { ...own, why: 'Seen in Year 5.', addedBy: head.personId, agreedBy: null }),
  )
  await publish()
  const { reach, stop } = await aProxyFor(world, stopped)
  endAfterwards(t, stop)
  const listens = /<title>You are not alone</
  assert.doesNotMatch(await reach('127.0.9.1', 'www.reddit.com', '/r/science'), listens)
  assert.doesNotMatch(await reach('127.0.9.2', 'news.example'), listens)
  assert.deepEqual(await concerns(world), [])
  const tried: readonly [what: string, address: string, host: string, path: string][] = [
    ['a part of a site that another list names', '127.0.9.1', 'www.reddit.com', '/r/thinspo'],
    ['a name below one that another list names', '127.0.9.1', 'pro-ana.tumblr.com', ''],
    ['a site that the school blocks by its own list', '127.0.9.1', 'thinspo.example', ''],
    ['whose internet is stopped', '127.0.9.2', 'pro-ana.example', ''],
    ['a device where nobody has signed in', '127.0.8.1', 'pro-ana.example', ''],
  ]
  for (const [at, [what, address, host, path]] of tried.entries()) {
    assert.match(await reach(address, host, path), listens, what)
    const told = await concerns(world)
    assert.deepEqual([...new Set(told.flatMap(({ categories }) => categories))], ['selfHarm'], what)
    assert.equal(
      told.reduce((sum, { times }) => sum + times, 0),
      at + 1,
      what,
    )
  }
  assert.deepEqual(
    (await concerns(world)).map(({ personId }) => personId).sort(),
    [world.pupil.personId, stopped.personId, null].sort(),
  )
  const urgencies = await world.query<{ urgency: string }>(
    `select urgency from tasks.task where school_id = $1 and kind like 'activity.%'`,
    [school.id],
  )
  assert.deepEqual(urgencies, Array(6).fill({ urgency: 'now' }), 'for the lead and the deputy each')
  assert.doesNotMatch(await askRoute(context, school.people.lead, routes, 'GET /activity'), /Self-harm/)
})
