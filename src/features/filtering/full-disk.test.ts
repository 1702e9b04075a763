// The disk is full: whatever was there before serves on, it is said, and it comes right by itself once there is room.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openSnapshot } from '#/engines/filter/index.ts'
import { openGate } from '#/engines/proxy/index.ts'
import type { Context } from '#/platform/context.ts'
import { reading } from '#/platform/context.ts'
import { startJobs } from '#/platform/jobs/start-jobs.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { withRoomFor } from '../../../test/full-disk.ts'
import { lookInto } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { filtering } from './feature.ts'
import { fetchLists, type Publishers } from './fetch-lists.ts'
import { addOwnSite } from './keep-own-list.ts'
import { loadSealedList } from './load-sealed-list.ts'
import { sealedHere } from './sealed-list.ts'
import { sourceOf } from './sources.ts'
import { filterFolder } from './the-lists.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

/** Enough for a name, for no snapshot and no list. */
const littleRoom = 1000

/** A school whose filter is in force, on a disk that can be filled. */
async function aFilterInForce(t: TestContext) {
  const world = await filteredSchools(t)
  const { context, school, publish } = world
  await setFor(world, school.id, 'filtering.networks', '127.0.9.0/24 staff')
  await setFor(world, school.id, 'filtering.sources', ['ut1'])
  await publish()
  return {
    ...world,
    /** Whether an engine that starts now lets staff reach it. */
    reaches: async (host: string) => {
      const loaded = await openSnapshot(engineSnapshotPath(context), () => undefined)
      const gate = openGate({
        loaded,
        proxy: 'p:1',
        askAt: 'http://a/%s/%u',
        count: () => {},
        clock: Date.now,
      })
      return gate.passOf('127.0.9.1')?.mayReach({ host, pathAndQuery: '' }).allowed
    },
    blockSite: (site: string) =>
      lookInto(context, school.id, (tx) =>
        addOwnSite(context, tx, school.people.head, {
          ...{ site, does: 'block' as const, profiles: [], until: null, why: 'Seen in class.' },
          ...{ addedBy: school.people.head.personId, agreedBy: school.people.lead.personId },
        }),
      ),
    halfWritten: async () =>
      (await readdir(filterFolder(context.vault), { recursive: true })).filter((name) =>
        /\.new$|work-/.test(name),
      ),
  }
}

test('what is agreed on a full disk waits, aloud, and reaches the engines by itself', async (t) => {
  const world = await aFilterInForce(t)
  const said: string[] = []
  const worker = await startJobs({
    jobsUrl: world.database.jobsUrl,
    context: listening(world.context, said),
    jobs: filtering.jobs ?? [],
    allSchoolIds: async () => [],
    timetables: false,
  })
  t.after(worker.stop)
  await withRoomFor(littleRoom, async () => {
    await world.blockSite('seen.example')
    while (said.length === 0) await wait(50)
    assert.equal(await world.reaches('seen.example'), true)
    assert.equal(await world.reaches('grabify.link'), false, 'what was agreed before serves on')
  })
  assert.match(said.join(), /a job failed: filtering\.publish/)
  const until = performance.now() + 60_000
  while (await world.reaches('seen.example')) {
    assert.ok(performance.now() < until, 'it is blocked once there is room')
    await wait(100)
  }
  assert.deepEqual(await world.halfWritten(), [])
})

/** The context with ears for what is said of jobs. */
function listening(context: Context, said: string[]): Context {
  const error = ({ job }: { job: string }, sentence: string) => void said.push(`${sentence}: ${job}`)
  return { ...context, log: Object.assign(Object.create(context.log), { error }) }
}

test('a list that finds no room is a task, an index that finds none changes nothing, and both come by themselves', async (t) => {
  const world = await aFilterInForce(t)
  const { context, technician, publish } = world
  const publishers = await aPublisher(t)
  const [fetched] = await withRoomFor(littleRoom, () => fetchLists(context, technician, publishers))
  assert.equal(fetched?.outcome, 'failed')
  assert.match(fetched?.says ?? '', /no room for it on the server’s disk/)
  const kinds = (await reading(context, technician, (tx) => tasksOf(tx, technician))).map(({ kind }) => kind)
  assert.ok(kinds.includes('filtering.lookAtLists'))
  const [again] = await fetchLists(context, technician, publishers)
  assert.equal(again?.outcome, 'changed')
  await withRoomFor(littleRoom, async () => {
    await assert.rejects(publish())
    assert.equal(await world.reaches('site7.example'), true)
    assert.equal(await world.reaches('grabify.link'), false)
  })
  assert.deepEqual(await world.halfWritten(), [])
  await publish()
  assert.equal(await world.reaches('site7.example'), false)
})

/** Gives out a list of pornography that is longer than the room. */
async function aPublisher(t: TestContext): Promise<Publishers> {
  const names = Array.from({ length: 500 }, (_, at) => `site${at}.example`).join('\n')
  const server = createServer((_request, response) => response.end(names))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => server.close())
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/adult`
  return () => ({ ...sourceOf('ut1'), lists: [{ category: 'pornography', address: at }] })
}

test('a list of illegal content that finds no room leaves the one before, and one that engines were not told of reaches them', async (t) => {
  const world = await aFilterInForce(t)
  const { context, publish } = world
  const licence = { name: 'Member 1', issuer: 'A foundation', reference: '4711', until: '2027-07-31' }
  const feed = (names: readonly string[]): string =>
    names.map((name) => createHash('sha256').update(name).digest('hex')).join('\n')
  const first = await loadSealedList(context, feed(['worst.example', 'other.example']), licence)
  const many = feed(Array.from({ length: 50 }, (_, at) => `worst${at}.example`))
  await assert.rejects(
    withRoomFor(littleRoom, () => loadSealedList(context, many, licence)),
    { name: 'Refused', message: /no room on the disk for this list, so the one before stays/ },
  )
  assert.deepEqual(await sealedHere(filterFolder(context.vault)), first)
  assert.equal(await world.reaches('worst.example'), false)
  const next = feed(['worst.example', 'third.example'])
  await assert.rejects(
    withRoomFor(littleRoom, () => loadSealedList(context, next, licence)),
    { name: 'Refused', message: /is loaded, but there is no room on the disk to tell the engines/ },
  )
  assert.equal(await world.reaches('worst.example'), false)
  assert.equal(await world.reaches('third.example'), true)
  assert.deepEqual(await world.halfWritten(), [])
  await publish()
  assert.equal(
    await world.reaches('third.example'),
    false,
    'every minute the server looks whether they have it',
  )
})
