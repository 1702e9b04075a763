import assert from 'node:assert/strict'
import { readdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { keepHeartbeat, readSnapshot } from '#/engines/filter/index.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { controls } from './controls.ts'
import { answeredWords, runningWords, standingOf, startedAgainWords } from './engine.ts'
import { keepEngines } from './look-at-engines.ts'
import { publishPolicy } from './publish-policy.ts'
import { routes } from './routes.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

const at = (time: string): Date => new Date(`2026-11-24T${time}Z`)

test('an engine is behind when it has an earlier state for more than moments, and silent after three minutes', () => {
  const newest = { version: 4, madeAt: at('10:00:00') }
  const standing = (version: number | null, beatAt: string, now = '10:05:00') =>
    standingOf({ version, beatAt: at(beatAt) }, newest, at(now))
  assert.equal(standing(4, '10:04:59'), 'current')
  assert.equal(standing(3, '10:04:59'), 'behind')
  assert.equal(standing(null, '10:04:59'), 'behind')
  assert.equal(standing(3, '10:00:05', '10:00:06'), 'current')
  assert.equal(standing(4, '10:01:30'), 'silent')
  assert.equal(standingOf({ version: null, beatAt: at('10:00:00') }, undefined, at('10:00:01')), 'current')
})

test('an engine that has fallen silent is not said to run', () => {
  const said = (now: string, answeredAt: Date | null = null) =>
    answeredWords({ engine: 'dns', beatAt: at('10:00:00'), answeredAt }, at(now))
  assert.equal(said('10:01:00'), 'DNS runs, and nobody has asked it yet.')
  assert.equal(said('10:05:00'), 'DNS was heard last on 24 November 2026, 10am. Nobody had asked it.')
  assert.match(said('10:05:00', at('09:59:00')), /^DNS answered last on 24 November 2026, 9:59am/)
})

test('how many of Squid’s helpers run is said, and with what', () => {
  const stateMadeAt = new Map([[4, at('10:02:00')]])
  const said = (running: number | null, version: number | null) =>
    runningWords({ running, version }, stateMadeAt)
  assert.equal(said(null, 4), null)
  assert.equal(said(1, 4), 'One helper runs, with what was agreed by 24 November 2026, 10:02am.')
  assert.equal(said(5, 3), '5 helpers run, with something earlier.')
  assert.equal(said(2, null), '2 helpers run, with nothing of this school.')
})

test('that an engine was started again is said, and that it never was is not', () => {
  const since = at('08:00:00')
  const said = (times: number) => startedAgainWords({ startedAgain: { times, since } })
  assert.equal(said(0), null)
  assert.equal(startedAgainWords({ startedAgain: null }), null)
  assert.match(said(1) ?? '', /^It was started again by itself once since 24 November 2026, 8am\. Whoever/)
  assert.match(said(3) ?? '', /3 times since/)
})

test('the page and the evidence say which engine has what was agreed, and when it last answered', async (t: TestContext) => {
  const world = await filteredSchools(t)
  const { context, school, otherSchool, publish, setTime, query } = world
  const control = controls.find(({ id }) => id === 'filtering.engines')
  assert.ok(control)
  const evidence = () =>
    reading(context, school.people.head, (tx) => control.evidence(tx, school.id, context.clock()))
  const overview = () => askRoute(context, school.people.head, routes, 'GET /filtering')
  setTime(new Date().toISOString())
  await publish()
  assert.equal((await evidence()).isSetUp, false)
  assert.match(await overview(), /Nothing filters yet/)

  const path = engineSnapshotPath(context)
  const loaded = await readSnapshot(path)
  const answered = Date.now() - 60_000
  const end = keepHeartbeat(
    path,
    { engine: 'dns', at: '10.1.0.3:53' },
    {
      serving: () => loaded,
      answeredAtMs: () => answered,
      startedAgain: () => 3,
      onTrouble: assert.fail,
    },
  )
  t.after(end)
  await pause(300)
  setTime(new Date().toISOString())
  await keepEngines(context, systemActor(school.id))
  const seen = await evidence()
  assert.deepEqual([seen.inDate, seen.lastAt?.getTime()], [true, answered])
  assert.match(seen.sentence, /DNS answered last on .* What was agreed last is in force there/)
  assert.match(await overview(), /DNS answered last on.*10\.1\.0\.3:53.*Has what was agreed/s)
  assert.match(await overview(), /It was started again by itself 3 times since \d+ \w+ \d{4}/)

  await query(`update schools.school set network_ranges = '{10.9.0.0/16}'`)
  await publishPolicy(context, systemActor(school.id))
  await publishPolicy(context, systemActor(otherSchool.id))
  setTime(new Date(Date.now() + 60_000).toISOString())
  assert.match(await overview(), /Has an earlier state/)
  assert.match(await overview(), /10\.9\.0\.0\/16 is left out of the filter, and nobody there gets an answer/)
  assert.equal((await evidence()).inDate, false)

  await end()
  await unlink(join(dirname(path), 'heartbeats', 'dns-10.1.0.3-53.json')).catch(() => undefined)
  setTime(new Date(Date.now() + 600_000).toISOString())
  assert.match(await overview(), /Says nothing/)
  setTime(new Date(Date.now() + 8 * 86_400_000).toISOString())
  await keepEngines(context, systemActor(school.id))
  assert.equal((await evidence()).isSetUp, false)
})

test('Squid’s helpers on one machine are one engine: as far as the one that is furthest behind, without whoever was killed', async (t) => {
  const world = await filteredSchools(t)
  const { context, school, publish, setTime } = world
  const overview = () => askRoute(context, school.people.head, routes, 'GET /filtering')
  setTime(new Date(Date.now() - 60_000).toISOString())
  await publish()
  const path = engineSnapshotPath(context)
  const first = await readSnapshot(path)
  const keep = (helper: number, loaded = first) =>
    keepHeartbeat(
      path,
      { engine: 'squid', at: 'squid.alder.example', helper },
      { serving: () => loaded, answeredAtMs: () => null, onTrouble: assert.fail },
    )
  for (const helper of [7, 8, 9]) t.after(keep(helper))
  const folder = join(dirname(path), 'heartbeats')
  await waitForFiles(folder, 3)
  const killed = JSON.parse(await readFile(join(folder, 'squid-squid.alder.example-of-7.json'), 'utf8'))
  const before = { ...killed, helper: 6, beatAtMs: killed.beatAtMs - 30_000, versions: {} }
  await writeFile(join(folder, 'squid-squid.alder.example-of-6.json'), JSON.stringify(before))

  setTime(new Date().toISOString())
  const shown = await overview()
  assert.match(
    shown,
    /Squid’s helper runs, and nobody has asked it yet.*squid\.alder\.example.*3 helpers run, with what was agreed by \d.*Has what was agreed/s,
  )
  await keepEngines(context, systemActor(school.id))
  const control = controls.find(({ id }) => id === 'filtering.engines')
  assert.ok(control)
  const evidence = await reading(context, school.people.head, (tx) =>
    control.evidence(tx, school.id, context.clock()),
  )
  assert.match(evidence.sentence, /^Squid’s helper runs/)

  await world.query(`update schools.school set network_ranges = '{10.9.0.0/16}'`)
  await publish()
  t.after(keep(10, await readSnapshot(path)))
  await waitForFiles(folder, 5)
  setTime(new Date(Date.now() + 60_000).toISOString())
  assert.match(await overview(), /4 helpers run, with what was agreed by.*Has an earlier state/s)
  setTime(new Date(Date.now() + 600_000).toISOString())
  assert.match(
    await overview(),
    /Squid’s helper was heard last on [^<]*Nobody had asked it\.(?!.*helpers run).*Says nothing/s,
  )
})

async function waitForFiles(folder: string, many: number): Promise<void> {
  const count = async () =>
    (await readdir(folder).catch(() => [])).filter((one) => one.endsWith('.json')).length
  for (let looks = 0; (await count()) < many; looks++) {
    assert.ok(looks < 100, `${many} heartbeats are written`)
    await pause(50)
  }
}
