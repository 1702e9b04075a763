import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { practisingSchools } from '../../../test/practising-school.ts'
import { adoptPractices, attestPractice } from '../practices/index.ts'
import { assess } from './assess.ts'
import { keepDay } from './keep-day.ts'
import { dayOn, historyOf, statesOn } from './store.ts'

type World = Awaited<ReturnType<typeof practisingSchools>>

async function stateOf({ context, school }: World, id: string, changed: Partial<Context> = {}) {
  const { clauses } = await reading(context, school.people.chair, (tx) =>
    assess({ ...context, ...changed }, tx, school.id),
  )
  const clause = clauses.find((one) => one.id === id)
  assert.ok(clause, `${id} belongs to the school’s policy`)
  return clause
}

test('a clause runs, needs attention or is not set up as its evidence says, for this school alone', async (t) => {
  const world = await practisingSchools(t)
  const { context, school, otherSchool } = world
  assert.equal((await stateOf(world, 'B127')).state, 'notSetUp')
  await adoptPractices(context, school.people.head)
  assert.equal((await stateOf(world, 'B127')).state, 'attention')
  await attestPractice(context, school.people.coordinator, 'safeguarding-team-meets', {
    result: 'kept',
    seenOn: '2026-11-20',
    seen: 'We met on Friday and went through the work list together.',
    remark: null,
  })
  const running = await stateOf(world, 'B127')
  assert.equal(running.state, 'running')
  assert.deepEqual(
    running.controls.map(({ id }) => id),
    ['practices.safeguarding-team-meets'],
  )
  assert.equal((await stateOf(world, 'B47')).state, 'notSetUp', 'no filter was set up here')
  const there = await reading(context, otherSchool.people.chair, (tx) => assess(context, tx, otherSchool.id))
  assert.ok(there.clauses.every(({ policy }) => policy === 'T'))
  assert.ok(
    there.clauses.every(({ controls }) =>
      controls.every(({ id, state }) => !id.startsWith('practices.') || state === 'notSetUp'),
    ),
  )
})

test('a control whose test is missing or failed counts as not built, whatever its evidence says', async (t) => {
  const world = await practisingSchools(t)
  const { context } = world
  const before = await stateOf(world, 'B91')
  assert.equal(before.state, 'running')
  let asked = 0
  const controls = context.controls.map((control) => {
    if (!control.clauses.includes('B91')) return control
    const evidence = async (): Promise<Evidence> => {
      asked += 1
      return { sentence: 'All is well.', lastAt: null, inDate: true }
    }
    return { ...control, proved: false, evidence }
  })
  const planted = await stateOf(world, 'B91', { controls })
  assert.equal(planted.state, 'notBuilt')
  assert.match(planted.controls[0]?.sentence ?? '', /has not passed in the last run of all tests/)
  assert.equal(asked, 0)
})

test('one unproved control is enough, however many others serve the clause', async (t) => {
  const world = await practisingSchools(t)
  const good = { sentence: 'All is well.', lastAt: null, inDate: true }
  const control = (id: 'one.a' | 'one.b', proved: boolean) => ({
    id,
    name: id,
    does: 'runs' as const,
    clauses: ['B91'],
    provedBy: 'a test',
    evidence: async () => good,
    proved,
  })
  const both = [control('one.a', true), control('one.b', false)]
  assert.equal((await stateOf(world, 'B91', { controls: both })).state, 'notBuilt')
  assert.equal((await stateOf(world, 'B91', { controls: both.slice(0, 1) })).state, 'running')
})

test('a day keeps what changed, and what needs attention is one task until it runs again', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  const system = systemActor(school.id)
  const open = () =>
    world.query<{ title: string }>(
      "select title from tasks.task where school_id = $1 and state = 'open' and kind = 'coverage.mend' and title like '%whom to ring%'",
      [school.id],
    )
  await keepDay(context, system)
  await keepDay(context, system)
  assert.equal((await open()).length, 1, 'the directory is empty')
  world.setTime('2026-11-25T07:00:00Z')
  const controls = context.controls.map((control) =>
    control.id === 'schools.contacts'
      ? { ...control, evidence: async () => ({ sentence: 'All there.', lastAt: null, inDate: true }) }
      : control,
  )
  await keepDay({ ...context, controls }, system)
  assert.deepEqual(await open(), [])
  const seen = await reading(context, school.people.chair, async (tx) => ({
    before: await statesOn(tx, school.id, '2026-11-24'),
    after: await statesOn(tx, school.id, '2026-11-25'),
    history: await historyOf(tx, school.id, 'B107'),
    day: await dayOn(tx, school.id, '2026-12-01'),
  }))
  assert.equal(seen.before.size, 163)
  assert.equal(seen.before.get('B107'), 'attention')
  assert.equal(seen.after.get('B107'), 'running')
  assert.deepEqual(seen.history, [
    { since: '2026-11-25', state: 'running' },
    { since: '2026-11-24', state: 'attention' },
  ])
  assert.equal(seen.day?.day, '2026-11-25')
  const rows = await world.query<{ count: number }>(
    'select count(*)::int as count from coverage.state_change where school_id = $1',
    [school.id],
  )
  assert.ok((rows[0]?.count ?? 0) < 163 + 30, 'only what changed is a row')
})

test('evidence gives no small number, and no name', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  await anIncident(world, school.people.teacher)
  await anIncident(world, school.people.teacher)
  const { clauses } = await reading(context, school.people.chair, (tx) => assess(context, tx, school.id))
  const sentences = new Set(clauses.flatMap(({ controls }) => controls.map(({ sentence }) => sentence)))
  const names = Object.values(school.people).map(({ name }) => name)
  for (const sentence of sentences) {
    assert.ok(!names.some((name) => sentence.includes(name)), sentence)
    assert.doesNotMatch(
      sentence.replaceAll(/\b\d{1,2} [A-Z][a-z]+ \d{4}/g, ''),
      /\b[1-4]\b(?! (months|days|years))/,
      sentence,
    )
  }
})

test('every control that serves the school’s policy is asked once, however many clauses it serves', async (t) => {
  const world = await practisingSchools(t)
  const { context, school } = world
  await adoptPractices(context, school.people.head)
  const asked = new Map<string, number>()
  const controls = context.controls.map((control) => ({
    ...control,
    evidence: (...[tx, schoolId, at]: Parameters<typeof control.evidence>) => {
      asked.set(control.id, (asked.get(control.id) ?? 0) + 1)
      return control.evidence(tx, schoolId, at)
    },
  }))
  const { clauses } = await reading(context, school.people.head, (tx) =>
    assess({ ...context, controls }, tx, school.id),
  )
  const serving = new Set(clauses.flatMap((clause) => clause.controls.map(({ id }) => id)))
  assert.deepEqual([...asked.keys()].sort(), [...serving].sort(), 'no control of another policy is asked')
  assert.ok([...asked.values()].every((times) => times === 1))
})
