import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { checkingSchools, kindsOf, romans } from '../../../test/a-checked-site.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { askForSite } from '../site-requests/ask-for-site.ts'
import { decideRequest } from '../site-requests/index.ts'
import { checkAgain, checkSite } from './check-site.ts'
import { answersFor, pageOf, searchesTheWeb, touches } from './checked-site.ts'
import { controls } from './controls.ts'
import { remindOfChecks } from './remind-of-checks.ts'
import { routes } from './routes.ts'
import { findSite, sitesFor } from './store.ts'
import { takeOutSite } from './take-out.ts'

test('a site is checked by whom the school names, again when its check ends, and every check is kept', async (t) => {
  const world = await checkingSchools(t)
  const { context, school, otherSchool, pupil, setTime } = world
  const { teacher, head, coordinator } = school.people
  const id = await checkSite(context, teacher, { ...romans, until: '2026-12-18' })
  const about = { params: { id } }
  assert.match(
    await askRoute(context, teacher, routes, 'GET /checked-sites/:id', about),
    /The filter, for key stage 2/,
  )
  await assert.rejects(checkSite(context, teacher, { ...romans, until: '2028-01-01' }), /not after/)
  await assert.rejects(checkSite(context, pupil, romans), NotAllowed)
  await assert.rejects(checkAgain(context, otherSchool.people.teacher, id, romans), NotFound)
  setTime('2026-12-10T10:00:00Z')
  await remindOfChecks(context, systemActor(school.id))
  await remindOfChecks(context, systemActor(school.id))
  assert.deepEqual(
    (await kindsOf(world, teacher)).filter((kind) => kind === 'checkedSites.check'),
    ['checkedSites.check'],
  )
  await setFor(world, school.id, 'checkedSites.checkers', ['coordinator'])
  await assert.rejects(checkAgain(context, teacher, id, romans), /online safety co-ordinator, or the head/)
  assert.equal(await checkSite(context, coordinator, { ...romans, seen: 'Looked again.' }), id)
  assert.ok(!(await kindsOf(world, teacher)).includes('checkedSites.check'))
  assert.match(
    await askRoute(context, head, routes, 'GET /checked-sites/:id', about),
    /Earlier checks[\s\S]*two films/,
  )
  assert.match(await askRoute(context, head, routes, 'GET /checked-sites'), /museum\.example\/romans/)
  assert.deepEqual(await trailAbout(context, school.id, id), [
    'checkedSites.checked',
    'tasks.given',
    'tasks.done',
    'checkedSites.checked',
  ])
  setTime('2027-12-20T10:00:00Z')
  const register = controls[0] as (typeof controls)[number]
  const evidence = await lookInto(context, school.id, (tx) =>
    register.evidence(tx, school.id, context.clock()),
  )
  assert.equal(evidence.inDate, false)
})

test('what no class may use is not checked as suitable: closed categories, whole film sites, open search', async (t) => {
  const world = await checkingSchools(t)
  const { context, school } = world
  const { teacher } = school.people
  const checks = (site: string, parts = {}) => checkSite(context, teacher, { ...romans, ...parts, site })
  await assert.rejects(checks('nothing'), /no address of a site/)
  await assert.rejects(checks('pornhub.com/kids'), /which no class may use/)
  await assert.rejects(checks('https://www.youtube.com'), /nobody can check all of it/)
  await assert.rejects(checks('museum.example', { phases: [] }), /Choose the phases/)
  const film = await checks('https://www.youtube.com/watch?v=roads1')
  const found = await lookInto(context, school.id, (tx) =>
    sitesFor(tx, school.id, ['youtube.com/watch?v=roads1', 'youtube.com/watch?v=other']),
  )
  assert.deepEqual(
    [...found.values()].map(({ id }) => id),
    [film],
  )
  await checks('google.com')
  await setFor(world, school.id, 'checkedSites.openSearch', ['keyStage3'])
  await assert.rejects(checks('https://www.google.co.uk/search?q=romans'), /key stage 2 use links alone/)
  await checks('pornhub.com', { result: 'notSuitable', phases: [] })
})

test('a site that was reported unsuitable is taken out at once, and stays out while the report waits', async (t) => {
  const world = await checkingSchools(t)
  const { context, school, pupil } = world
  const { teacher, coordinator } = school.people
  const id = await checkSite(context, teacher, romans)
  const other = await checkSite(context, teacher, { ...romans, site: 'museum.example/greeks' })
  const report = await askForSite(context, pupil, {
    wants: 'block',
    site: 'museum.example/romans/games',
    why: null,
  })
  const site = await lookInto(context, school.id, (tx) => findSite(tx, school.id, id))
  assert.equal(site.state, 'takenOut')
  assert.equal((await lookInto(context, school.id, (tx) => findSite(tx, school.id, other))).state, 'suitable')
  assert.ok((await kindsOf(world, teacher)).includes('checkedSites.lookAgain'))
  await assert.rejects(checkAgain(context, teacher, id, romans), /nobody has decided yet/)
  const decision = { profiles: [], lasts: 'good' as const, on: null, why: 'Looked.', answer: null }
  await decideRequest(context, coordinator, report, { ...decision, decision: 'refused' })
  await checkAgain(context, teacher, id, romans)
  const again = await askForSite(context, pupil, { wants: 'block', site: 'museum.example', why: null })
  await decideRequest(context, coordinator, again, { ...decision, decision: 'agreed' })
  await assert.rejects(checkAgain(context, teacher, id, romans), /The school blocks this site/)
  await checkAgain(context, teacher, id, { ...romans, result: 'notSuitable', phases: [] })
  await assert.rejects(checkAgain(context, teacher, id, romans), /The school blocks this site/, 'still')
  const open = await reading(context, pupil, (tx) => sitesFor(tx, school.id, ['museum.example/romans']))
  assert.equal(open.get('museum.example/romans')?.state, 'notSuitable')
})

test('any member of staff takes a site out, once', async (t) => {
  const { context, school, otherSchool, pupil } = await checkingSchools(t)
  const { teacher, lead } = school.people
  const id = await checkSite(context, teacher, romans)
  await assert.rejects(takeOutSite(context, pupil, id, { why: 'No' }), NotAllowed)
  await assert.rejects(takeOutSite(context, otherSchool.people.teacher, id, { why: 'No' }), NotFound)
  await takeOutSite(context, lead, id, { why: 'There are adverts now.' })
  await assert.rejects(takeOutSite(context, lead, id, { why: 'Again' }), Refused)
})

test('which check answers for which page is the same however an address is written', () => {
  const below = { site: 'museum.example/romans', covers: 'below' } as const
  assert.ok(answersFor(below, pageOf('HTTPS://WWW.Museum.example:443/romans/roads?page=2#map').site))
  assert.ok(answersFor(below, pageOf('museum.example//romans/').site))
  for (const other of [
    'museum.example',
    'museum.example/romansh',
    'other.museum.example/romans',
    'museum.example/%72oman',
  ])
    assert.ok(!answersFor(below, pageOf(other).site), other)
  assert.ok(!answersFor({ ...below, covers: 'page' }, 'museum.example/romans/roads'))
  assert.ok(
    touches('museum.example/romans', 'museum.example') && touches('museum.example', 'museum.example/romans'),
  )
  assert.ok(!touches('museum.example/romans', 'museum.example/greeks'))
  assert.equal(pageOf('http://www.old.example/a?b=1').address, 'http://www.old.example/a?b=1')
  assert.throws(() => pageOf('javascript:alert(1)'), Refused)
  assert.throws(() => pageOf(`museum.example/?${'a'.repeat(400)}`), /too long/)
  for (const site of ['google.co.uk', 'google.com/search?q=a', 'duckduckgo.com/?q=a', 'images.google.com'])
    assert.ok(searchesTheWeb(site), site)
  for (const site of ['docs.google.com/document/1', 'kiddle.co', 'google.com/maps', 'swiggle.org.uk'])
    assert.ok(!searchesTheWeb(site), site)
})
