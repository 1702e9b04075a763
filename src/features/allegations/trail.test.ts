// What the audit trail tells of a matter (decision S3): everything to its case manager, nothing at all to anybody else.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { features } from '#/app/features.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { auditTrail } from '#/platform/audit/contribution.ts'
import { chainReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { aConcern, allegationOffers } from '../../../test/a-concern.ts'
import { aReport } from '../../../test/a-report.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import { receiveReport } from '../reports/index.ts'
import { readCase } from './read-case.ts'
import { weighConcern } from './weigh-concern.ts'

const trail = auditTrail({
  events: new Map(features.flatMap(({ events }) => Object.entries(events))),
  nameOf: async (_tx, _schoolId, id) => `Person ${id.slice(-4)}`,
})
const { routes: registerRoutes } = features.find(({ name }) => name === 'allegations') ?? trail
const { routes: countRoutes } = features.find(({ name }) => name === 'oversight') ?? trail
const routes = [...trail.routes, ...registerRoutes, ...countRoutes]

type World = StaffedSchools & { subject: PersonActor }

async function theSchool(t: TestContext): Promise<World> {
  const world = await staffedSchools(t, {
    ...allegationOffers,
    permissions: [...features.map(({ permissions }) => permissions), trail.permissions],
    settings: features.flatMap(({ settings }) => settings ?? []),
    trailRules: features.flatMap(({ trailRules }) => trailRules ?? []),
  })
  return { ...world, subject: await aPerson(world.context, world.school.id, { name: 'Sub Ject' }) }
}

/** What the trail tells somebody: the number above the list, and the lines of the file. */
async function told({ context }: World, actor: PersonActor, query: Record<string, string> = {}) {
  await chainReads(context, actor.schoolId)
  const route = routes.find(({ path }) => path === '/audit.csv')
  const list = await askRoute(context, actor, routes, 'GET /audit', { query })
  const file = await route?.answer({ context, actor, params: {}, query, body: {} } as never)
  assert.ok(file?.kind === 'download' && !Buffer.isBuffer(file.content))
  const lines = (await file.content.toArray()).join('').trim().split('\r\n').slice(1)
  const ours = (text: string) => !text.includes('looked at the audit trail')
  return { list, lines: lines.filter(ours) }
}

const below = { answers: ['none' as const], why: 'A phone on a trip, with leave.' }

/** One concern, from being told to being weighed, with all who look at it on the way. */
async function aMatter(world: World): Promise<string> {
  const { context, school } = world
  const { allegationId: id } = await aConcern(world, school.people.teacher, world.subject)
  await readCase(context, school.people.head, id)
  await weighConcern(context, school.people.head, id, below)
  await askRoute(context, school.people.head, routes, 'GET /staff-concerns')
  await askRoute(context, school.people.head, routes, 'GET /staff-concerns.csv')
  await askRoute(context, school.people.head, routes, 'GET /audit/about/:id', { params: { id } })
  return id
}

test('the trail of whoever may not see a matter is what it was before: no line, no number, no file', async (t) => {
  const world = await theSchool(t)
  const { lead, deputy, head, teacher } = world.school.people
  const before = [await told(world, lead), await told(world, deputy)].map(({ lines }) => lines)
  const id = await aMatter(world)
  for (const [index, actor] of [lead, deputy].entries()) {
    const { list, lines } = await told(world, actor)
    assert.deepEqual(lines, before[index])
    assert.doesNotMatch(
      list,
      new RegExp(`${id}|confidential (?:matter|register)[^<]*</td>|concern about an adult[^<]*</td>`),
    )
    for (const did of ['allegations.opened', 'allegations.listed', 'allegations.read', 'tasks.given']) {
      assert.match((await told(world, actor, { did })).list, /Nothing matches/, did)
    }
    for (const [path, about] of [
      ['/audit/about/:id', id],
      ['/audit/about/:id/csv', id],
    ] as const) {
      await assert.rejects(
        askRoute(world.context, actor, routes, `GET ${path}`, { params: { id: about } }),
        NotFound,
      )
    }
    const ofTeacher = { params: { id: teacher.personId } }
    assert.match(await askRoute(world.context, actor, routes, 'GET /audit/by/:id', ofTeacher), /Nothing/)
  }
  const { lines } = await told(world, head)
  assert.ok(lines.some((line) => line.includes(id)))
  assert.ok(lines.some((line) => line.includes('read the confidential register')))
})

test('about the head, the chair manages it: the head’s trail says nothing of it, nor the lead’s of the report', async (t) => {
  const world = await theSchool(t)
  const { lead, head, teacher } = world.school.people
  const before = [await told(world, lead), await told(world, head)].map(({ lines }) => lines)
  const { incidentId } = await receiveReport(
    world.context,
    teacher,
    aReport({
      saysAdult: true,
      incident: { people: [{ part: 'allegedInstigator', personId: head.personId }] },
    }),
  )
  for (const [index, actor] of [lead, head].entries()) {
    const { lines } = await told(world, actor)
    assert.deepEqual(
      lines.filter((line) => line.includes(incidentId)),
      [],
    )
    assert.deepEqual(lines, before[index])
  }
})

test('no number that governors read counts a matter, what was looked at of it, or a report about an adult', async (t) => {
  const world = await theSchool(t)
  const governor = await aPerson(world.context, world.school.id, { name: 'Guy Vernor', kind: 'governor' })
  const { head, teacher } = world.school.people
  const countNow = async () => {
    world.setTime('2026-12-01T10:00:00Z')
    await chainReads(world.context, world.school.id)
    const page = await askRoute(world.context, governor, routes, 'GET /trail-counts')
    world.setTime('2026-11-24T10:00:00Z')
    return page
  }
  const before = await countNow()
  for (let many = 0; many < 6; many += 1) {
    const { allegationId: id } = await aConcern(world, teacher, world.subject)
    await readCase(world.context, head, id)
    await askRoute(world.context, head, routes, 'GET /audit/about/:id', { params: { id } })
  }
  await receiveReport(
    world.context,
    teacher,
    aReport({
      saysAdult: true,
      incident: { people: [{ part: 'allegedInstigator', personId: world.subject.personId }] },
    }),
  )
  const { total } = await reading(world.context, head, (tx) =>
    tx
      .selectFrom('audit.entry')
      .select((from) => from.fn.countAll<number>().as('total'))
      .where('about_id', 'is not', null)
      .executeTakeFirstOrThrow(),
  )
  assert.ok(total > 12)
  assert.equal(await countNow(), before)
})
