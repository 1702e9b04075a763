import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { giveTask } from './give-task.ts'
import { remindOfTasks } from './remind.ts'

test('people are reminded once, on the morning of a school day, of what is due by the next', async (t) => {
  const { context, school, setTime, query } = await staffedSchools(t)
  const actor = systemActor(school.id)
  const give = (at: string) =>
    inTransaction(context, actor, (tx) => {
      const id = newId()
      return giveTask(context, tx, actor, {
        to: { role: 'coordinator' },
        kind: 'incidents.finish',
        title: 'Finish the incident',
        about: { kind: 'incident', id },
        path: `/incidents/${id}`,
        urgency: 'normal',
        due: { at: new Date(at), clock: 'schoolDays' },
      })
    })
  await give('2026-11-30T12:00:00Z')
  await give('2026-11-30T15:00:00Z')
  await give('2026-12-04T12:00:00Z')
  const reminders = async () => (await query('select from tasks.notice')).length - 3
  const remindAt = async (at: string) => {
    setTime(at)
    await remindOfTasks(context, actor)
    return reminders()
  }
  assert.equal(await remindAt('2026-11-26T08:00:00Z'), 0, 'Thursday: not yet')
  assert.equal(await remindAt('2026-11-28T08:00:00Z'), 0, 'Saturday is no school day')
  assert.equal(await remindAt('2026-11-27T08:00:00Z'), 1, 'Friday: one e-mail for both')
  assert.equal(await remindAt('2026-11-30T08:00:00Z'), 1, 'and not again')
  assert.equal(await remindAt('2026-12-03T08:00:00Z'), 2)
})
