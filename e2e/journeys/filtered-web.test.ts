import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { engineSnapshotPath, publishPolicy } from '../../src/features/filtering/index.ts'
import { findPeopleByName } from '../../src/features/people/index.ts'
import { suspended } from '../../src/features/sanctions/index.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { type RunningEngines, runEngines } from '../../test/running-engines.ts'
import { openDevice } from '../device.ts'
import { journey } from '../journey.ts'
import { openSchool, openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

// Browsers know some sites as encrypted only and never ask for them plainly; these are none of them.
const childsDevice = '127.0.1.10'
const teachersDevice = '127.0.1.20'

/** Engines go by the clock on the wall, so the school does too: it is in the school year of today. */
const clock = () => new Date()
const yearNow = () => clock().getFullYear() - (clock().getMonth() < 8 ? 1 : 0)

type Web = { stage: Stage; engines: RunningEngines; schoolId: string; context: Context }

journey('through the school’s proxy in a real browser', async (t) => {
  const load: Parameters<typeof openStage>[2] = (context, parts) =>
    openSchool('alder', context, parts, yearNow())
  const stage = await openStage(t, 'alder', load, { clock })
  const { context, address } = stage.app
  const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
  await publishPolicy(context, systemActor(schoolId))
  const engines = await runEngines(t, engineSnapshotPath(context), { publicUrl: address })
  const keeper = new URL(address).host
  const through = (from: string) => openDevice(t, from, { keeper, proxyPort: engines.proxyPort })
  const web: Web = { stage, engines, schoolId, context }
  const child = await stage.visitor({ who: 'pupil', through: await through(childsDevice), phone: true })
  const teacher = await stage.visitor({ who: 'teacher', through: await through(teachersDevice) })

  await t.test('a child is blocked, asks, and reads on two seconds after somebody agreed', (u) =>
    askAndRead(u.diagnostic.bind(u), web, child),
  )
  await t.test('a teacher reads on where a child is blocked', async () => {
    assert.match(await seen(teacher, web, 'crazygames.com'), /not open here/)
    await signIn(stage, teacher, 'teacher.alder')
    await becomes(web, teacher, 'crazygames.com', /Welcome to crazygames\.com/)
    assert.match(await seen(child, web, 'crazygames.com'), /not open here/)
    await teacher.open('/s/alder/this-device')
    assert.match(await teacher.reads(), /Staff.*127\.0\.1\.20/s)
  })
  await t.test('a suspended child reaches help and nothing else', () => suspend(web, child))
})

async function askAndRead(say: (text: string) => void, web: Web, child: Visitor): Promise<void> {
  const { stage, engines } = web
  assert.match(await seen(child, web, 'miniclip.com'), /not open here.*by accident.*0800 1111/s)
  await child.follow('Sign in')
  assert.equal(new URL(child.page.url()).pathname, '/s/alder/sign-in')
  await signIn(stage, child, 'pupil.alder')
  await becomes(web, child, 'miniclip.com', /^(?!.*Sign in).*not open here/s)
  await child.follow('Ask for this site')
  assert.match(await child.reads(), /What about this site\?.*miniclip\.com/s)
  await child.page.getByRole('radio').first().check({ force: true })
  await child.press('Send it')
  assert.equal(await child.heading(), 'Thank you for asking')

  // The safeguarding lead is the co-ordinator there, who decides where no setting says otherwise.
  const decider = await stage.signedIn('dsl.alder')
  await decider.open('/s/alder/tasks')
  assert.match(await decider.reads(), /Decide about a site that somebody needs/)
  await decider.open(`/s/alder/site-requests/${await newestRequest(web)}`)
  assert.match(await decider.reads(), /miniclip\.com/)
  await decider.choose('Yes')
  await decider.choose(/For good/)
  await decider.fill('Why?', 'Number games, looked through.')
  assert.equal(await engines.name(childsDevice, 'miniclip.com'), 'ENOTFOUND')
  await decider.page.getByRole('button', { name: 'Decide' }).click()
  await decider.page.waitForURL((url) => !url.pathname.endsWith('/decide'))
  const agreedAt = performance.now()
  while ((await engines.name(childsDevice, 'miniclip.com')) !== 'open') {
    assert.ok(performance.now() - agreedAt < 2000, 'open at the DNS port within two seconds')
    await pause(20)
  }
  say(`open at the DNS port ${Math.round(performance.now() - agreedAt)} ms after the decision`)
  await becomes(web, child, 'miniclip.com', /Welcome to miniclip\.com/)
  await whole(web)
  await decider.leave()
}

async function newestRequest({ context, schoolId }: Web): Promise<string> {
  const { about_id: id } = await reading(context, systemActor(schoolId), (tx) =>
    tx
      .selectFrom('audit.entry')
      .select('about_id')
      .where('school_id', '=', schoolId)
      .where('did', '=', 'siteRequests.asked')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return id ?? ''
}

/** The trail tells it from the question to the engines. */
async function whole({ context, schoolId }: Web): Promise<void> {
  const rows = await reading(context, systemActor(schoolId), (tx) =>
    tx
      .selectFrom('audit.entry')
      .select('did')
      .where('school_id', '=', schoolId)
      .where('did', '~', '^(siteRequests|filtering)[.](asked|agreed|siteOpened|published)')
      .orderBy('number')
      .execute(),
  )
  const dids = rows.map(({ did }) => did).filter((did, at, all) => did !== all[at - 1])
  assert.deepEqual(dids.slice(-4), [
    'siteRequests.asked',
    ...['filtering.siteOpened', 'siteRequests.agreed'],
    'filtering.published',
  ])
}

async function suspend(web: Web, child: Visitor): Promise<void> {
  const { context, schoolId, stage } = web
  const name = await stage.nameOf('pupil.alder')
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    const [pupil] = await findPeopleByName(tx, schoolId, name, 1)
    await announce(context, tx, systemActor(schoolId), suspended, {
      sanctionId: '019ab000-0000-7000-8000-00000000005a',
      personId: pupil?.id ?? '',
      what: 'internet',
      tool: null,
      until: addDays(londonDate(clock()), 3),
    })
  })
  await becomes(web, child, 'news.example', /suspended for this account/)
  assert.match(await seen(child, web, 'www.childline.org.uk'), /Welcome to www\.childline/)
  assert.match(await seen(child, web, 'miniclip.com'), /suspended for this account/)
  assert.equal(await child.open('/s/alder/report'), 200)
  assert.equal(await child.open('/s/alder/agreements/mine'), 200)
}

async function signIn({ app }: Stage, { page }: Visitor, name: string): Promise<void> {
  const headers = { origin: app.address, 'sec-fetch-site': 'same-origin' }
  await page.request.post('/demo/sign-in', { form: { name }, headers })
  await page.goto('/s/alder/this-device')
}

/** What the browser shows of a site. */
async function seen({ page }: Visitor, { engines }: Web, host: string): Promise<string> {
  await page.goto(`http://${host}:${engines.sitePort}/`)
  return page.locator('body').innerText()
}

async function becomes(web: Web, visitor: Visitor, host: string, what: RegExp): Promise<void> {
  const began = performance.now()
  for (let shown = ''; !what.test(shown); shown = await seen(visitor, web, host)) {
    assert.ok(performance.now() - began < 3000, `${host} shows: ${shown}`)
    await pause(50)
  }
}
