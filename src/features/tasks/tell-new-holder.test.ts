import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction } from '#/platform/context.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { designatePerson } from '../people/designate-person.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { peopleSettings } from '../people/settings.ts'
import { giveTask } from './give-task.ts'
import { taskJobs } from './jobs.ts'
import { passingHeeds } from './pass-on-tasks.ts'
import type { NewTask } from './task.ts'

const role = 'businessManager'
const jobs = taskJobs({
  mailer: { send: async () => 'sent', close: () => undefined },
  publicUrl: new URL('https://safety.example'),
})

async function aRoleWithTasks(t: TestContext) {
  const world = await staffedSchools(t, {
    heeds: passingHeeds,
    permissions: [peoplePermissions],
    settings: peopleSettings,
  })
  const { context, school, query } = world
  const { people } = school
  const system = systemActor(school.id)
  const designate = (startsOn: string) =>
    designatePerson(context, people.head, {
      personId: people.teacher.personId,
      role,
      startsOn,
      why: 'The one before has left.',
    })
  const give = async (parts: Partial<NewTask> = {}) => {
    const about = { kind: 'incident', id: newId() }
    const given = await inTransaction(context, system, (tx) =>
      giveTask(context, tx, system, {
        to: { role },
        kind: 'incidents.readSlip',
        title: 'Read what IT needs to know',
        about,
        path: '/incidents',
        urgency: 'normal',
        ...parts,
      }),
    )
    return { taskId: given.taskId, aboutId: about.id }
  }
  const told = () =>
    query<{ task_id: string | null; urgency: string }>(
      `select task_id, urgency from tasks.notice where person_id = $1`,
      [people.teacher.personId],
    )
  /** Somebody holds the role before, so that the tasks are the role's and nobody else's. */
  await query(
    `insert into people.designation (school_id, id, person_id, role, starts_on, why, created_at)
     values ($1, $2, $3, $4, '2026-09-01', 'Holds it already', now())`,
    [school.id, newId(), people.coordinator.personId, role],
  )
  return { ...world, people, system, designate, give, told }
}

test('whoever takes on a role gets one e-mail about what waits, as urgent as the most pressing', async (t) => {
  const { designate, give, told } = await aRoleWithTasks(t)
  await give()
  await give({ urgency: 'soon' })
  await designate('2026-11-24')
  assert.deepEqual(await told(), [{ task_id: null, urgency: 'soon' }])
})

test('a single task is the one that the e-mail leads to; nothing to do, no e-mail', async (t) => {
  const { designate, give, told, people } = await aRoleWithTasks(t)
  const { taskId } = await give()
  await give({ notFor: [people.teacher.personId] })
  await designate('2026-11-24')
  assert.deepEqual(await told(), [{ task_id: taskId, urgency: 'normal' }])
})

test('no e-mail tells a new holder of what is kept from them', async (t) => {
  const { context, school, people, system, designate, give, told } = await aRoleWithTasks(t)
  const { aboutId } = await give({ urgency: 'now' })
  await inTransaction(context, system, (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId: aboutId, at: context.clock() }, [
      { personId: people.teacher.personId, why: 'subject' },
    ]),
  )
  await designate('2026-11-24')
  assert.deepEqual(await told(), [])
})

test('a role that begins on a later day is told of on that day', async (t) => {
  const { context, designate, give, told, system, setTime } = await aRoleWithTasks(t)
  await give()
  await designate('2026-11-26')
  assert.deepEqual(await told(), [])
  setTime('2026-11-26T00:05:00Z')
  await jobs.find(({ name }) => name === 'tasks.reroute')?.run(context, system, {})
  assert.equal((await told()).length, 1)
})
