import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading } from '#/platform/context.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { manyIncidents } from '../../../test/many-incidents.ts'
import { overseenSchools } from '../../../test/oversight-world.ts'
import { plansOf } from '../../../test/plans.ts'
import { countBoard, countKinds, countStretches, listOpen } from './board-store.ts'
import { currentTerm, monthsUntil } from './routes-board.ts'

const termFrom = new Date('2026-09-01T00:00:00Z')

test('the board counts what is open and overdue, of the kinds and months of what the reader may see', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  await anIncident(world, school.people.teacher)
  await anIncident(world, school.people.teacher, { kind: 'blackmail', childAtRisk: true })
  const board = (actor: typeof school.people.head) =>
    reading(context, actor, async (tx) => ({
      now: await countBoard(tx, actor, context.clock(), termFrom),
      later: await countBoard(tx, actor, new Date('2026-12-24T10:00:00Z'), termFrom),
      kinds: await countKinds(tx, actor, termFrom),
      months: await countStretches(tx, actor, [
        termFrom,
        new Date('2026-11-01T00:00:00Z'),
        new Date('2026-12-01T00:00:00Z'),
      ]),
      open: (await listOpen(tx, actor, 10)).length,
    }))
  const head = await board(school.people.head)
  assert.deepEqual([head.now.open, head.now.overdue, head.later.overdue, head.open], [2, 0, 2, 2])
  assert.deepEqual(head.months, [0, 2, 0])
  const coordinator = await board(school.people.coordinator)
  assert.deepEqual(coordinator.kinds, [{ kind: 'bullying', count: 1 }])
})

test('nobody’s board counts what is about them, or another school’s', async (t) => {
  const world = await overseenSchools(t)
  const { context, school, otherSchool } = world
  await anIncident(world, school.people.teacher, {
    people: [{ personId: school.people.head.personId, part: 'victim' }],
  })
  for (const actor of [school.people.head, otherSchool.people.head]) {
    const counts = await reading(context, actor, (tx) => countBoard(tx, actor, context.clock(), termFrom))
    assert.equal(counts.open, 0)
  }
})

test('the board and the work list count from indexes, under row security, however many records there are', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  await manyIncidents(world)
  const { head, coordinator } = school.people
  for (const who of [head, coordinator]) {
    const plans = await reading(context, who, (tx) =>
      plansOf(tx, async (listening) => {
        const { open } = await countBoard(listening, who, context.clock(), termFrom)
        assert.ok(open > 50)
        await countKinds(listening, who, termFrom)
        await countStretches(listening, who, [new Date('2024-09-01T00:00:00Z'), termFrom])
        await listOpen(listening, who, 200)
      }),
    )
    assert.match(plans, /using incident_state/)
    assert.match(plans, /using incident_told/)
    assert.match(plans, /using incident_closed/)
    assert.doesNotMatch(plans, /Seq Scan on incident\b/)
  }
})

test('the trend has every month from the first until the one that runs', () => {
  assert.deepEqual(monthsUntil('2027-01-01', '2026-11-01'), [
    { label: 'Nov 26', from: '2026-11-01' },
    { label: 'Dec 26', from: '2026-12-01' },
    { label: 'Jan 27', from: '2027-01-01' },
  ])
})

test('in the holidays the board shows the term before', () => {
  const calendar = {
    terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }],
    closedDays: [],
    dayStartsAt: '08:40',
    dayEndsAt: '15:30',
  } as unknown as Parameters<typeof currentTerm>[0]
  assert.equal(currentTerm(calendar, '2026-12-27').name, 'Autumn')
  assert.equal(currentTerm({ ...calendar, terms: [] }, '2026-12-27').from, '2026-09-01')
})
