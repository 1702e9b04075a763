import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { giveTask } from './give-task.ts'
import { tasksOf } from './my-tasks.ts'
import { rerouteTasks } from './reroute-tasks.ts'

test('several who have the same to do and may not know of it leave one task, with the next person', async (t) => {
  const { context, school } = await staffedSchools(t)
  const { people } = school
  const system = systemActor(school.id)
  const aboutId = newId()
  await inTransaction(context, system, (tx) =>
    giveTask(context, tx, system, {
      to: [{ role: 'dsl' }, { role: 'coordinator' }, { personId: people.teacher.personId }],
      kind: 'incidents.readReport',
      title: 'Read a new report',
      about: { kind: 'incident', id: aboutId },
      path: '/incidents',
      urgency: 'soon',
      mergeKey: 'read',
    }),
  )
  const kept = (['lead', 'deputy', 'secondDeputy', 'coordinator', 'teacher'] as const).map((name) => ({
    personId: people[name].personId,
    why: 'relative' as const,
  }))
  await inTransaction(context, system, async (tx) => {
    await keepFrom(tx, { schoolId: school.id, recordId: aboutId, at: context.clock() }, kept)
    await rerouteTasks(context, tx, system, aboutId)
  })
  const ofHead = await reading(context, people.head, (tx) => tasksOf(tx, people.head))
  assert.deepEqual(
    ofHead.map((task) => task.aboutId),
    [aboutId],
  )
  for (const { personId } of kept) {
    const actor = Object.values(people).find((one) => one.personId === personId)
    assert.ok(actor)
    assert.deepEqual(await reading(context, actor, (tx) => tasksOf(tx, actor)), [])
  }
})
