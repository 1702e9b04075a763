import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import type { Control } from '#/platform/controls/control.ts'
import { practisingSchools } from '../../../test/practising-school.ts'
import { assess } from './assess.ts'
import { confirmOutside } from './confirm-outside.ts'

const control: Control = {
  id: 'test.outside',
  name: 'Everybody has an entry of their own',
  does: 'enforces',
  clauses: ['B58'],
  provedBy: 'a test',
  enforcedBy: 'The school’s directory',
  evidence: async () => ({ sentence: 'None is connected.', lastAt: null, inDate: false, isSetUp: false }),
}
const looked = {
  does: 'yes',
  system: 'The county’s directory service',
  seenOn: '2026-11-20',
  seen: 'The firm showed us the groups on their screen; the pictures are in the ICT folder.',
  reviewDueOn: '2027-05-20',
} as const

test('what a system outside does runs while somebody’s look at it is in date, and says which system it is', async (t) => {
  const world = await practisingSchools(t)
  const { school, otherSchool, setTime } = world
  const { head, teacher } = school.people
  const context = { ...world.context, controls: [{ ...control, proved: true }] }
  const serving = (schoolId = school.id) =>
    reading(context, head, async (tx) => {
      const { clauses } = await assess(context, tx, schoolId, ({ id }) => id === 'B58')
      return clauses[0]?.controls[0]
    })
  assert.equal((await serving())?.state, 'notSetUp')
  await assert.rejects(confirmOutside(context, teacher, control.id, looked), NotAllowed)
  await assert.rejects(confirmOutside(context, head, 'test.nothing', looked), NotFound)
  for (const wrong of [
    { seenOn: '2026-12-24' },
    { reviewDueOn: '2026-11-01' },
    { reviewDueOn: '2029-01-01' },
  ]) {
    await assert.rejects(confirmOutside(context, head, control.id, { ...looked, ...wrong }), Refused)
  }
  await confirmOutside(context, otherSchool.people.head, control.id, looked)
  assert.equal((await serving())?.state, 'notSetUp', 'another school’s look is not ours')
  await confirmOutside(context, head, control.id, looked)
  const running = await serving()
  assert.equal(running?.state, 'running')
  assert.match(running?.sentence ?? '', /The county’s directory service does it, outside Schoolkeeper/)
  assert.doesNotMatch(running?.sentence ?? '', new RegExp(head.name))
  setTime('2027-05-21T09:00:00Z')
  const late = await serving()
  assert.deepEqual([late?.state, late?.mendAt], ['attention', '/coverage/controls/test.outside/outside'])
  await confirmOutside(context, head, control.id, {
    ...looked,
    does: 'no',
    seenOn: '2027-05-21',
    reviewDueOn: '2027-09-01',
  })
  assert.equal((await serving())?.state, 'notSetUp', 'nobody does it any more')
})
