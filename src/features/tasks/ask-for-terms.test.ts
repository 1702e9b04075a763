import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { askForTerms } from './ask-for-terms.ts'
import { taskJobs } from './jobs.ts'

test('a month before the terms run out the office is asked for the next ones, once, until they are there', async (t) => {
  const { context, school, query, setTime } = await staffedSchools(t)
  const jobs = taskJobs({
    mailer: { send: async () => 'sent', close: () => undefined },
    publicUrl: new URL('https://safety.example'),
  })
  assert.ok(jobs.some(({ name, timetable }) => name === 'tasks.askForTerms' && timetable === '10 7 * * *'))
  const morning = async (day: string) => {
    setTime(`${day}T06:30:00Z`)
    await askForTerms(context, systemActor(school.id))
    return query<{ state: string; path: string }>(
      `select state, path from tasks.task where kind = 'tasks.nextTerms' and school_id = $1`,
      [school.id],
    )
  }
  const open = { state: 'open', path: '/school/terms' }
  assert.deepEqual(await morning('2027-06-20'), [])
  assert.deepEqual(await morning('2027-06-21'), [open])
  assert.deepEqual(await morning('2027-09-01'), [open])
  await query(
    `insert into schools.term (school_id, id, name, starts_on, ends_on)
     values ($1, gen_random_uuid(), 'Autumn', '2027-09-02', '2027-12-17')`,
    [school.id],
  )
  assert.deepEqual(await morning('2027-09-02'), [{ ...open, state: 'done' }])
  await query('delete from schools.term where school_id = $1', [school.id])
  assert.deepEqual((await morning('2027-09-03')).map(({ state }) => state).toSorted(), ['done', 'open'])
})
