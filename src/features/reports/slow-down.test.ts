import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TooMany } from '#/platform/web/refusals.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { anonymous } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { slowDown } from './slow-down.ts'

const address = '203.0.113.7'

test('the ninety-first report from one address within a quarter of an hour waits, and nobody else does', async (t) => {
  const { context, school, otherSchool, setTime, query } = await staffedSchools(t, incidentOffers)
  const nobody = anonymous(school.id)
  for (let times = 0; times < 90; times += 1) await slowDown(context, nobody, 'send', address)
  await assert.rejects(slowDown(context, nobody, 'send', address), TooMany)
  await slowDown(context, nobody, 'send', '203.0.113.8')
  await slowDown(context, nobody, 'code', address)
  await slowDown(context, anonymous(otherSchool.id), 'send', address)
  await slowDown(context, school.people.teacher, 'send', address)
  assert.doesNotMatch(JSON.stringify(await query('select * from sign_in.count')), /203\.0\.113/)
  setTime('2026-11-24T10:15:01Z')
  await slowDown(context, nobody, 'send', address)
})

test('what slows one day down cannot be told from what does the next', async (t) => {
  const { context, school, setTime, query } = await staffedSchools(t, incidentOffers)
  await slowDown(context, anonymous(school.id), 'code', address)
  setTime('2026-11-25T10:00:00Z')
  await slowDown(context, anonymous(school.id), 'code', address)
  const rows = await query<{ key_hash: Buffer }>('select key_hash from sign_in.count')
  assert.equal(new Set(rows.map(({ key_hash }) => key_hash.toString('hex'))).size, 2)
})
