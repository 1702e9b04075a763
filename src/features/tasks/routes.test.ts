import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction } from '#/platform/context.ts'
import { html } from '#/platform/web/html.ts'
import { page, type RecordSight, type Route } from '#/platform/web/route.ts'
import { createServer } from '#/platform/web/server.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { dutyPermissions } from '../people/index.ts'
import { giveTask } from './give-task.ts'
import { permissions } from './permissions.ts'
import { rerouteTasks } from './reroute-tasks.ts'
import { routes } from './routes.ts'
import type { NewTask } from './task.ts'

/** Where a task leads, and what governors do not see. */
const incidentPage: Route = {
  method: 'GET',
  path: '/incidents/:id',
  may: 'signedIn',
  does: 'a record',
  answer: async () => page({ title: 'Incident', body: html`The record` }),
}

const hiddenFromGovernors: RecordSight['find'] = async (_tx, actor) => {
  if (actor.kind === 'person' && actor.roles.has('governor')) throw new NotFound('incident')
}

const statuses: Readonly<Record<string, number>> = { notFound: 404, notAllowed: 403 }

type Who = StaffName | 'pupil'
type Asked = { status: number; text: string; location: string | undefined }

/** The two schools behind the real web server, each request sent by whom the test says. */
async function open(t: TestContext) {
  const world = await staffedSchools(t, { permissions: [permissions, dutyPermissions] })
  const schools = [world.school, world.otherSchool]
  const pupil = { ...world.school.people.teacher, personId: newId(), roles: new Set(['pupil']) }
  const server = createServer({
    context: world.context,
    routes: [...routes, incidentPage],
    sights: [{ kind: 'incident', find: hiddenFromGovernors }],
    rootRoutes: [],
    findSchool: async (slug) => {
      const school = schools.find((one) => one.slug === slug)
      return school && { id: school.id, slug, name: slug }
    },
    identify: async (request, { id }) => {
      const who = String(request.headers['x-who']) as Who
      const school = schools.find((one) => one.id === id)
      const actor = who === 'pupil' ? pupil : school?.people[who]
      return actor ? { actor, csrf: 'token' } : null
    },
    askToSignIn: async () => ({ kind: 'redirect', to: '/sign-in' }),
    typedBefore: async () => null,
    drawPage: async ({ title, body, errors }) =>
      `<title>${title}</title>${Object.values(errors ?? {})}${body}`,
    drawTrouble: ({ kind }) => ({ status: statuses[kind] ?? 500, markup: kind }),
    publicUrl: 'http://localhost',
    secure: false,
    trustProxy: false,
  })
  t.after(() => server.close())
  const ask = async (who: Who, url: string, sent?: Record<string, string>): Promise<Asked> => {
    const answer = await server.inject({
      url,
      method: sent ? 'POST' : 'GET',
      headers: {
        'x-who': who,
        'sec-fetch-site': 'same-origin',
        ...(sent ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(sent ? { payload: new URLSearchParams({ csrf: 'token', ...sent }).toString() } : {}),
    })
    return { status: answer.statusCode, text: answer.body, location: answer.headers.location }
  }
  const give = (change: Partial<NewTask> = {}) => {
    const id = newId()
    const actor = systemActor(world.school.id)
    const task: NewTask = {
      to: { role: 'dsl' },
      kind: 'incidents.readReport',
      title: 'Read a new report',
      about: { kind: 'incident', id },
      path: `/incidents/${id}`,
      urgency: 'normal',
      ...change,
    }
    return inTransaction(world.context, actor, async (tx) => ({
      ...(await giveTask(world.context, tx, actor, task)),
      task,
    }))
  }
  return { ...world, ask, give }
}

test('the list is the person’s own, a task opens where it is done, and ends with a reason', async (t) => {
  const { ask, give } = await open(t)
  const { taskId, task } = await give({ due: { at: new Date('2026-11-24T15:00:00Z'), clock: 'workingDays' } })
  const home = await ask('lead', '/s/alder/tasks')
  assert.equal(home.status, 200)
  assert.match(home.text, /Read a new report/)
  assert.match(home.text, /Due today by 3pm, counted in working days/)
  assert.match(home.text, /For the designated safeguarding lead/)
  const opened = await ask('lead', `/s/alder/tasks/${taskId}`)
  assert.deepEqual([opened.status, opened.location], [303, `/s/alder${task.path}`])
  const wrong = await ask('lead', `/s/alder/tasks/${taskId}/end`, { state: 'notNeeded', reason: ' ' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Say why it is not needed/)
  const ended = await ask('lead', `/s/alder/tasks/${taskId}/end`, {
    state: 'notNeeded',
    reason: 'Told by hand',
  })
  assert.equal(ended.status, 303)
  assert.match((await ask('lead', '/s/alder/tasks')).text, /nothing to do here/)
})

test('a task answers 404 to everybody whose it is not, and to what is no address of a task', async (t) => {
  const { ask, give } = await open(t)
  const { taskId } = await give()
  for (const path of ['', '/end']) {
    assert.equal((await ask('teacher', `/s/alder/tasks/${taskId}${path}`)).status, 404)
    assert.equal((await ask('lead', `/s/beech/tasks/${taskId}${path}`)).status, 404)
    assert.equal((await ask('lead', `/s/alder/tasks/anything${path}`)).status, 404)
  }
  assert.equal((await ask('teacher', `/s/alder/tasks/${taskId}/end`, { state: 'done' })).status, 404)
})

const oftenOf = /Tasks: send notice[\s\S]*?data-label="How often"><span>(\d+)/

test('a subject finds nothing of a record in tasks, mail and jobs, while a colleague does', async (t) => {
  const { ask, give, context, school, query } = await open(t)
  const { taskId, task } = await give({ to: [{ role: 'dsl' }, { role: 'head' }] })
  const jobs = async (who: StaffName) =>
    Number(oftenOf.exec((await ask(who, '/s/alder/jobs')).text)?.[1] ?? 0)
  const mails = async (who: StaffName) =>
    (await ask(who, '/s/alder/mail')).text.match(/Waiting/g)?.length ?? 0
  assert.deepEqual([await jobs('head'), await mails('head')], [2, 2])
  await inTransaction(context, systemActor(school.id), async (tx) => {
    const subject = [{ personId: school.people.head.personId, why: 'subject' as const }]
    await keepFrom(tx, { schoolId: school.id, recordId: task.about.id, at: context.clock() }, subject)
    await rerouteTasks(context, tx, systemActor(school.id), task.about.id)
  })
  assert.deepEqual([await jobs('head'), await mails('head')], [0, 0])
  assert.doesNotMatch((await ask('head', '/s/alder/tasks')).text, /Read a new report/)
  assert.equal((await ask('head', `/s/alder/tasks/${taskId}`)).status, 404)
  assert.ok((await jobs('lead')) >= 2)
  assert.equal((await query(`select from audit.inbox where did = 'tasks.mailListed'`)).length > 0, true)
})

test('pages of another school show nothing of this one', async (t) => {
  const { ask, give } = await open(t)
  await give({ to: { role: 'head' } })
  assert.match((await ask('head', '/s/alder/jobs')).text, /Tasks: send notice/)
  assert.match((await ask('head', '/s/beech/jobs')).text, /Nothing is waiting/)
  assert.match((await ask('head', '/s/beech/mail')).text, /No e-mail has been sent yet/)
  assert.match((await ask('head', '/s/beech/tasks')).text, /nothing to do here/)
})

test('everybody who works here sees who is on duty; senior staff date cover and see the numbers', async (t) => {
  const { ask, school } = await open(t)
  const cover = {
    personId: school.people.deputy.personId,
    'startsOn-day': '18',
    'startsOn-month': '12',
    'startsOn-year': '2026',
    startsAt: '3.30pm',
    'endsOn-day': '4',
    'endsOn-month': '1',
    'endsOn-year': '2027',
    endsAt: '8:40am',
    reachBy: '07700 900123',
  }
  assert.match((await ask('teacher', '/s/alder/duty')).text, /lead alder, designated safeguarding lead/)
  assert.equal((await ask('teacher', '/s/alder/duty/cover', cover)).status, 403)
  const wrong = await ask('head', '/s/alder/duty/cover', { ...cover, endsAt: 'late', reachBy: '' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /07700|late/, 'what was typed is not lost')
  const backwards = await ask('head', '/s/alder/duty/cover', { ...cover, 'endsOn-year': '2026' })
  assert.equal(backwards.status, 409)
  assert.match(backwards.text, /must end after it starts/)
  assert.equal((await ask('head', '/s/alder/duty/cover', cover)).status, 303)
  assert.match((await ask('head', '/s/alder/duty')).text, /07700 900123/)
  const seen = (await ask('teacher', '/s/alder/duty')).text
  assert.match(seen, /deputy alder/)
  assert.doesNotMatch(seen, /07700/)
})

test('the head’s list warns while nobody covers a night, and a teacher’s does not', async (t) => {
  const { ask, query } = await open(t)
  assert.match((await ask('head', '/s/alder/tasks')).text, /Nobody is on duty from 24 November 2026, 3:30pm/)
  assert.doesNotMatch((await ask('teacher', '/s/alder/tasks')).text, /Nobody/)
  await query(`update people.designation set ends_on = '2026-11-01' where role = 'dsl'`)
  assert.match((await ask('head', '/s/alder/tasks')).text, /Nobody is designated safeguarding lead/)
})

test('pupils may open none of these pages', async (t) => {
  const { ask } = await open(t)
  for (const path of ['tasks', 'duty', 'mail', 'jobs']) {
    assert.equal((await ask('pupil', `/s/alder/${path}`)).status, 403, path)
  }
  for (const path of ['mail', 'jobs'])
    assert.equal((await ask('teacher', `/s/alder/${path}`)).status, 403, path)
})

test('a task about a record that its holder may not see shows itself without it, and stays unopened', async (t) => {
  const { ask, give, query } = await open(t)
  const { taskId, task } = await give({ to: [{ role: 'dsl' }, { role: 'chairOfGovernors' }], urgency: 'now' })
  const shown = await ask('chair', `/s/alder/tasks/${taskId}`)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /may not see the record/)
  assert.match(shown.text, /lead alder/)
  assert.doesNotMatch(shown.text, new RegExp(task.about.id))
  const opened = () =>
    query<{ n: number }>('select count(opened_at)::int as n from tasks.task').then(([row]) => row?.n)
  assert.equal(await opened(), 0, 'it still goes on to the next person')
  assert.equal((await ask('lead', `/s/alder/tasks/${taskId}`)).location, `/s/alder${task.path}`)
  assert.equal(await opened(), 2)
})
