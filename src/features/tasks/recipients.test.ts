import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { inTransaction } from '#/platform/context.ts'
import { type StaffName, staffedSchools } from '../../../test/staffed-school.ts'
import { recipients } from './recipients.ts'
import type { Recipient } from './task.ts'

type Row = { to: string; kept: StaffName[]; gets: string[]; as: string | null }

const rows: readonly Row[] = [
  { to: 'dsl', kept: [], gets: ['lead'], as: 'dsl' },
  { to: 'dsl', kept: ['lead'], gets: ['deputy', 'secondDeputy'], as: 'deputyDsl' },
  { to: 'dsl', kept: ['lead', 'deputy'], gets: ['secondDeputy'], as: 'deputyDsl' },
  { to: 'dsl', kept: ['lead', 'deputy', 'secondDeputy'], gets: ['head'], as: 'head' },
  { to: 'dsl', kept: ['lead', 'deputy', 'secondDeputy', 'head'], gets: ['chair'], as: 'chairOfGovernors' },
  { to: 'deputyDsl', kept: ['deputy', 'secondDeputy'], gets: ['lead'], as: 'dsl' },
  { to: 'head', kept: ['head'], gets: ['chair'], as: 'chairOfGovernors' },
  { to: 'head', kept: ['head', 'chair'], gets: [], as: null },
  { to: 'chairOfGovernors', kept: ['chair'], gets: [], as: null },
  { to: 'coordinator', kept: ['coordinator'], gets: ['lead'], as: 'dsl' },
  { to: 'siro', kept: [], gets: ['head'], as: 'head' },
  { to: 'technician', kept: [], gets: ['head'], as: 'head' },
  { to: 'person:teacher', kept: [], gets: ['teacher'], as: 'teacher' },
  { to: 'person:teacher', kept: ['teacher'], gets: ['head'], as: 'head' },
]

test('a task goes along the chain past everybody from whom the record is kept', async (t) => {
  const { context, school } = await staffedSchools(t)
  const names = new Map(Object.entries(school.people).map(([name, { personId }]) => [personId, name]))
  for (const { to, kept, gets, as } of rows) {
    const recordId = newId()
    const wanted = to.startsWith('person:')
      ? { personId: school.people[to.slice(7) as StaffName].personId }
      : { role: to }
    const found = await inTransaction(context, systemActor(school.id), async (tx) => {
      const people = kept.map((name) => ({ personId: school.people[name].personId, why: 'subject' as const }))
      await keepFrom(tx, { schoolId: school.id, recordId, at: context.clock() }, people)
      return recipients(tx, school.id, { to: wanted as Recipient, aboutId: recordId, at: context.clock() })
    })
    const what = `${to} without ${kept.join(', ') || 'nobody'}`
    assert.deepEqual(found.people.map(({ id }) => names.get(id)).sort(), gets, what)
    assert.equal(found.outside, as === null ? 'lado' : null, what)
    const given = found.to && ('role' in found.to ? found.to.role : names.get(found.to.personId))
    assert.equal(given, as, what)
  }
})

test('a role that ended yesterday gets nothing today, nor does a person who has left', async (t) => {
  const { context, school, query } = await staffedSchools(t)
  await query(`update people.designation set ends_on = '2026-11-22' where person_id = $1`, [
    school.people.lead.personId,
  ])
  await query(`update people.person set left_on = '2026-11-20' where id = $1`, [
    school.people.deputy.personId,
  ])
  const found = await inTransaction(context, systemActor(school.id), (tx) =>
    recipients(tx, school.id, { to: { role: 'dsl' }, aboutId: newId(), at: context.clock() }),
  )
  assert.deepEqual(
    found.people.map(({ id }) => id),
    [school.people.secondDeputy.personId],
  )
})
