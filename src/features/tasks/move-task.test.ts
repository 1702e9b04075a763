import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { trailAbout } from '../../../test/ground.ts'
import { type StaffedSchools, type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { giveTask } from './give-task.ts'
import { moveTask } from './move-task.ts'
import { tasksOf } from './my-tasks.ts'

async function giveToCoordinator({ context, school }: StaffedSchools) {
  const recordId = newId()
  const actor = systemActor(school.id)
  const { taskId } = await inTransaction(context, actor, (tx) =>
    giveTask(context, tx, actor, {
      to: { role: 'coordinator' },
      kind: 'incidents.finish',
      title: 'Finish the incident',
      about: { kind: 'incident', id: recordId },
      path: `/incidents/${recordId}`,
      urgency: 'normal',
    }),
  )
  return { recordId, taskId: taskId ?? '' }
}

const count = async ({ context, school }: StaffedSchools, name: StaffName) =>
  (await reading(context, school.people[name], (tx) => tasksOf(tx, school.people[name]))).length

test('a task is handed to a colleague, who is told, and the trail says so', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, query } = world
  const { recordId, taskId } = await giveToCoordinator(world)
  await moveTask(context, school.people.coordinator, taskId, { personId: school.people.teacher.personId })
  assert.deepEqual([await count(world, 'coordinator'), await count(world, 'teacher')], [0, 1])
  assert.deepEqual(await trailAbout(context, school.id, recordId), ['tasks.given', 'tasks.moved'])
  const told = await query('select from tasks.notice where person_id = $1', [school.people.teacher.personId])
  assert.equal(told.length, 1)
  const again = moveTask(context, school.people.teacher, taskId, { personId: school.people.teacher.personId })
  await assert.rejects(again, Refused)
})

test('a task is not handed to a subject, a governor or somebody of another school, nor by somebody else', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, otherSchool } = world
  const { recordId, taskId } = await giveToCoordinator(world)
  const { coordinator, teacher, chair, lead } = school.people
  await inTransaction(context, systemActor(school.id), (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId, at: context.clock() }, [
      { personId: teacher.personId, why: 'subject' },
    ]),
  )
  const to = ({ personId }: { personId: string }) => moveTask(context, coordinator, taskId, { personId })
  const words = async (answer: Promise<void>) => answer.catch((error: unknown) => error)
  const subject = await words(to(teacher))
  assert.ok(subject instanceof Refused)
  assert.deepEqual(await words(to(chair)), subject, 'the answer gives nothing away')
  await assert.rejects(to(otherSchool.people.teacher), NotFound)
  await assert.rejects(moveTask(context, lead, taskId, { personId: lead.personId }), NotFound)
  assert.equal(await count(world, 'coordinator'), 1)
})
