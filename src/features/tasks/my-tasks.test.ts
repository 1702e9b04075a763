import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading } from '#/platform/context.ts'
import { plansOf } from '../../../test/plans.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { tasksOf } from './my-tasks.ts'
import { countTasksOf } from './store.ts'

test('the list of tasks and its number come from indexes, under row security, however many tasks there are', async (t) => {
  const { context, school, otherSchool, query } = await staffedSchools(t)
  const { lead, teacher } = school.people
  // Every hundredth is the lead's role, every hundredth the teacher's own; nine of ten are over.
  await query(
    `insert into tasks.task (school_id, id, person_id, role, kind, title, about_kind, about_id, path, urgency, state,
       created_at, due_at, ended_at, ended_by)
     select school_id, gen_random_uuid(), case when n % 100 = 1 and school_id = $1 then $3::uuid end,
            case when n % 100 = 0 then 'dsl' when n % 100 = 1 and school_id = $1 then null else 'technician' end,
            'a.b', 'A task', 'incident', gen_random_uuid(), '/', 'normal',
            case when n % 100 < 10 then 'open' else 'done' end, now(), now() + n * interval '1 minute',
            case when n % 100 >= 10 then now() end, case when n % 100 >= 10 then $3::uuid end
       from generate_series(1, 4000) n, unnest(array[$1, $2]::uuid[]) school_id`,
    [school.id, otherSchool.id, teacher.personId],
  )
  await query('vacuum analyze tasks.task')
  for (const who of [lead, teacher]) {
    const plans = await reading(context, who, (tx) =>
      plansOf(tx, async (listening) => {
        assert.equal((await tasksOf(listening, who)).length, 40)
        assert.equal(await countTasksOf(listening, who), 40)
      }),
    )
    assert.match(plans, /Index Scan (on|using) task_(person|role)/)
    assert.doesNotMatch(plans, /Seq Scan on task\b/)
  }
})
