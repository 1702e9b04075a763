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
import { bareLogonName, hardwareAddress } from './told-logon.ts'

const phone = '02:00:00:00:00:07'
const laptop = '02-00-00-00-00-08'

test('logon names and hardware addresses are read however systems write them', () => {
  const names = ['ALDER\\P.Pupil', 'p.pupil@alder.example', ' p.pupil ']
  assert.deepEqual(names.map(bareLogonName), ['p.pupil', 'p.pupil', 'p.pupil'])
  const written = ['02:00:00:00:00:0A', '02-00-00-00-00-0a', '0200.0000.000a', '02000000000a']
  assert.deepEqual([...new Set(written.map(hardwareAddress))], ['02:00:00:00:00:0a'])
  assert.deepEqual(['10.1.0.7', '02:00', 'zz:00:00:00:00:00'].map(hardwareAddress), [null, null, null])
})

test('who a server says has logged on gets what is theirs there, until the logoff or the hours are over', async (t) => {
  const { tell, devices, pupil, school, setTime, context } = await aTellingSchool(t)
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
