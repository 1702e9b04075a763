import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { TooMany } from '#/platform/web/refusals.ts'
import { aTellingSchool } from '../../../test/a-telling-school.ts'
import { setFor } from '../../../test/an-incident-in-progress.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { endSeating, openSeating } from '../accounts/open-seating.ts'
import { endTeller, makeTeller } from './keep-teller.ts'
import { knowTeller } from './know-teller.ts'
import { routes } from './routes.ts'
import { listTellers } from './teller-store.ts'
import { telling } from './telling.ts'

const phone = '02:00:00:00:00:07'
const laptop = '02-00-00-00-00-08'

test('who a server says has logged on gets what is theirs there, until the logoff or the hours are over', async (t) => {
  const world = await aTellingSchool(t)
  const { tell, devices, pupil, school, setTime, context } = world
  await setFor(world, school.id, 'toldLogons.realms', 'ALDER')
  const teacher = school.people.teacher.personId
  assert.equal((await tell('logon', { account: 'ALDER\\p.pupil', address: '10.1.0.7' })).status, 204)
  assert.equal((await tell('logon', { account: 'T.Teacher', address: '10.1.0.8' })).status, 204)
  assert.equal((await tell('logon', { account: 'holly', address: '10.1.0.9' })).status, 204)
  assert.deepEqual(await devices(), [
    ['10.1.0.7', 'Key stage 2', pupil.personId],
    ['10.1.0.8', 'Staff', teacher],
    ['10.1.0.9', 'Key stage 2', null],
  ])
  assert.ok((await trailAbout(context, school.id, pupil.personId)).includes('toldLogons.began'))
  assert.equal((await tell('logoff', { account: 't.teacher', address: '10.1.0.8' })).status, 204)
  assert.equal((await tell('logoff', { account: 'nobody', address: '10.1.0.7' })).status, 204)
  assert.deepEqual((await devices()).length, 2)
  setTime('2026-11-24T15:00:00Z')
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7' })
  setTime('2026-11-24T23:00:00Z')
  assert.deepEqual(await devices(), [['10.1.0.7', 'Key stage 2', pupil.personId]])
  setTime('2026-11-25T03:01:00Z')
  assert.deepEqual(await devices(), [])
})

test('told with its device, whoever logged on there last is there; told without, the stricter rules count and nobody is named', async (t) => {
  const { tell, devices, pupil, school } = await aTellingSchool(t)
  const teacher = school.people.teacher.personId
  const at = { address: '10.1.0.7', device: phone }
  await tell('logon', { account: 'p.pupil', ...at })
  await tell('logon', { account: 't.teacher', ...at })
  assert.deepEqual(await devices(), [['10.1.0.7', 'Staff', teacher]])
  await tell('logon', { account: 't.teacher', address: '10.1.0.17', device: phone })
  assert.deepEqual(await devices(), [['10.1.0.17', 'Staff', teacher]])
  await tell('logon', { account: 'p.pupil', address: '10.1.0.17' })
  assert.deepEqual(await devices(), [['10.1.0.17', 'Key stage 2', null]])
  await tell('logoff', { device: phone })
  assert.deepEqual(await devices(), [['10.1.0.17', 'Key stage 2', pupil.personId]])
})

test('a logon is over with the lease of its device, and when its address goes to another', async (t) => {
  const { tell, devices, pupil, setTime } = await aTellingSchool(t)
  const isPip = [['10.1.0.7', 'Key stage 2', pupil.personId]]
  await tell('lease', { device: phone, address: '10.1.0.7', seconds: 3600 })
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7', device: phone })
  assert.deepEqual(await devices(), isPip)
  await tell('lease', { device: laptop, address: '10.1.0.7', seconds: 3600 })
  assert.deepEqual(await devices(), [])
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7', device: laptop })
  assert.deepEqual(await devices(), isPip)
  await tell('lease-end', { device: laptop })
  assert.deepEqual(await devices(), [])
  await tell('lease', { device: phone, address: '10.1.0.7', seconds: 3600 })
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7', device: phone })
  setTime('2026-11-24T11:00:01Z')
  assert.deepEqual(await devices(), [])
})

test('a lease that is renewed carries the logon on, and one without a device goes with the lease of its address', async (t) => {
  const { tell, devices, pupil, setTime } = await aTellingSchool(t)
  const isPip = [['10.1.0.7', 'Key stage 2', pupil.personId]]
  const lease = { device: phone, address: '10.1.0.7', seconds: 3600 }
  await tell('lease', lease)
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7' })
  setTime('2026-11-24T10:30:00Z')
  await tell('lease', lease)
  setTime('2026-11-24T11:00:01Z')
  assert.deepEqual(await devices(), isPip)
  setTime('2026-11-24T11:30:01Z')
  assert.deepEqual(await devices(), [])
  await tell('lease', lease)
  await tell('logon', { account: 'p.pupil', address: '10.1.0.7' })
  await tell('lease-end', { device: phone })
  await tell('lease', { ...lease, device: laptop })
  assert.deepEqual(await devices(), [])
})

test('the end of an earlier session, told late, logs nobody off who walked on to the next access point', async (t) => {
  const { tell, devices, pupil } = await aTellingSchool(t)
  const isPip = [['10.1.0.7', 'Key stage 2', pupil.personId]]
  const here = { account: 'p.pupil', address: '10.1.0.7', device: phone }
  await tell('logon', { ...here, session: 'hall' })
  await tell('logon', { ...here, session: 'library' })
  await tell('logoff', { ...here, session: 'hall' })
  assert.deepEqual(await devices(), isPip)
  await tell('logoff', { ...here, session: 'library' })
  assert.deepEqual(await devices(), [])
  await tell('logon', { ...here, address: '::ffff:10.1.0.7' })
  assert.deepEqual(await devices(), isPip)
  await tell('logoff', here)
  assert.deepEqual(await devices(), [])
})

test('whoever holds a script’s token ends, names and frees nobody else with it', async (t) => {
  const { tell, devices, pupil, school, setTime, query } = await aTellingSchool(t)
  const teacher = school.people.teacher.personId
  await tell('logon', { account: 't.teacher', address: '10.1.0.7', device: phone })
  await tell('logon', { account: 'p.pupil', address: '127.0.0.1' })
  assert.equal((await tell('logon', { account: 'p.pupil', device: phone }, 'script')).status, 204)
  const named = [
    ['10.1.0.7', 'Staff', teacher],
    ['127.0.0.1', 'Key stage 2', pupil.personId],
  ]
  assert.deepEqual(await devices(), named)
  // What a server told lasts twelve hours, whatever a script says afterwards.
  setTime('2026-11-24T21:30:00Z')
  await tell('logon', { account: 'p.pupil' }, 'script')
  setTime('2026-11-24T22:30:00Z')
  assert.deepEqual(await devices(), [['127.0.0.1', 'Key stage 2', null]])
  const [used] = await query<{ at: Date | null }>(
    `select last_used_at as at from accounts.account where logon_name = 'p.pupil'`,
  )
  assert.deepEqual(used?.at, new Date('2026-11-24T10:00:00Z'))
})

test('a shared device is found by its hardware address, whatever address it has today', async (t) => {
  const world = await aTellingSchool(t)
  const { tell, devices, context, school, pupil, query } = world
  await setFor(world, school.id, 'portal.deviceAddresses', `iPad 8 ${laptop}`)
  const [row] = await query<{ id: string }>(`select id from schools.class where school_id = $1`, [school.id])
  const seats = [{ personId: pupil.personId, device: 'iPad 8' }]
  const { teacher } = school.people
  const id = await openSeating(context, teacher, { classId: row?.id ?? '', room: null, lasts: '60', seats })
  assert.deepEqual(await devices(), [])
  await tell('lease', { device: laptop, address: '10.1.0.40', seconds: 3600 })
  assert.deepEqual(await devices(), [['10.1.0.40', 'Key stage 2', pupil.personId]])
  await tell('lease', { device: laptop, address: '10.1.0.41', seconds: 3600 })
  assert.deepEqual(await devices(), [['10.1.0.41', 'Key stage 2', pupil.personId]])
  await endSeating(context, teacher, id)
  assert.deepEqual(await devices(), [])
})

test('a script speaks for pupils, for the device that it runs on, and accuses nobody', async (t) => {
  const { tell, devices, context, technician } = await aTellingSchool(t)
  const said = await tell('logon', { account: 'p.pupil', address: '10.1.0.99' }, 'script')
  assert.equal(said.status, 204)
  assert.deepEqual(await devices(), [['127.0.0.1', 'Key stage 2', null]])
  const adult = await tell('logon', { account: 't.teacher' }, 'script')
  assert.equal(adult.status, 409)
  assert.match(adult.text, /for pupils only/)
  const lease = await tell('lease', { device: phone, address: '10.1.0.7', seconds: 60 }, 'script')
  assert.match(lease.text, /of logons only/)
  const page = await askRoute(context, technician, routes, 'GET /told-logons')
  assert.match(page, /One logon counts[\s\S]*script[\s\S]*of logons only/)
  await tell('logon', { account: 't.teacher', address: '10.1.0.8' })
  await tell('logoff', { address: '10.1.0.8' }, 'script')
  assert.equal((await devices()).length, 1, 'only what it told itself, where it runs')
})

test('what cannot be is refused in a sentence that names nobody, and a wrong token opens nothing', async (t) => {
  const { tell, devices, address, tokens, context, technician, school, otherSchool } = await aTellingSchool(t)
  const refused: readonly [string, unknown, RegExp][] = [
    ['logon', { account: 'p.pupil', address: '192.168.9.9' }, /not in the school’s network/],
    ['logon', { account: 'p.pupil' }, /at which address/],
    ['logon', { account: 'nobody', address: '10.1.0.7' }, /No logon of this school/],
    ['logon', { account: 'library', address: '10.1.0.7' }, /No logon of this school/],
    ['logon', { address: '10.1.0.7' }, /which logon/],
    ['logon', { account: 'p.pupil@birch.example', address: '10.1.0.7' }, /domain that is not/],
    ['logon', { account: 'p.pupil\u0000', address: '10.1.0.7' }, /signs in it/],
    ['logon', { account: 'p.pupil', address: 'printer' }, /no address such as/],
    ['logon', { account: 'p.pupil', address: '10.1.0.7', device: 'phone' }, /no hardware address/],
    ['logoff', {}, /who logged off, or where/],
    ['lease', { device: phone, address: '10.1.0.7' }, /no number/],
    ['logon', [], /one JSON object/],
  ]
  for (const [what, body, says] of refused) {
    const answer = await tell(what, body)
    assert.equal(answer.status, 409, JSON.stringify(body))
    assert.match(answer.text, says)
    assert.doesNotMatch(answer.text, /pupil|nobody“/i)
  }
  assert.deepEqual(await devices(), [])
  assert.equal((await tell('logon', { account: 'p.pupil', address: '10.1.0.7' }, null)).status, 401)
  const elsewhere = await fetch(`${address(otherSchool.slug)}/logon`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.server}`, 'content-type': 'application/json' },
    body: '{}',
  })
  assert.equal(elsewhere.status, 401)
  const [teller] = await lookInto(context, school.id, (tx) => listTellers(tx, school.id))
  await endTeller(context, technician, teller?.id ?? '')
  await assert.rejects(endTeller(context, technician, teller?.id ?? ''), /over already/)
  await assert.rejects(endTeller(context, otherSchool.people.head, teller?.id ?? ''), NotFound)
  assert.equal((await tell('logon', { account: 'p.pupil', address: '10.1.0.7' }, teller?.kind)).status, 401)
  const form = { name: 'Wi-Fi', kind: 'server' } as const
  await assert.rejects(makeTeller(context, school.people.teacher, form), NotAllowed)
})

test('whoever guesses tokens has to wait, and a system with the right one at the same address does not', async (t) => {
  const { context, school, tokens } = await aTellingSchool(t)
  const knock = (token: string | null) =>
    knowTeller(context, { schoolId: school.id, token, address: '10.1.0.66' })
  for (let tries = 0; tries < 30; tries += 1) assert.equal(await knock(`guess-${tries}`), null)
  await assert.rejects(knock('one-more'), TooMany)
  await assert.rejects(knock(null), TooMany)
  assert.equal((await knock(tokens.server))?.kind, 'integration')
})

test('nobody but a system of the school tells, and what is refused is not heard', async (t) => {
  const { context, school, technician, tell } = await aTellingSchool(t)
  const taken = async (): Promise<void> => assert.fail('nothing is taken from them')
  await assert.rejects(telling(context, technician, '10.1.0.7', taken), NotFound)
  await tell('logon', { account: 'nobody', address: '10.1.0.7' })
  const heard = async () =>
    (await lookInto(context, school.id, (tx) => listTellers(tx, school.id))).map(
      ({ lastToldAt, lastRefusal }) => [lastToldAt === null, lastRefusal === null],
    )
  assert.deepEqual((await heard()).sort(), [
    [true, false],
    [true, true],
  ])
})
