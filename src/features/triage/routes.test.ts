import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Answer, Sent, WebRequest } from '#/platform/web/route.ts'
import { lookInto } from '../../../test/ground.ts'
import type { StaffedSchools } from '../../../test/staffed-school.ts'
import { allQuiet, anIncidentOf, answerAll, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { workingRoutes } from '../incidents/routes-working.ts'
import { triage } from './feature.ts'
import { whatToDoNow } from './panel-now.ts'
import { routes } from './routes.ts'

type Asked = { actor: PersonActor; params?: Record<string, string>; body?: Sent }

const requestOf = (world: StaffedSchools, { actor, params = {}, body = {} }: Asked): WebRequest => ({
  context: world.context,
  actor,
  school: { id: world.school.id, slug: 'alder', name: 'Alder' },
  params,
  query: {},
  body,
  typed: null,
  csrf: 'token',
  once: 'once',
  publicUrl: 'http://localhost',
  route: '/page-of-this-test',
  at: (path) => `/s/alder${path}`,
  opens: () => true,
  sees: async () => true,
  nextUpload: async () => null,
  panels: [],
  homeCards: [],
  client: { address: '127.0.0.1', cookies: {}, userAgent: '', fromOwnPage: true },
  id: 'request',
})

async function knock(world: StaffedSchools, knocking: string, asked: Asked): Promise<Answer> {
  const [method, path] = knocking.split(' ')
  const route = routes.find((one) => one.method === method && one.path === path)
  assert.ok(route, knocking)
  return route.answer(requestOf(world, asked))
}

const bodyOf = (answer: Answer) => (answer.kind === 'page' ? String(answer.body) : '')
const node = 'incidents/:id/triage/:flow/:node'

test('a question stands alone on its page, 999 first; the answer leads to the next', async (t) => {
  const world = await schoolsWithTriage(t)
  const { lead } = world.school.people
  const { id } = await anIncidentOf(world)
  const params = { id, flow: 'first-four', node: 'danger' }
  const asked = bodyOf(await knock(world, `GET /${node}`, { actor: lead, params }))
  assert.ok(asked.indexOf('tel:999') < asked.indexOf('Is anyone in danger now?'))
  const empty = await knock(world, `POST /${node}`, { actor: lead, params })
  assert.ok(empty.kind === 'page' && empty.status === 422)
  const saved = await knock(world, `POST /${node}`, { actor: lead, params, body: { answer: 'no' } })
  assert.deepEqual(saved, { kind: 'redirect', to: `/s/alder/incidents/${id}/triage/first-four/child` })
})

test('in place of the forms that end an incident stands what has to be settled before, each with its link', async (t) => {
  const world = await schoolsWithTriage(t)
  const { lead } = world.school.people
  const { id } = await anIncidentOf(world)
  await answerAll(world, lead, id, allQuiet)
  const panels = triage.panels ?? []
  for (const path of ['/incidents/:id/do/finish', '/incidents/:id/close']) {
    const route = workingRoutes.find((one) => one.method === 'GET' && one.path === path)
    const draw = async (asked: Partial<WebRequest>) =>
      bodyOf(
        (await route?.answer({ ...requestOf(world, { actor: lead, params: { id } }), ...asked })) as Answer,
      )
    const owing = await draw({ panels })
    assert.match(owing, /must be settled before this can end/)
    assert.match(owing, new RegExp(`href="/s/alder/incidents/${id}/triage/main.entry/\\w+"`))
    assert.doesNotMatch(owing, /All steps are done|<form/)
    assert.match(await draw({ panels: [] }), /<form/)
  }
})

test('what is typed is not lost when an answer is refused', async (t) => {
  const world = await schoolsWithTriage(t)
  const { coordinator, lead } = world.school.people
  const { id } = await anIncidentOf(world)
  await answerAll(world, lead, id, [...allQuiet, ['main.entry', 'log', 'done']])
  await answerAll(world, world.school.people.head, id, [['main.entry', 'people', 'done']])
  const params = { id, flow: 'first-four', node: 'child' }
  const body = { answer: 'yes', reason: '' }
  const answer = await knock(world, `POST /${node}`, { actor: coordinator, params, body })
  assert.ok(answer.kind === 'page' && answer.status === 409)
  assert.match(answer.errors?.[''] ?? '', /Say why the answer changes/)
  assert.match(bodyOf(answer), /value="yes" checked/)
})

test('steps, answers and the drawing show the same, and that they were read is on record first', async (t) => {
  const world = await schoolsWithTriage(t)
  const { lead, teacher } = world.school.people
  const { id } = await anIncidentOf(world)
  await answerAll(world, lead, id, [
    ['first-four', 'danger', 'no'],
    ['first-four', 'child', 'yes', 'She has stopped eating'],
  ])
  const asked = { actor: lead, params: { id } }
  assert.match(
    bodyOf(await knock(world, 'GET /incidents/:id/triage', asked)),
    /Tell the safeguarding lead now/,
  )
  assert.match(
    bodyOf(await knock(world, 'GET /incidents/:id/triage/answers', asked)),
    /She has stopped eating/,
  )
  assert.match(bodyOf(await knock(world, 'GET /incidents/:id/triage/chart', asked)), /sk-flow__line--taken/)
  const { context, school } = world
  const reads = await lookInto(context, school.id, (tx) =>
    tx.selectFrom('audit.inbox').select('did').where('about_id', '=', id).execute(),
  )
  assert.equal(reads.filter(({ did }) => did === 'triage.read').length, 3)
  await assert.rejects(
    knock(world, 'GET /incidents/:id/triage', { actor: teacher, params: { id } }),
    NotFound,
  )
})

test('an incident’s page says what to do now', async (t) => {
  const world = await schoolsWithTriage(t)
  const { lead } = world.school.people
  const { id } = await anIncidentOf(world)
  const drawn = await whatToDoNow.draw(requestOf(world, { actor: lead }), id)
  assert.match(String(drawn), /Is anyone in danger now\?/)
})

test('all flows can be looked at; a copy is made, changed and shown with what is wrong', async (t) => {
  const world = await schoolsWithTriage(t)
  const { coordinator } = world.school.people
  assert.match(bodyOf(await knock(world, 'GET /flows', { actor: coordinator })), /The same in every school/)
  const key = { key: 'main.entry' }
  assert.match(
    bodyOf(await knock(world, 'GET /flows/:key', { actor: coordinator, params: key })),
    /our own copy/,
  )
  const made = await knock(world, 'POST /flows/:key/copy', { actor: coordinator, params: key })
  assert.ok(made.kind === 'redirect')
  const params = { id: made.to.split('/').at(-1) ?? '', node: 'log' }
  const form = bodyOf(
    await knock(world, 'GET /flows/versions/:id/nodes/:node', { actor: coordinator, params }),
  )
  assert.match(form, /Check that the incident is in the log/)
  const body = { title: 'Into our book', guidance: '', who: 'anyStaff', timer: 'none', 'next-0': 'complaint' }
  await knock(world, 'POST /flows/versions/:id/nodes/:node', { actor: coordinator, params, body })
  const shown = bodyOf(await knock(world, 'GET /flows/versions/:id', { actor: coordinator, params }))
  assert.match(shown, /can never be reached/)
})

test('whoever may not see an incident any more is told that it is with the right person, and whom they may ring', async (t) => {
  const world = await schoolsWithTriage(t)
  const { lead } = world.school.people
  const { id } = await anIncidentOf(world)
  await answerAll(world, lead, id, allQuiet.slice(0, 2))
  const params = { id, flow: 'first-four', node: 'adult' }
  const saved = await knock(world, `POST /${node}`, { actor: lead, params, body: { answer: 'yes' } })
  assert.deepEqual(saved, { kind: 'redirect', to: '/s/alder/incidents/passed-on' })
  assert.match(bodyOf(await knock(world, 'GET /incidents/passed-on', { actor: lead })), /the LADO|999/)
})
