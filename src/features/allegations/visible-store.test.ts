// The matrix of decision S3: who sees a matter, wherever it could show.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { aConcern, allegationOffers } from '../../../test/a-concern.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import { type StaffedSchools, staffedSchools } from '../../../test/staffed-school.ts'
import type { PeopleTables } from '../people/tables.ts'
import { tasksOf } from '../tasks/index.ts'
import { chooseCaseManager, wouldManage } from './choose-decider.ts'
import { findMatters, heldOn } from './find-matters.ts'
import { shelves } from './pages.ts'
import { routes } from './routes.ts'
import { allegationsAbout, findAllegation, listAllegations, patternsSince } from './store.ts'

type Matter = { id: string; adultId: string }

/** Every place where a matter could show, and whether it does for this actor. */
const places: Readonly<Record<string, (context: Context, actor: Actor, matter: Matter) => Promise<boolean>>> =
  {
    page: (context, actor, { id }) =>
      seen(reading(context, actor, (tx) => findAllegation(tx, { actor, now: context.clock() }, id))),
    list: async (context, actor, { id }) => (await list(context, actor)).rows.some((row) => row.id === id),
    count: async (context, actor) => (await list(context, actor)).total > 0,
    adult: async (context, actor, { adultId }) =>
      (await reading(context, actor, (tx) => allegationsAbout(tx, { actor, now: context.clock() }, adultId)))
        .length > 0,
    patterns: async (context, actor) =>
      (await reading(context, actor, (tx) => patternsSince(tx, { actor, now: context.clock() }, new Date(0))))
        .length > 0,
    held: async (context, actor, { adultId }) =>
      (await reading(context, actor, (tx) => heldOn(tx, actor, adultId))).length > 0,
    search: async (context, actor) => (await findMatters(context, actor, ['messages'], 10)).length > 0,
    export: async (context, actor) => {
      const asked = askRoute(context, actor, routes, 'GET /staff-concerns.csv')
      return (await seen(asked)) && (await asked).split('\r\n').length > 2
    },
    tasks: async (context, actor, { id }) =>
      actor.kind === 'person' &&
      (await reading(context, actor, (tx) => tasksOf(tx, actor))).some(({ aboutId }) => aboutId === id),
  }

const list = (context: Context, actor: Actor) =>
  reading(context, actor, (tx) =>
    listAllegations(
      tx,
      { actor, now: context.clock() },
      {
        states: shelves.all,
        sort: 'opened',
        direction: 'descending',
        offset: 0,
        most: 25,
      },
    ),
  )

async function seen(found: Promise<unknown>): Promise<boolean> {
  return found.then(
    () => true,
    (error) => {
      assert.ok(error instanceof NotFound || error instanceof NotAllowed, String(error))
      return false
    },
  )
}

async function theSchool(t: TestContext) {
  const world = await staffedSchools(t, allegationOffers)
  const { context, school, otherSchool } = world
  const more = {
    it: await aPerson(context, school.id, { name: 'Ida Tech', roles: ['networkManager', 'technician'] }),
    governor: await aPerson(context, school.id, {
      name: 'Guy Vernor',
      kind: 'governor',
      roles: ['onlineSafetyGovernor'],
    }),
    relative: await aPerson(context, school.id, { name: 'Rel Ative', roles: ['deputyHead'] }),
    subject: await aPerson(context, school.id, { name: 'Sub Ject' }),
  }
  const actors: Record<string, Actor> = {
    ...school.people,
    ...more,
    otherHead: otherSchool.people.head,
    classSession: {
      kind: 'classSession',
      schoolId: school.id,
      classSessionId: more.it.personId,
      className: '3B',
    },
    anonymous: { kind: 'anonymous', schoolId: school.id },
    operator: { kind: 'operator', schoolId: school.id },
  }
  return { ...world, ...more, actors }
}

function declareRelatives({ context, school }: StaffedSchools, one: PersonActor, other: PersonActor) {
  return lookInto(context, school.id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('people.relation')
      .values({
        school_id: school.id,
        person_id: one.personId,
        relative_id: other.personId,
        relation: 'spouse',
        declared_at: context.clock(),
        declared_by: null,
      })
      .execute(),
  )
}

async function whoSees(world: Awaited<ReturnType<typeof theSchool>>, matter: Matter) {
  const found: Record<string, string[]> = {}
  for (const [place, look] of Object.entries(places)) {
    found[place] = []
    for (const [name, actor] of Object.entries(world.actors)) {
      if (await look(world.context, actor, matter)) found[place].push(name)
    }
  }
  return found
}

const everywhere = (who: readonly string[], besides: Record<string, readonly string[]> = {}) => ({
  ...Object.fromEntries(Object.keys(places).map((place) => [place, who])),
  patterns: [],
  ...besides,
})

test('the head manages it; about the head, the chair; about the chair, nobody at the school', async (t) => {
  const rows = [
    { about: 'subject', by: 'teacher', seen: ['head'] },
    { about: 'lead', by: 'teacher', seen: ['head'] },
    { about: 'head', by: 'lead', seen: ['chair'] },
    { about: 'chair', by: 'head', seen: [] },
  ] as const
  for (const { about, by, seen: expected } of rows) {
    await t.test(`about the ${about}`, async (row) => {
      const world = await theSchool(row)
      const adult = world.actors[about] as PersonActor
      const told = await aConcern(world, world.actors[by] as Actor, adult)
      const matter = { id: told.allegationId, adultId: adult.personId }
      assert.deepEqual(await whoSees(world, matter), everywhere(expected))
      assert.equal(told.outside, expected.length === 0 ? 'lado' : null)
    })
  }
})

test('a declared relative is kept from it as the adult is: about the head’s spouse, the chair decides', async (t) => {
  const world = await theSchool(t)
  await declareRelatives(world, world.subject, world.school.people.head)
  const told = await aConcern(world, world.school.people.teacher, world.subject)
  const matter = { id: told.allegationId, adultId: world.subject.personId }
  assert.deepEqual(await whoSees(world, matter), everywhere(['chair']))
})

test('where the chair is close to the head it is about, nobody at the school decides', async (t) => {
  const world = await theSchool(t)
  const { head, chair } = world.school.people
  await declareRelatives(world, head, chair)
  const told = await aConcern(world, world.school.people.teacher, head)
  assert.equal(told.outside, 'lado')
  assert.deepEqual(await whoSees(world, { id: told.allegationId, adultId: head.personId }), everywhere([]))
})

test('whoever cannot turn to the head is led around the head', async (t) => {
  const world = await theSchool(t)
  const told = await aConcern(world, world.school.people.teacher, world.subject, { aroundHead: 'yes' })
  const matter = { id: told.allegationId, adultId: world.subject.personId }
  assert.deepEqual(await whoSees(world, matter), everywhere(['chair']))
})

test('when the head has left it beyond the LADO’s day, the chair sees it too', async (t) => {
  const world = await theSchool(t)
  const told = await aConcern(world, world.school.people.teacher, world.subject)
  world.setTime('2026-11-25T12:00:00Z')
  const matter = { id: told.allegationId, adultId: world.subject.personId }
  assert.deepEqual(
    await whoSees(world, matter),
    everywhere(['head', 'chair'], { tasks: ['head'], held: ['head'] }),
  )
})

test('audit entries and notices about it do not exist for the adult, nor for their relatives', async (t) => {
  const world = await theSchool(t)
  await declareRelatives(world, world.subject, world.relative)
  const told = await aConcern(world, world.school.people.teacher, world.subject)
  for (const [actor, some] of [
    [world.subject, false],
    [world.relative, false],
    [world.school.people.head, true],
  ] as const) {
    const found = await reading(world.context, actor, (tx) =>
      tx.selectFrom('audit.entry').select('number').where('about_id', '=', told.allegationId).execute(),
    )
    assert.equal(found.length > 0, some)
  }
  const notices = await world.query<{ person_id: string }>(
    'select person_id from tasks.notice where about_id = $1',
    [told.allegationId],
  )
  assert.deepEqual(
    notices.map(({ person_id }) => person_id),
    [world.school.people.head.personId],
  )
})

test('the navigation shows the register to the head and the chair alone', async (t) => {
  const world = await theSchool(t)
  const shown = Object.entries(world.actors)
    .filter(([, actor]) => may(world.context, actor, 'allegations.manage'))
    .map(([name]) => name)
  assert.deepEqual(shown.sort(), ['chair', 'head', 'otherHead'])
})

test('who would manage is known before anything is written down', async (t) => {
  const world = await theSchool(t)
  const { head, chair, lead } = world.school.people
  const at = world.context.clock()
  await inTransaction(world.context, lead, async (tx) => {
    const about = (adultId: string | null) => ({ schoolId: world.school.id, adultId, at })
    assert.equal(await wouldManage(tx, about(lead.personId)), 'head')
    assert.equal(await wouldManage(tx, about(head.personId)), 'chairOfGovernors')
    assert.equal(await wouldManage(tx, about(chair.personId)), null)
    assert.equal(await wouldManage(tx, about(null)), 'head')
    assert.equal(await chooseCaseManager(tx, about(null), new Set([head.personId, chair.personId])), null)
  })
})
