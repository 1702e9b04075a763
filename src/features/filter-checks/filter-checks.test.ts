import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkClient as client } from '#/app/network-client.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { aTestedNetwork } from '../../../test/a-tested-network.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { routes as filterRoutes } from '../filtering/routes.ts'
import { boardRoutes } from '../oversight/routes-board.ts'
import { tasksOf } from '../tasks/index.ts'
import { routes as taskRoutes } from '../tasks/routes.ts'
import type { Result } from './case.ts'
import { controls } from './controls.ts'
import { filterChecks } from './feature.ts'
import { keepTrial } from './keep-trial.ts'
import { newestEdition, questionsOf } from './questions.ts'
import { routes } from './routes.ts'
import { askForTest, testFilter } from './test-filter.ts'
import { findTest } from './test-store.ts'

const verdictsOf = (results: readonly Result[], key: string, way: Result['way'] = 'dns') =>
  Object.fromEntries(
    results
      .filter((one) => one.case === key && one.way === way)
      .map(({ profile, verdict }) => [profile, verdict]),
  )

const kindsOf = async ({ context }: FilteredSchools, who: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)

const all = (verdict: string) => ({
  keyStage2: verdict,
  guests: verdict,
  governors: verdict,
  staff: verdict,
})

test('whoever is in the school’s network gets what was agreed, and the test of every morning shows it', async (t) => {
  const world = await aTestedNetwork(t)
  const { context, school, otherSchool, run } = world
  const { head } = school.people
  const done = await run()
  assert.ok(done)
  assert.equal(done.outcome, 'passed')
  assert.deepEqual(verdictsOf(done.results, 'help'), all('passed'))
  assert.deepEqual(await trailAbout(context, school.id, done.id), ['filterChecks.passed'])
  const page = await askRoute(context, head, routes, 'GET /filter-checks/tests/:id', {
    params: { id: done.id },
  })
  assert.match(page, /Passed\. Nothing came through/)
  assert.match(
    page,
    /Governors: from 127\.83\.0\.\d, an address of this server that the filter takes for this group/,
  )
  assert.match(page, /Whether the filter takes each device for the right group/)
  assert.match(page, /As agreed: every group/)
  assert.match(page, /No licence|not asked for, because no name/)
  const pdf = await askRoute(context, head, routes, 'GET /filter-checks/tests/:id/certificate.pdf', {
    params: { id: done.id },
  })
  assert.ok(pdf.startsWith('%PDF'))
  const found = controls.find(({ id }) => id === 'filterChecks.everybody')
  const seen = await reading(context, head, async (tx) => found?.evidence(tx, school.id, context.clock()))
  assert.equal(seen?.inDate, true)
  const later = new Date(context.clock().getTime() + 8 * 86_400_000)
  assert.equal(
    (await reading(context, head, async (tx) => found?.evidence(tx, school.id, later)))?.inDate,
    false,
  )
  await assert.rejects(
    lookInto(context, otherSchool.id, (tx) => findTest(tx, otherSchool.id, done.id)),
    NotFound,
  )
  assert.equal(
    await testFilter(context, otherSchool.id, { engines: world.engines, client, askedBy: null }),
    null,
  )
})

test('what is closed to everybody is closed to every group, by name and by page', async (t) => {
  const { run } = await aTestedNetwork(t)
  const done = await run()
  const results = done?.results ?? []
  for (const key of ['pornography', 'malware', 'hate', 'violence', 'gambling'])
    for (const way of ['dns', 'proxy'] as const)
      assert.deepEqual(verdictsOf(results, key, way), all('passed'), `${key} by ${way}`)
  for (const { case: key, outcome } of results)
    if (['pornography', 'gambling'].includes(key)) assert.equal(outcome, 'blocked')
})

test('ways round the filter are closed, and one that is not fails the test', async (t) => {
  const world = await aTestedNetwork(t)
  const { context, school, run, swap, loaded } = world
  const { head, lead } = school.people
  const done = await run()
  for (const key of ['webProxy', 'vpn', 'otherNameServer', 'canary', 'privateRelay'])
    assert.deepEqual(verdictsOf(done?.results ?? [], key), all('passed'), key)
  // Somebody wrote a snapshot by hand that lets a proxy through.
  const schools = loaded.snapshot.schools.map((one) => ({
    ...one,
    policy: {
      ...one.policy,
      rules: [{ site: 'croxyproxy.com', does: 'allow' as const, profiles: 'all' as const }],
    },
  }))
  await swap({ ...loaded, snapshot: { ...loaded.snapshot, madeAtMs: 7, schools } })
  const failed = await run()
  assert.equal(failed?.outcome, 'failed')
  assert.deepEqual(verdictsOf(failed?.results ?? [], 'webProxy'), all('failed'))
  assert.ok((await kindsOf(world, lead)).includes('filterChecks.mend'))
  const cards = { homeCards: filterChecks.homeCards ?? [] }
  assert.match(await askRoute(context, head, taskRoutes, 'GET /tasks', cards), /needs somebody/)
  assert.match(await askRoute(context, head, boardRoutes, 'GET /board', cards), /needs somebody/)
  const control = controls.find(({ id }) => id === 'filterChecks.waysRound')
  const seen = await reading(context, head, async (tx) => control?.evidence(tx, school.id, context.clock()))
  assert.match(seen?.sentence ?? '', /not as agreed for .*Staff/)
  await swap(loaded)
  await run()
  const closed = await reading(context, head, async (tx) => control?.evidence(tx, school.id, context.clock()))
  assert.equal(closed?.inDate, true, closed?.sentence)
  assert.ok(!(await kindsOf(world, lead)).includes('filterChecks.mend'))
})

test('a test asks as each group, and each gets what its own rules say', async (t) => {
  const { run } = await aTestedNetwork(t, 'T')
  const results = (await run())?.results ?? []
  const outcomesOf = (key: string) =>
    Object.fromEntries(
      results
        .filter((one) => one.case === key && one.way === 'dns')
        .map(({ profile, outcome }) => [profile, outcome]),
    )
  const adultsReach = { keyStage2: 'blocked', guests: 'reached', governors: 'reached', staff: 'reached' }
  assert.deepEqual(outcomesOf('socialNetworks'), all('blocked'))
  assert.deepEqual(outcomesOf('chat'), adultsReach)
  assert.deepEqual(outcomesOf('imageSearch'), adultsReach)
  assert.deepEqual(outcomesOf('ai'), adultsReach)
  for (const key of ['safeSearch', 'safeSearchBing', 'safeSearchDuckDuckGo'])
    for (const way of ['dns', 'proxy'] as const)
      assert.deepEqual(verdictsOf(results, key, way), all('passed'), `${key} by ${way}`)
  const levels = { keyStage2: 'blocked', guests: 'moderate', governors: 'moderate', staff: 'reached' }
  assert.deepEqual(outcomesOf('videoLevel'), levels)
  assert.ok(results.every(({ verdict }) => verdict === 'passed' || verdict === 'notTested'))
})

test('what is open in breaks alone is tested against the rules of that hour', async (t) => {
  const { context, school, engines } = await aTestedNetwork(t, 'A')
  const askAt = async (time: string) => {
    t.mock.timers.enable({ apis: ['Date'], now: new Date(`2026-11-24T${time}:00Z`) })
    const done = await testFilter(context, school.id, { engines, client, askedBy: null })
    t.mock.timers.reset()
    const found = done?.results.find(
      (one) => one.case === 'webmail' && one.profile === 'staff' && one.way === 'proxy',
    )
    return [found?.outcome, found?.verdict, done?.inLesson]
  }
  assert.deepEqual(await askAt('10:00'), ['blocked', 'passed', true])
  assert.deepEqual(await askAt('12:30'), ['reached', 'passed', false])
})

test('sites known for strong language are asked for, and that no page is read is said where people look', async (t) => {
  const { context, school, run } = await aTestedNetwork(t)
  const { head } = school.people
  const done = await run()
  const results = done?.results.filter((one) => one.case === 'language') ?? []
  const ofPupils = results.filter(({ profile }) => profile === 'keyStage2')
  assert.deepEqual(
    ofPupils.map(({ way, outcome, verdict }) => [way, outcome, verdict]),
    [
      ['dns', 'blocked', 'passed'],
      ['proxy', 'blocked', 'passed'],
    ],
  )
  const certificate = () =>
    askRoute(context, head, routes, 'GET /filter-checks/tests/:id', { params: { id: done?.id ?? '' } })
  assert.match(await certificate(), /reads no page[^<]*Somebody tries testfiltering\.com on a device/)
  const notTried = {
    adult: 'notTried',
    illegal: 'notTried',
    roundAbout: 'notTried',
    search: 'notTried',
  } as const
  const where = { device: 'Tablet 12', profile: 'keyStage2', place: 'Library', action: 'Told IT.' } as const
  const trial = { ...where, ...notTried, ai: 'notTried', help: 'notTried', language: 'wrong' } as const
  await keepTrial(context, head, trial)
  assert.match(
    await certificate(),
    /tried such a page on a device on 24 November 2026 \(Key stage 2\): not as it should/,
  )
  assert.match(await askRoute(context, head, filterRoutes, 'GET /what-is-filtered'), /reads no page/)
  const limits = (edition: number) => questionsOf(edition).find(({ key }) => key === 'limits')?.think ?? ''
  assert.match(limits(newestEdition), /strong language is blocked where a site is known for it/)
  assert.doesNotMatch(limits(1), /strong language/)
})

test('a network that answers nothing is said so, and one that nobody named is not tested', async (t) => {
  const world = await aTestedNetwork(t)
  const { context, school, run } = world
  await setFor(world, school.id, 'filterChecks.resolver', '127.0.0.1:9')
  const done = await run()
  assert.equal(done?.outcome, 'silent')
  assert.equal(done.proxy, null)
  assert.ok((await kindsOf(world, school.people.lead)).includes('filterChecks.mend'))
  assert.equal(
    await testFilter(context, world.otherSchool.id, { engines: null, client, askedBy: null }),
    null,
  )
})

test('whoever looks after the network asks for a test; others do not', async (t) => {
  const { context, school, technician } = await filteredSchools(t, [filterChecks])
  await assert.rejects(askForTest(context, school.people.chair), NotAllowed)
  await askForTest(context, technician)
  assert.deepEqual(await trailAbout(context, school.id, school.id), ['filterChecks.testAsked'])
  assert.match(
    await askRoute(context, technician, routes, 'GET /filter-checks', {
      query: { asked: String(context.clock().getTime()) },
    }),
    /The test runs now/,
  )
})
