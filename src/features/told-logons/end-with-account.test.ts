import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aTellingSchool } from '../../../test/a-telling-school.ts'
import { aPerson } from '../../../test/ground.ts'
import { leaveSchool } from '../people/leave-school.ts'

test('whoever’s access ends now is at no device any more, though their last day is still to come', async (t) => {
  const { tell, devices, context, school, pupil } = await aTellingSchool(t)
  const { teacher } = school.people
  const office = await aPerson(context, school.id, { name: 'Ofra Office', roles: ['office'] })
  await tell('logon', { account: 't.teacher', address: '10.1.0.8' })
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7' })
  assert.equal((await devices()).length, 2)
  const leaves = { personId: teacher.personId, lastDay: '2026-12-18', accessEnds: 'now' } as const
  await leaveSchool(context, office, leaves)
  assert.deepEqual(await devices(), [['10.1.0.7', 'Key stage 2', pupil.personId]])
  const again = await tell('logon', { account: 't.teacher', address: '10.1.0.8' })
  assert.equal(again.status, 409)
})
