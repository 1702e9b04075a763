import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { ClassSessionActor } from '#/platform/access/actor.ts'
import { TooMany } from '#/platform/web/refusals.ts'
import { incidentOffers } from '../../../test/an-incident.ts'
import { anonymous } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { slowDown } from './slow-down.ts'

const address = '203.0.113.7'
/** Whoever is held here waits ten seconds. */
const notHeldMs = 5_000

/** How long it took, in milliseconds. */
async function lasted(work: Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work
  return performance.now() - began
}

const deviceOf = (schoolId: string, classSessionId: string): ClassSessionActor => ({
  kind: 'classSession',
  schoolId,
  classSessionId,
  className: '3B',
  sessionId: newId(),
})

test('the ninety-first report from one address within a quarter of an hour waits a moment and goes through, and nobody else waits', async (t) => {
  const { context, school, otherSchool, setTime, query } = await staffedSchools(t, incidentOffers)
  const nobody = anonymous(school.id)
  for (let times = 0; times < 90; times += 1) await slowDown(context, nobody, 'send', address)
  assert.ok((await lasted(slowDown(context, nobody, 'send', address))) >= 240, 'the ninety-first waited')
  assert.ok((await lasted(slowDown(context, nobody, 'send', address))) >= 490, 'the next one a little longer')
  await query('update sign_in.count set times = 200')
  const others = [
    slowDown(context, nobody, 'send', '203.0.113.8'),
    slowDown(context, nobody, 'code', address),
    slowDown(context, anonymous(otherSchool.id), 'send', address),
    slowDown(context, school.people.teacher, 'send', address),
    slowDown(context, deviceOf(school.id, newId()), 'send', address),
  ]
  assert.ok((await lasted(Promise.all(others))) < notHeldMs, 'nobody else waited')
  assert.doesNotMatch(JSON.stringify(await query('select * from sign_in.count')), /203\.0\.113/)
  setTime('2026-11-24T10:15:01Z')
  assert.ok((await lasted(slowDown(context, nobody, 'send', address))) < notHeldMs)
})

test('a device of a class that sends without end waits alone: its class and the next one are not held up', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const classSessionId = newId()
  const device = deviceOf(school.id, classSessionId)
  for (let times = 0; times < 31; times += 1) await slowDown(context, device, 'send', address)
  await query('update sign_in.count set times = 200 where times = 31')
  const sixAtOnce = Promise.allSettled(
    [1, 2, 3, 4, 5, 6].map(() => slowDown(context, device, 'send', address)),
  )
  const others = [deviceOf(school.id, classSessionId), deviceOf(school.id, newId())]
  const took = lasted(Promise.all(others.map((one) => slowDown(context, one, 'send', address))))
  assert.ok((await took) < notHeldMs, 'others of the class, and other classes, wait for nothing')
  const refused = (await sixAtOnce).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(refused.length, 3, 'three of one device may wait at once')
  for (const error of refused) assert.ok(error instanceof TooMany && error.afterSeconds === 10)
})

test('devices that join a class again and again are slowed with their class, and no other class is', async (t) => {
  const { context, school, query } = await staffedSchools(t, incidentOffers)
  const classSessionId = newId()
  for (let times = 0; times < 90; times += 1)
    await slowDown(context, deviceOf(school.id, classSessionId), 'send', address)
  assert.ok((await lasted(slowDown(context, deviceOf(school.id, classSessionId), 'send', address))) >= 240)
  await query('update sign_in.count set times = 200 where times = 91')
  assert.ok((await lasted(slowDown(context, deviceOf(school.id, newId()), 'send', address))) < notHeldMs)
})

test('what slows one day down cannot be told from what does the next', async (t) => {
  const { context, school, setTime, query } = await staffedSchools(t, incidentOffers)
  await slowDown(context, anonymous(school.id), 'code', address)
  setTime('2026-11-25T10:00:00Z')
  await slowDown(context, anonymous(school.id), 'code', address)
  const rows = await query<{ key_hash: Buffer }>('select key_hash from sign_in.count')
  assert.equal(new Set(rows.map(({ key_hash }) => key_hash.toString('hex'))).size, 2)
})
