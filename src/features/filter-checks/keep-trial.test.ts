import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { type FilteredSchools, filteredSchools } from '../../../test/a-filtered-school.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { filterChecks } from './feature.ts'
import { type KeepTrial, keepTrial } from './keep-trial.ts'
import { remindOfChecks } from './remind-of-checks.ts'
import { routes } from './routes.ts'

const kindsOf = async ({ context }: FilteredSchools, who: Parameters<typeof tasksOf>[1]) =>
  (await reading(context, who, (tx) => tasksOf(tx, who))).map(({ kind }) => kind)

const nothing = {
  adult: 'notTried',
  language: 'notTried',
  illegal: 'notTried',
  roundAbout: 'notTried',
  search: 'notTried',
  ai: 'notTried',
  help: 'notTried',
} as const
const trial: KeepTrial = {
  ...nothing,
  device: 'Tablet 12',
  profile: 'keyStage2',
  place: 'Library',
  action: null,
  adult: 'right',
}

test('somebody who walks the building puts on record what they tried; what was wrong is somebody’s task', async (t) => {
  const world = await filteredSchools(t, [filterChecks])
  const { context, school, otherSchool, technician } = world
  const { lead, teacher, chair, coordinator } = school.people
  await remindOfChecks(context, systemActor(school.id))
  assert.ok((await kindsOf(world, coordinator)).includes('filterChecks.try'))
  await assert.rejects(keepTrial(context, technician, { ...trial, adult: 'notTried' }), Refused)
  const fine = await keepTrial(context, technician, trial)
  assert.ok(!(await kindsOf(world, coordinator)).includes('filterChecks.try'))
  await remindOfChecks(context, systemActor(school.id))
  assert.ok(!(await kindsOf(world, coordinator)).includes('filterChecks.try'))
  assert.ok(!(await kindsOf(world, lead)).includes('filterChecks.mend'))
  const wrong = await keepTrial(context, technician, {
    ...trial,
    search: 'wrong',
    action: 'Told the network manager',
  })
  assert.ok((await kindsOf(world, lead)).includes('filterChecks.mend'))
  assert.deepEqual(await trailAbout(context, school.id, wrong), [
    'filterChecks.tried',
    'tasks.given',
    'tasks.given',
  ])
  await assert.rejects(keepTrial(context, teacher, trial), NotAllowed)
  await assert.rejects(keepTrial(context, chair, trial), NotAllowed)
  const log = await askRoute(context, chair, routes, 'GET /filter-checks/trials')
  assert.match(log, /Not as it should be: A search for pictures/)
  const one = await askRoute(context, chair, routes, 'GET /filter-checks/trials/:id', {
    params: { id: fine },
  })
  assert.match(one, /Tess Tech/)
  await assert.rejects(
    askRoute(context, otherSchool.people.head, routes, 'GET /filter-checks/trials/:id', {
      params: { id: fine },
    }),
    NotFound,
  )
  assert.match(
    await askRoute(context, technician, routes, 'GET /filter-checks/try'),
    /value="Tablet 12"[\s\S]*value="Library"/,
  )
})
