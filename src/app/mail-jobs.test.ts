import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { hourMs } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import type { QueuedJob } from '#/platform/jobs/job-list.ts'
import { filteredSchools } from '../../test/a-filtered-school.ts'
import { aPublishedPolicy, policyWorld } from '../../test/a-policy.ts'
import { aGuardian, aSchoolThatSigns } from '../../test/a-school-that-signs.ts'
import { setFor } from '../../test/an-incident-in-progress.ts'
import { aPerson } from '../../test/ground.ts'
import { postOffice } from '../../test/post-office.ts'
import { type StaffedSchools, staffedSchools } from '../../test/staffed-school.ts'
import { until } from '../../test/word-jobs.ts'
import { workBesideMail } from '../../test/work-beside-mail.ts'
import { remindParents } from '../features/agreements/mail-link.ts'
import { askForSite } from '../features/site-requests/ask-for-site.ts'
import { decideRequest } from '../features/site-requests/decide-request.ts'
import { siteRequests } from '../features/site-requests/feature.ts'
import { giveTask } from '../features/tasks/give-task.ts'
import { remindOfTasks } from '../features/tasks/remind.ts'
import { mailJobs } from './mail-jobs.ts'

/** Something that makes the school owe somebody an e-mail: which job sends it, and to whom it goes, once each. */
type Owed = {
  job: string
  to: readonly string[]
  by: (t: TestContext) => Promise<StaffedSchools>
  /** What there is to do about it while it is tried, and once the last try has failed; null where that changes nothing. */
  tasks: { before: readonly Left[]; left: Left } | null
}
type Left = { role: string; title: string }

/** A task stands on the page of whoever has it, with or without its notice. */
const onTheirPage = null
const officeReaches = {
  before: [],
  left: { role: 'office', title: 'Reach parents whose e-mail did not go out: Parents and carers' },
}

const giveLead = ({ context, school }: StaffedSchools) =>
  inTransaction(context, school.people.teacher, (tx) =>
    giveTask(context, tx, school.people.teacher, {
      to: { personId: school.people.lead.personId },
      kind: 'incidents.readReport',
      title: 'Read a new report',
      about: { kind: 'incident', id: newId() },
      path: '/incidents',
      urgency: 'normal',
      due: { at: new Date('2026-11-25T12:00:00Z'), clock: 'schoolDays' },
    }),
  )

const forgetJobs = ({ query }: StaffedSchools) => query('delete from graphile_worker._private_jobs')

const owed: Readonly<Record<string, Owed>> = {
  'the notice of a task': {
    job: 'tasks.sendNotice',
    to: ['lead@alder.example'],
    tasks: onTheirPage,
    by: async (t) => {
      const world = await staffedSchools(t)
      await giveLead(world)
      return world
    },
  },
  'the reminder of what is due': {
    job: 'tasks.sendNotice',
    to: ['lead@alder.example'],
    tasks: onTheirPage,
    by: async (t) => {
      const world = await staffedSchools(t)
      await giveLead(world)
      await forgetJobs(world)
      await remindOfTasks(world.context, systemActor(world.school.id))
      return world
    },
  },
  'a parent’s signing link': {
    job: 'agreements.mailLink',
    to: ['mia.abbot@home.example', 'mia.brook@home.example'],
    tasks: officeReaches,
    by: async (t) => {
      const world = await aSchoolThatSigns(t)
      await world.publish('parent')
      return world
    },
  },
  'a parent’s reminder': {
    job: 'agreements.mailLink',
    to: ['mia.abbot@home.example', 'mia.brook@home.example'],
    tasks: officeReaches,
    by: async (t) => {
      const world = await aSchoolThatSigns(t)
      await world.publish('parent')
      await forgetJobs(world)
      world.setTime('2026-12-07T07:00:00Z')
      const system = systemActor(world.school.id)
      await inTransaction(world.context, system, (tx) => remindParents(world.context, tx, system))
      return world
    },
  },
  'the letter of a published policy': {
    job: 'policies.mailPolicy',
    to: ['ada@parents.example'],
    tasks: {
      before: [],
      left: {
        role: 'coordinator',
        title: 'Tell people of a published policy: e-mails about it did not go out',
      },
    },
    by: async (t) => {
      const world = await policyWorld(t)
      const { context, school } = world
      await setFor(world, school.id, 'policies.mailedTo', ['guardian'])
      const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Nia Okafor' })
      const parent = { kind: 'guardian', name: 'Ada Okafor', email: 'ada@parents.example' } as const
      const { personId } = await aPerson(context, school.id, parent)
      await aGuardian(world, school.id, personId, child.personId)
      await aPublishedPolicy(world)
      return world
    },
  },
  'a request to the filter’s provider': {
    job: 'siteRequests.mailProvider',
    to: ['desk@filter.example'],
    tasks: {
      before: [{ role: 'technician', title: 'See that the filter provider changes a site' }],
      left: {
        role: 'technician',
        title: 'Ring the filter provider about a site: they could not be written to',
      },
    },
    by: aRequestToTheProvider,
  },
}

async function aRequestToTheProvider(t: TestContext) {
  const world = await filteredSchools(t, [siteRequests])
  const { context, school, query } = world
  const { teacher, head } = school.people
  await setFor(world, school.id, 'siteRequests.hasProvider', true)
  await query(
    `insert into schools.contact (school_id, id, role, name, email, in_force_from)
     values ($1, gen_random_uuid(), 'filterProvider', 'The desk', 'desk@filter.example', now())`,
    [school.id],
  )
  const id = await askForSite(context, teacher, { wants: 'block', site: 'nasty.example', why: null })
  await decideRequest(context, head, id, {
    decision: 'agreed',
    profiles: [],
    lasts: 'good',
    on: null,
    why: 'It is unkind.',
    answer: null,
  })
  return world
}

/** How long it goes on trying: the queue waits e seconds, e² seconds, and so on up to e¹⁰ between two tries. */
const triesForMs = ({ mostTries }: Pick<QueuedJob, 'mostTries'>): number =>
  Array.from({ length: mostTries - 1 }, (_, at) => Math.exp(Math.min(10, at + 1)) * 1000).reduce(
    (sum, ms) => sum + ms,
    0,
  )

for (const [what, { job, to, by }] of Object.entries(owed)) {
  test(`an hour without mail: ${what} is queued, is seen to wait, and arrives once`, async (t) => {
    const world = await by(t)
    const { received, hourLater, waiting, triedOnce } = await workBesideMail(t, world, job)
    await triedOnce()
    const jobs = await waiting()
    assert.ok(jobs.length > 0)
    assert.deepEqual(
      jobs.map(({ lastError }) => lastError),
      jobs.map(() => 'MailFailed'),
    )
    for (const one of jobs) assert.ok(triesForMs(one) > 12 * hourMs, 'it outlasts a night')
    assert.equal(received.length, 0)
    await hourLater()
    await until(async () => (await waiting()).length === 0, 'what waited')
    assert.deepEqual(received.map((one) => one.to).sort(), to)
  })
}

for (const [what, { job, tasks, by }] of Object.entries(owed)) {
  if (tasks === null) continue
  test(`given up after its last try: ${what} is left to somebody as a task`, async (t) => {
    const world = await by(t)
    const { received, triedOnce, lastTry } = await workBesideMail(t, world, job)
    const open = () =>
      world.query<Left>(
        `select distinct role, title from tasks.task where state = 'open' and kind = any($1)`,
        [['tasks.notMailed', 'siteRequests.chase']],
      )
    await triedOnce()
    assert.deepEqual(await open(), tasks.before, 'not before the last try')
    await lastTry()
    assert.deepEqual(await open(), [tasks.left])
    assert.equal(received.length, 0)
  })
}

test('whatever mails tells somebody that it was given up, or tells of a task that waits on a page', async (t) => {
  const { post } = await postOffice(t)
  const silent = mailJobs(post).filter(({ timetable, givenUp }) => timetable === undefined && !givenUp)
  assert.deepEqual(
    silent.map(({ name }) => name),
    ['tasks.sendNotice'],
  )
})

test('of a provider who could not be written to until the last try, the request says so', async (t) => {
  const world = await aRequestToTheProvider(t)
  const { received, triedOnce, lastTry } = await workBesideMail(t, world, 'siteRequests.mailProvider')
  const trouble = () => world.query('select provider_trouble, told_provider_at from site_requests.request')
  await triedOnce()
  assert.deepEqual(await trouble(), [{ provider_trouble: null, told_provider_at: null }])
  await lastTry()
  assert.deepEqual(await trouble(), [{ provider_trouble: 'notReached', told_provider_at: null }])
  assert.equal(received.length, 0)
})
