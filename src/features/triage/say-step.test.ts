import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '#/app/features.ts'
import { reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import type { Task } from '../tasks/index.ts'
import { sayTasks } from '../tasks/say-tasks.ts'
import { shippedFlows } from './flows/shipped-flows.ts'

test('a task for a step says the reference and which step, to whoever may see the incident, and to nobody else', async (t) => {
  const world = await staffedSchools(t, {
    ...incidentOffers,
    settings: features.flatMap(({ settings }) => settings ?? []),
    taskWords: features.flatMap(({ taskWords }) => taskWords ?? []),
  })
  const { context, school } = world
  const { id, reference } = await anIncident(world, school.people.teacher)
  const flow = shippedFlows[0]
  const node = flow?.nodes[0]
  assert.ok(flow && node)
  const task = (taskId: string, path: string) =>
    ({ id: taskId, aboutKind: 'incident', aboutId: id, path }) as Task
  const tasks = [
    task('step', `/incidents/${id}/triage/${flow.key}/${node.id}`),
    task('page', `/incidents/${id}`),
    task('gone', `/incidents/${id}/triage/${flow.key}/no-such-step`),
  ]
  const said = (actor: typeof school.people.lead) =>
    reading(context, actor, async (tx) => Object.fromEntries(await sayTasks(context, tx, actor, tasks)))
  assert.deepEqual(await said(school.people.lead), {
    step: `${reference}: ${node.title}`,
    page: reference,
    gone: reference,
  })
  assert.deepEqual(await said(school.people.teacher), {})
  assert.deepEqual(await said(world.otherSchool.people.lead), {})
})
