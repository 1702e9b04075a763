import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { startJobs } from '#/platform/jobs/start-jobs.ts'
import type { Notification } from '#/platform/mail/notification.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { filtering } from '../filtering/feature.ts'
import { askFilter } from '../filtering/index.ts'
import { listInvolvement } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { askForSite } from './ask-for-site.ts'
import { type DecideRequest, decideRequest } from './decide-request.ts'
import { siteRequests } from './feature.ts'
import { makeIncident } from './make-incident.ts'
import { answerOf } from './pages.ts'
import { endOf } from './request.ts'
import { routes } from './routes.ts'
import { findRequest } from './store.ts'
import { mailProvider, recordProvider } from './tell-provider.ts'

const yes: DecideRequest = {
  decision: 'agreed',
  profiles: ['keyStage2'],
  lasts: 'lesson',
  on: null,
  why: 'For the Romans.',
  answer: null,
}
const roblox = { wants: 'open', site: 'https://www.roblox.com/learn', why: null } as const
const nasty = { wants: 'block', site: 'nasty.example', why: null } as const

const aWorld = (t: TestContext) => filteredSchools(t, [siteRequests])

const opens = async ({ context, school }: FilteredSchools, address: string, at = context.clock()) =>
  (await askFilter(context, school.id, { address, profile: 'Key stage 2', at })).allowed

const kindsOf = async ({ context }: FilteredSchools, who: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)

test('a teacher asks for a site, whom the school names decides, and it is open within two seconds and until its end', async (t) => {
  const world = await aWorld(t)
  const { context, school, publish } = world
  const { teacher, coordinator } = school.people
  await publish()
  const jobs = filtering.jobs ?? []
  const worker = await startJobs({
    jobsUrl: world.database.jobsUrl,
    context,
    jobs: [...jobs],
    allSchoolIds: async () => [],
    timetables: false,
  })
  t.after(worker.stop)
  const id = await askForSite(context, teacher, roblox)
  assert.ok((await kindsOf(world, coordinator)).includes('siteRequests.decide'))
  assert.equal(await opens(world, 'roblox.com/learn'), false)
  await decideRequest(context, coordinator, id, { ...yes, reach: 'page' })
  const agreedAt = performance.now()
  while (!(await opens(world, 'roblox.com/learn'))) {
    assert.ok(performance.now() - agreedAt < 2000, 'open within two seconds')
    await pause(20)
  }
  t.diagnostic(`open after ${Math.round(performance.now() - agreedAt)} ms`)
  assert.equal(await opens(world, 'roblox.com'), false)
  assert.equal(await opens(world, 'roblox.com/learn', new Date('2026-11-24T11:00:00Z')), false)
  assert.ok(!(await kindsOf(world, coordinator)).includes('siteRequests.decide'))
  const trail = await trailAbout(context, school.id, id)
  assert.deepEqual(trail, ['tasks.given', 'siteRequests.asked', 'tasks.done', 'siteRequests.agreed'])
})

test('a child reports a site, those whom the school names have a task, and it is blocked for everybody', async (t) => {
  const world = await aWorld(t)
  const { context, school, pupil, publish } = world
  const { head, coordinator, teacher } = school.people
  await setFor(world, school.id, 'siteRequests.told', ['head', 'coordinator'])
  const id = await askForSite(context, pupil, nasty)
  const session: Actor = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: newId(),
    className: 'Holly',
  }
  const second = await askForSite(context, session, nasty)
  for (const who of [head, coordinator])
    assert.ok((await kindsOf(world, who)).includes('siteRequests.decide'))
  await assert.rejects(decideRequest(context, teacher, id, { ...yes, lasts: 'good' }), NotAllowed)
  await decideRequest(context, coordinator, id, { ...yes, profiles: [], lasts: 'good' })
  await publish()
  assert.equal(await opens(world, 'www.nasty.example'), false)
  const found = await reading(context, head, (tx) => findRequest(tx, school.id, second))
  assert.equal(found.state, 'agreed')
  const mine = await askRoute(context, pupil, routes, 'GET /my-site-requests')
  assert.match(mine, /This site is closed now/)
  assert.doesNotMatch(mine, /coordinator|Romans/i)
  const shared = await askRoute(context, session, routes, 'GET /ask-for-site', {
    query: { site: 'nasty.example' },
  })
  assert.match(shared, /type="hidden" name="site" value="nasty.example"/)
  assert.doesNotMatch(shared, /my-site-requests|name="why"/, 'a shared device leads to nothing of one child')
  for (const who of [pupil, teacher])
    assert.match(await askRoute(context, who, routes, 'GET /ask-for-site'), /name="why".*my-site-requests/s)
  await assert.rejects(askRoute(context, session, routes, 'GET /my-site-requests'), NotAllowed)
})

test('nobody but the head decides what they asked for; others, another school and the decided are refused', async (t) => {
  const world = await aWorld(t)
  const { context, school, otherSchool } = world
  const { coordinator, lead, head } = school.people
  const own = await askForSite(context, coordinator, roblox)
  await assert.rejects(decideRequest(context, coordinator, own, yes), /Somebody else decides/)
  await assert.rejects(decideRequest(context, lead, own, yes), /for the online safety co-ordinator to decide/)
  await assert.rejects(decideRequest(context, otherSchool.people.head, own, yes), NotFound)
  await decideRequest(context, head, own, { ...yes, decision: 'refused' })
  await assert.rejects(decideRequest(context, head, own, yes), /decided already/)
  const heads = await askForSite(context, head, roblox)
  await decideRequest(context, head, heads, yes)
  await assert.rejects(askForSite(context, lead, { ...roblox, site: 'no address' }), Refused)
  for (let time = 0; time < 30; time++) await askForSite(context, lead, roblox)
  await assert.rejects(askForSite(context, lead, roblox), /a lot of sites/)
})

test('what is never open is not opened for a time, and for good by two people alone', async (t) => {
  const world = await aWorld(t)
  const { context, school, publish } = world
  const { teacher, coordinator, head } = school.people
  await publish()
  const id = await askForSite(context, teacher, { ...roblox, site: 'hide.me/learn' })
  await assert.rejects(decideRequest(context, coordinator, id, yes), /never opened for a time/)
  const good = { ...yes, lasts: 'good' } as const
  assert.equal(await decideRequest(context, coordinator, id, good), 'needsSecond')
  await publish()
  assert.equal(await opens(world, 'hide.me/learn'), false)
  await assert.rejects(decideRequest(context, coordinator, id, good), /agreed already/)
  assert.equal(await decideRequest(context, head, id, good), 'decided')
  await publish()
  assert.equal(await opens(world, 'hide.me/learn'), true)
})

test('the provider is written to without a name or a reason, and a task stands until it has acted', async (t) => {
  const world = await aWorld(t)
  const { context, school, technician } = world
  const { teacher, head } = school.people
  await setFor(world, school.id, 'siteRequests.hasProvider', true)
  const id = await askForSite(context, teacher, { ...nasty, site: 'nasty.example/page?q=private' })
  await decideRequest(context, head, id, { ...yes, profiles: [], lasts: 'good', reach: 'page' })
  assert.ok((await kindsOf(world, technician)).includes('siteRequests.chase'))
  const sent: { to: string; message: Notification }[] = []
  const post = {
    publicUrl: new URL('https://safety.example'),
    mailer: {
      send: async (to: string, message: Notification) => {
        sent.push({ to, message })
        return 'sent' as const
      },
      close: () => undefined,
    },
  }
  const mail = () => mailProvider(context, systemActor(school.id), post, id)
  await mail()
  assert.equal(sent.length, 0)
  await world.query(
    `insert into schools.contact (school_id, id, role, name, email, in_force_from) values ($1, gen_random_uuid(), 'filterProvider', 'The desk', 'desk@filter.example', now())`,
    [school.id],
  )
  await mail()
  await mail()
  assert.equal(sent.length, 1)
  assert.equal(sent[0]?.to, 'desk@filter.example')
  assert.match(sent[0]?.message.text ?? '', /nasty\.example\/page\n/)
  assert.doesNotMatch(sent[0]?.message.text ?? '', /private|Romans|teacher/)
  await recordProvider(context, technician, id, { did: 'They wrote that it is done.' })
  assert.ok(!(await kindsOf(world, technician)).includes('siteRequests.chase'))
  await assert.rejects(recordProvider(context, teacher, id, { did: 'x' }), NotAllowed)
})

test('one press makes an incident in which whoever told is the reporter and nothing else', async (t) => {
  const world = await aWorld(t)
  const { context, school, pupil } = world
  const { coordinator, teacher } = school.people
  const id = await askForSite(context, pupil, nasty)
  await assert.rejects(makeIncident(context, teacher, id, { kind: 'accidentalFind' }), NotAllowed)
  const incidentId = await makeIncident(context, coordinator, id, { kind: 'accidentalFind' })
  const parts = await reading(context, coordinator, (tx) => listInvolvement(tx, school.id, incidentId))
  assert.deepEqual(
    parts.map(({ part }) => part),
    ['reporter'],
  )
  await assert.rejects(makeIncident(context, coordinator, id, { kind: 'deliberateAccess' }), /already/)
  const shown = await askRoute(context, coordinator, routes, 'GET /site-requests/:id', { params: { id } })
  assert.match(shown, /The incident about it/)
  await lookInto(context, school.id, async (tx) => {
    for (const { evidence } of siteRequests.controls ?? []) {
      assert.match((await evidence(tx, school.id, context.clock())).sentence, /\w/)
    }
  })
})

test('who looks after the network sees the site, and neither who asked nor their words', async (t) => {
  const world = await aWorld(t)
  const { context, school, pupil, technician } = world
  const id = await askForSite(context, pupil, { ...nasty, why: 'It made me sad' })
  const show = (who: Actor) => askRoute(context, who, routes, 'GET /site-requests/:id', { params: { id } })
  assert.doesNotMatch(await show(technician), /Pip|made me sad/)
  assert.match(await show(school.people.coordinator), /Pip Pupil[\s\S]*made me sad/)
})

test('a lesson is an hour and ends with the school day at the latest; a day is counted whole', () => {
  const calendar = {
    terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }],
    closedDays: [],
    dayStartsAt: '08:40',
    dayEndsAt: '15:30',
  }
  const end = (at: string, lasts: 'lesson' | 'until' | 'good', on: string | null = null) =>
    endOf({ lasts, on }, new Date(at), calendar)?.toISOString() ?? null
  assert.equal(end('2026-11-24T10:00:00Z', 'lesson'), '2026-11-24T11:00:00.000Z')
  assert.equal(end('2026-11-24T15:00:00Z', 'lesson'), '2026-11-24T15:30:00.000Z')
  assert.equal(end('2026-11-24T16:00:00Z', 'lesson'), '2026-11-24T17:00:00.000Z')
  assert.equal(end('2026-11-24T10:00:00Z', 'until', '2026-11-25'), '2026-11-26T00:00:00.000Z')
  assert.equal(end('2026-11-24T10:00:00Z', 'good'), null)
  assert.throws(() => end('2026-11-24T10:00:00Z', 'until', '2026-11-23'), /still to come/)
})

test('what was agreed until a day is not called open when that day is over', async (t) => {
  const world = await aWorld(t)
  const { context, school } = world
  const { teacher, coordinator } = school.people
  const id = await askForSite(context, teacher, roblox)
  await decideRequest(context, coordinator, id, { ...yes, answer: 'Yes, for your lesson.' })
  const found = await reading(context, teacher, (tx) => findRequest(tx, school.id, id))
  const { until } = found
  assert.ok(until)
  assert.equal(
    answerOf(found, new Date(until.getTime() - 1), () => 'nowhere'),
    'Yes, for your lesson.',
  )
  assert.match(
    answerOf(found, until, () => 'nowhere'),
    /time for this site is over/,
  )
})
