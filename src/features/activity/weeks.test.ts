import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activeSchools } from '../../../test/an-active-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto } from '../../../test/ground.ts'
import { activity } from './feature.ts'
import { makeWeek } from './make-week.ts'
import { routes } from './routes.ts'
import { weekTo } from './settings.ts'
import { mondayOf, weekWords } from './week.ts'
import { findWeek } from './week-store.ts'

test('the weekly report comes on Monday to those whom the school chose, also when nothing was blocked', async (t) => {
  const world = await activeSchools(t)
  const { context, school, otherSchool, visited, setTime, query } = world
  const { head, coordinator } = school.people
  await setFor(world, school.id, weekTo.key, ['head', 'coordinator'])
  await visited(
    { times: 3 },
    { category: 'webmail', profile: 'Key stage 1' },
    { category: 'selfHarm', times: 7 },
  )
  setTime('2026-11-30T06:10:00Z')
  const system = (schoolId: string) => ({ kind: 'system', schoolId }) as const
  const id = (await makeWeek(context, system(school.id))) ?? ''
  assert.equal(await makeWeek(context, system(school.id)), null, 'once')
  const { monday, numbers } = await lookInto(context, school.id, (tx) => findWeek(tx, school.id, id))
  assert.equal(monday, '2026-11-23')
  assert.deepEqual(numbers.lines, [
    { profile: 'Key stage 2', kind: 'games', times: 3 },
    { profile: 'Key stage 1', kind: 'webmail', times: 1 },
  ])
  assert.deepEqual(numbers.days, [0, 4, 0, 0, 0, 0, 0])
  const given = await query<{ role: string }>(
    `select role from tasks.task where school_id = $1 and kind = 'activity.readWeek' order by role`,
    [school.id],
  )
  assert.deepEqual(
    given.map(({ role }) => role),
    ['coordinator', 'head'],
  )
  const nil = (await makeWeek(context, system(otherSchool.id))) ?? ''
  const theirHead = otherSchool.people.head
  assert.match(
    await askRoute(context, theirHead, routes, 'GET /activity/weeks/:id', { params: { id: nil } }),
    /Nothing was blocked in this week/,
  )
  const shown = await askRoute(context, coordinator, routes, 'GET /activity/weeks/:id', { params: { id } })
  assert.match(shown, /4 attempts were blocked/)
  assert.match(await askRoute(context, head, routes, 'GET /activity/weeks'), /23 to 29 November 2026/)
  await assert.rejects(
    askRoute(context, theirHead, routes, 'GET /activity/weeks/:id', { params: { id } }),
    /not/i,
  )
})

test('a week begins on Monday, and is said in as few words as it takes', () => {
  assert.equal(mondayOf('2026-11-22'), '2026-11-16')
  assert.equal(mondayOf('2026-11-23'), '2026-11-23')
  assert.equal(weekWords('2026-11-30'), '30 November to 6 December 2026')
})

test('the page of what was blocked says when nothing comes in, what was lost, and what is in no number', async (t) => {
  const { context, school, leave, visited, setTime } = await activeSchools(t)
  const { head } = school.people
  const page = () => askRoute(context, head, routes, 'GET /activity')
  assert.match(await page(), /Nothing has come in yet/)
  await leave([], { lost: 1200 })
  await visited({}, { category: 'shopping', because: 'timeBand', rule: 'Lessons' })
  const shown = await page()
  assert.match(shown, /1,200 visits/)
  assert.match(shown, /Shopping/)
  assert.match(shown, /Key stage 2/)
  assert.doesNotMatch(shown, /Nothing has come in/)
  setTime('2026-11-24T14:00:00Z')
  assert.match(await page(), /Nothing has come in since 24 November 2026, 10am/)
  setTime('2026-11-24T20:00:00Z')
  assert.doesNotMatch(await page(), /Nothing has come in/, 'an evening is quiet')
})

test('what the school can show of all this is in date, set up or not, and counts nothing exactly', async (t) => {
  const { context, school, visited, setTime } = await activeSchools(t)
  const { controls = [] } = activity
  const shown = () =>
    lookInto(context, school.id, (tx) =>
      Promise.all(
        controls.map(async ({ id, evidence }) => ({
          id,
          ...(await evidence(tx, school.id, context.clock())),
        })),
      ),
    )
  assert.deepEqual(
    (await shown()).filter(({ isSetUp }) => isSetUp === false).map(({ id }) => id),
    ['activity.kept', 'activity.weeks'],
  )
  setTime('2026-11-30T06:10:00Z')
  await makeWeek(context, { kind: 'system', schoolId: school.id })
  await visited({ category: 'selfHarm' })
  assert.deepEqual(
    (await shown()).filter(({ inDate }) => !inDate),
    [],
  )
  setTime('2026-12-02T10:00:00Z')
  assert.deepEqual(
    (await shown()).filter(({ inDate }) => !inDate).map(({ id }) => id),
    ['activity.kept', 'activity.concerns'],
  )
})
