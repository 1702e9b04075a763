import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { aPerson } from '../../../test/ground.ts'
import { letGo } from '../people/index.ts'
import { endAccess } from '../people/leave-school.ts'
import { tasksOf } from '../tasks/index.ts'
import { accounts } from './feature.ts'
import { resetPassword } from './reset-password.ts'

test('who leaves knows shared passwords: each they answered for, taught with or opened is a task on that day', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, otherTeacher, classes, query, setTime } = world
  const { teacher, coordinator, head } = school.people
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  const system = systemActor(school.id)
  const shared = async (logonName: string, of: { owner?: PersonActor; classId?: string }) => {
    const [row] = await query<{ id: string }>(
      `insert into accounts.account (school_id, id, kind, logon_name, owner_id, class_id, purpose, starts_on, created_at)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, 'Lessons', '2026-09-01', '2026-09-01') returning id`,
      [
        school.id,
        of.classId ? 'class' : 'generic',
        logonName,
        of.owner?.personId ?? null,
        of.classId ?? null,
      ],
    )
    return row?.id ?? ''
  }
  const library = await shared('library', { owner: coordinator })
  const hall = await shared('hall', { owner: head })
  const elm = await shared('elm', { classId: classes.elm })
  await query(
    `insert into accounts.seating (school_id, id, class_id, account_id, adult_id, room, opened_at, ends_at)
     values ($1, gen_random_uuid(), $2, $3, $4, null, '2026-10-01T09:00Z', '2026-10-01T10:00Z')`,
    [school.id, classes.oak, hall, otherTeacher.personId],
  )
  const rotate = async () =>
    (await reading(context, technician, (tx) => tasksOf(tx, technician)))
      .filter(({ kind }) => kind === 'accounts.rotate')
      .map(({ aboutId, urgency }) => `${urgency} ${aboutId}`)
      .sort()
  const leaves = (
    { personId }: PersonActor,
    lastDay: string,
    accessEnds: 'afterLastDay' | 'now' = 'afterLastDay',
  ) => inTransaction(context, system, (tx) => letGo(context, tx, system, { personId, lastDay, accessEnds }))
  await leaves(coordinator, '2026-11-24')
  assert.deepEqual(await rotate(), [], 'until the day is over they work here')
  setTime('2026-11-25T00:05:00Z')
  await endAccess(context, system)
  assert.deepEqual(await rotate(), [`soon ${library}`])
  await resetPassword(context, technician, library)
  assert.deepEqual(await rotate(), [])
  await leaves(teacher, '2026-12-18', 'now')
  assert.deepEqual(await rotate(), [`soon ${elm}`])
  // Changed since that lesson: they no longer know it.
  await resetPassword(context, technician, hall)
  await leaves(otherTeacher, '2026-12-18', 'now')
  assert.deepEqual(await rotate(), [`soon ${elm}`])
})
