// Decisions S3 and S4: an adviser is let into one matter, by its case manager, for a while, and sees nothing besides.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aConcern, advice, allegationOffers, threshold } from '../../../test/a-concern.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { tasksOf } from '../tasks/index.ts'
import { insertAdviser } from './adviser-store.ts'
import { type AskAdviser, askAdviser } from './ask-adviser.ts'
import { consultLado } from './consult-lado.ts'
import { endAdvice } from './end-advice.ts'
import { closeAllegation, reviewConcern } from './end-matter.ts'
import { findMatters, findSeen, heldOn } from './find-matters.ts'
import { giveAdvice } from './give-advice.ts'
import { shelves } from './pages.ts'
import { readAdvised, readCase } from './read-case.ts'
import { recordStep } from './record-step.ts'
import { routes } from './routes.ts'
import { allegationsAbout, listAdvised, listAllegations, patternsSince } from './store.ts'
import { weighConcern } from './weigh-concern.ts'

const lastDay = '2026-12-08'
const why = 'May the adult work from home while others lead?'

async function aMatter(t: TestContext) {
  const world = await staffedSchools(t, allegationOffers)
  const { context, school, otherSchool } = world
  const { people } = school
  const hr = await aPerson(context, school.id, {
    name: 'Harper Reed',
    kind: 'contractor',
    roles: ['hrAdviser'],
  })
  const otherHr = await aPerson(context, otherSchool.id, { name: 'Hal Rowe', roles: ['hrAdviser'] })
  const { allegationId: id } = await aConcern(world, people.teacher, people.coordinator)
  const ask = (parts: Partial<AskAdviser> = {}, by: Actor = people.head, about = id) =>
    askAdviser(context, by, about, { personId: hr.personId, why, lastDay, ...parts })
  const reads = (actor: Actor, about = id) => readAdvised(context, actor, about)
  const open = async () =>
    (await reading(context, hr, (tx) => tasksOf(tx, hr))).map(({ kind, aboutId }) => [kind, aboutId])
  return { ...world, people, hr, otherHr, id, ask, reads, open }
}

test('the case manager lets an adviser into one matter, with the reason on record; each look is in the trail', async (t) => {
  const { context, school, people, hr, id, ask, reads, open } = await aMatter(t)
  await assert.rejects(reads(hr), NotFound)
  await ask()
  const view = await reads(hr)
  assert.deepEqual([view.asked?.why, view.asked?.endsOn], [why, lastDay])
  assert.deepEqual(await open(), [['allegations.advise', id]])
  const looks = await lookInto(context, school.id, (tx) =>
    tx
      .selectFrom('audit.inbox')
      .select(['actor_id', 'about_id'])
      .where('did', '=', 'allegations.read')
      .execute(),
  )
  assert.deepEqual(looks, [{ actor_id: hr.personId, about_id: id }])
  assert.ok((await trailAbout(context, school.id, id)).includes('allegations.adviserAsked'))
  const { entries, advisers } = await readCase(context, people.head, id)
  assert.deepEqual([entries[0]?.says, advisers.length], [why, 1])
})

test('the adviser does not learn which child it is, who told, nor the report it came from', async (t) => {
  const { context, people, hr, id, ask } = await aMatter(t)
  await ask()
  const page = await askRoute(context, hr, routes, 'GET /staff-concerns/:id', { params: { id } })
  assert.match(page, /Messages to a pupil/)
  assert.doesNotMatch(page, new RegExp(people.teacher.name))
  assert.doesNotMatch(page, /\/incidents\/|\/staff-concerns\/adults\/|\/weigh"/)
})

test('an adviser sees that matter and nothing else, wherever a matter could show', async (t) => {
  const world = await aMatter(t)
  const { context, people, hr, otherHr, id, ask, reads, open } = world
  const { allegationId: other } = await aConcern(world, people.teacher, people.coordinator)
  await ask()
  const asking = { actor: hr, now: context.clock() }
  const all = { states: shelves.all, sort: 'opened', direction: 'descending', offset: 0, most: 25 } as const
  const found = await reading(context, hr, async (tx) => ({
    list: await listAllegations(tx, asking, all),
    adult: await allegationsAbout(tx, asking, people.coordinator.personId),
    patterns: await patternsSince(tx, asking, new Date(0)),
    held: await heldOn(tx, hr, people.coordinator.personId),
    advised: (await listAdvised(tx, asking)).map((one) => one.id),
    sight: (await findSeen(tx, hr, id, asking.now)).id,
  }))
  assert.deepEqual(found, {
    list: { rows: [], total: 0 },
    adult: [],
    patterns: [],
    held: [],
    advised: [id],
    sight: id,
  })
  assert.deepEqual(await findMatters(context, hr, ['messages'], 10), [])
  assert.deepEqual(await open(), [['allegations.advise', id]])
  await assert.rejects(reads(hr, other), NotFound)
  await assert.rejects(reads(otherHr), NotFound)
  assert.deepEqual(
    [...context.permissions.keys()].filter(
      (name) => name.startsWith('allegations.') && may(context, hr, name),
    ),
    ['allegations.tell', 'allegations.read', 'allegations.advise'],
  )
  for (const command of [
    () => readCase(context, hr, id),
    () => weighConcern(context, hr, id, { ...threshold, answers: ['harmed'] }),
    () => recordStep(context, hr, id, { step: 'note', says: 'A note.' }),
    () => endAdvice(context, hr, id, hr.personId),
    () => ask({}, hr),
  ]) {
    await assert.rejects(command(), NotFound)
  }
})

test('the adult concerned and their relatives can never be the adviser, not even in SQL', async (t) => {
  const world = await aMatter(t)
  const { context, school, people, hr, reads } = world
  const adult = await aPerson(context, school.id, { name: 'Ada Both', roles: ['hrAdviser'] })
  const { allegationId: id } = await aConcern(world, people.teacher, adult)
  const ask = (parts: Partial<AskAdviser> = {}) => world.ask(parts, people.head, id)
  await assert.rejects(ask({ personId: adult.personId }), Refused)
  const straight = (personId: string) =>
    inTransaction(context, people.head, (tx) =>
      insertAdviser(
        tx,
        { schoolId: school.id, id },
        {
          personId,
          why,
          endsOn: lastDay,
          at: context.clock(),
          by: people.head.personId,
        },
      ),
    )
  await assert.rejects(straight(adult.personId), /cannot advise on it/)
  await ask()
  await inTransaction(context, people.head, (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId: id, at: context.clock() }, [
      { personId: hr.personId, why: 'relative' },
    ]),
  )
  await assert.rejects(reads(hr, id), NotFound)
  await assert.rejects(ask(), Refused)
  await assert.rejects(straight(hr.personId), /cannot advise on it/)
})

test('as long as the adult is not named, nobody is let in', async (t) => {
  const world = await aMatter(t)
  const { allegationId } = await aConcern(world, world.people.teacher, { described: 'A man in a blue van' })
  await assert.rejects(world.ask({}, world.people.head, allegationId), /Name the adult first/)
})

test('it ends on its day, when the case manager says so, and when the matter is over', async (t) => {
  const { context, people, hr, id, ask, reads, open, setTime } = await aMatter(t)
  await ask()
  setTime('2026-12-08T23:00:00Z')
  await reads(hr)
  setTime('2026-12-09T00:30:00Z')
  await assert.rejects(reads(hr), NotFound)
  setTime('2026-11-24T11:00:00Z')
  await endAdvice(context, people.head, id, hr.personId)
  await assert.rejects(reads(hr), NotFound)
  assert.deepEqual(await open(), [])
  await assert.rejects(endAdvice(context, people.head, id, hr.personId), Refused)
  await weighConcern(context, people.head, id, { answers: ['none'], why: 'A phone on a trip, with leave.' })
  await ask()
  await reviewConcern(context, people.head, id, { says: 'Spoke about it.' })
  await assert.rejects(reads(hr), NotFound)
  await assert.rejects(ask(), /This is over/)
  await assert.rejects(closeAllegation(context, hr, id, { says: 'Done.' }), NotFound)
})

test('a day that is over or too far off, and somebody without the role, are refused in words', async (t) => {
  const { people, ask } = await aMatter(t)
  await assert.rejects(ask({ lastDay: '2026-11-23' }), /today or later/)
  await assert.rejects(ask({ lastDay: '2027-03-01' }), /within 90 days/)
  await assert.rejects(ask({ personId: people.teacher.personId }), /do not hold the role/)
  await assert.rejects(ask({}, people.lead), NotFound)
  await assert.rejects(ask({}, people.chair), NotFound)
})

test('the advice joins the record and ends what was asked; what the case manager had to do goes on beside it', async (t) => {
  const { context, people, hr, id, ask, open } = await aMatter(t)
  await ask()
  await weighConcern(context, people.head, id, { ...threshold, answers: ['mayPoseRisk'] })
  await consultLado(context, people.head, id, advice)
  assert.equal((await open()).length, 1)
  await giveAdvice(context, hr, id, { says: 'Yes, on full pay, and without a date.' })
  assert.deepEqual(await open(), [])
  const { entries } = await readCase(context, people.head, id)
  assert.equal(entries.find(({ kind }) => kind === 'adviceGiven')?.writtenBy, hr.personId)
  await assert.rejects(giveAdvice(context, people.head, id, { says: 'Advice.' }), NotFound)
})
