import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { lookInto } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { giveTaskToEach, type OwnTask } from './give-to-each.ts'
import { tasksOf } from './my-tasks.ts'
import type { TaskTables } from './tables.ts'

const induction = (personId: string, aboutId = newId()): OwnTask => ({
  to: { personId },
  kind: 'induction.followChecklist',
  title: 'Go through what is new for you here',
  about: { kind: 'person', id: aboutId },
  path: `/induction/${personId}`,
  urgency: 'normal',
  mergeKey: 'follow',
})

test('each has their own task and is told once; what is open stays one; what is kept from them goes along the chain', async (t) => {
  const world = await staffedSchools(t)
  const { context, school } = world
  const system = systemActor(school.id)
  const { teacher, lead, head } = school.people
  const tasks = [teacher, lead].map(({ personId }) => induction(personId))
  const give = (some: readonly OwnTask[]) =>
    inTransaction(context, system, (tx) => giveTaskToEach(context, tx, system, some))
  await give(tasks)
  await give(tasks)
  const mine = (who: typeof teacher) => reading(context, who, (tx) => tasksOf(tx, who))
  for (const who of [teacher, lead])
    assert.deepEqual(
      (await mine(who)).map(({ title }) => title),
      ['Go through what is new for you here'],
    )
  assert.equal((await noticesOf(world)).length, 2)

  const kept = induction(teacher.personId)
  await inTransaction(context, system, (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId: kept.about.id, at: context.clock() }, [
      { personId: teacher.personId, why: 'subject' },
    ]),
  )
  await give([kept])
  assert.equal((await mine(teacher)).length, 1, 'never a record that is kept from them')
  assert.equal((await mine(head)).length, 1, 'it goes along the chain instead')
})

test('e-mails of many tasks go out one after the other, also when several transactions tell some each', async (t) => {
  const world = await staffedSchools(t)
  const { context, school, query } = world
  const system = systemActor(school.id)
  const many = () => Array.from({ length: 25 }, () => induction(school.people.teacher.personId))
  for (let time = 0; time < 2; time += 1)
    await inTransaction(context, system, (tx) => giveTaskToEach(context, tx, system, many()))
  const runs = await query<{ at: Date }>('select run_at as at from graphile_worker.jobs order by run_at')
  const gapsMs = runs.slice(1).map(({ at }, before) => at.getTime() - (runs[before]?.at.getTime() ?? 0))
  assert.equal(gapsMs.length, 49)
  assert.ok(Math.min(...gapsMs) >= 250, `${Math.min(...gapsMs)} ms`)
})

const noticesOf = ({ context, school }: Awaited<ReturnType<typeof staffedSchools>>) =>
  lookInto(context, school.id, (tx) =>
    tx
      .withTables<TaskTables>()
      .selectFrom('tasks.notice')
      .select('id')
      .where('school_id', '=', school.id)
      .execute(),
  )
