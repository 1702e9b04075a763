import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { reclassifyIncident } from '../incidents/reclassify-incident.ts'
import { tasksOf } from '../tasks/index.ts'
import { referrals } from './feature.ts'
import { recordAct } from './record-act.ts'
import { referralsOf } from './store.ts'

const offers = {
  permissions: [...incidentOffers.permissions, referrals.permissions],
  settings: [...incidentOffers.settings, ...(referrals.settings ?? [])],
  heeds: referrals.heeds ?? [],
}
const isDataLost = {
  kind: 'dataLost',
  safeguarding: false,
  possibleChildImage: false,
  why: 'Named children.',
}
const fridayEvening = '2026-11-27T18:30:00Z'
const mondayEvening = new Date('2026-11-30T18:30:00Z')

test('personal data lost on a Friday evening is due at the Information Commissioner by Monday evening, once', async (t) => {
  const world = await staffedSchools(t, offers)
  const { context, school, setTime } = world
  const { head, coordinator } = school.people
  const officer = await aPerson(context, school.id, { name: 'Dot Data', roles: ['dataProtectionOfficer'] })
  setTime(fridayEvening)
  const incident = await anIncident(world, coordinator, { kind: 'dataLost' })
  const entered = () => reading(context, officer, (tx) => referralsOf(tx, officer, incident.id))
  const toMake = async (who: PersonActor) =>
    (await reading(context, who, (tx) => tasksOf(tx, who))).filter(({ kind }) => kind === 'referrals.make')
  const [referral] = await entered()
  assert.ok(referral)
  assert.deepEqual(
    [referral.route, referral.state, referral.dueAt, referral.dueClock, referral.enteredBy],
    ['ico', 'due', mondayEvening, 'hours', null],
  )
  for (const who of [officer, head]) {
    assert.deepEqual(
      (await toMake(who)).map(({ dueAt }) => dueAt),
      [mondayEvening],
    )
  }
  await recordAct(context, officer, referral.id, { act: 'drop', says: 'Encrypted: no risk to anybody.' })
  assert.deepEqual([...(await toMake(officer)), ...(await toMake(head))], [])
  await reclassifyIncident(context, coordinator, incident.id, { ...isDataLost, kind: 'equipmentLost' })
  await reclassifyIncident(context, coordinator, incident.id, isDataLost)
  assert.deepEqual(
    (await entered()).map(({ state }) => state),
    ['notNeeded'],
  )
})

test('the clock starts too when it is found out later; no other kind starts it, and nobody else is let in', async (t) => {
  const world = await staffedSchools(t, offers)
  const { context, school, otherSchool, setTime } = world
  const { head, coordinator, teacher } = school.people
  setTime(fridayEvening)
  const lost = await anIncident(world, coordinator, { kind: 'equipmentLost' })
  const entered = (who: PersonActor) => reading(context, who, (tx) => referralsOf(tx, who, lost.id))
  assert.deepEqual(await entered(head), [])
  setTime('2026-11-29T09:00:00Z')
  await reclassifyIncident(context, coordinator, lost.id, isDataLost)
  assert.deepEqual(
    (await entered(head)).map(({ dueAt }) => dueAt),
    [mondayEvening],
  )
  for (const who of [teacher, otherSchool.people.head]) assert.deepEqual(await entered(who), [])
  const [referral] = await entered(head)
  await assert.rejects(
    recordAct(context, teacher, referral?.id ?? '', { act: 'drop', says: 'No.' }),
    NotFound,
  )
})

test('data lost by an adult of the school goes to the head, and lets no adviser on data into it', async (t) => {
  const world = await staffedSchools(t, offers)
  const { context, school } = world
  const { head, lead } = school.people
  const officer = await aPerson(context, school.id, { name: 'Dot Data', roles: ['dataProtectionOfficer'] })
  const incident = await anIncident(world, lead, { kind: 'dataLost', aboutAdult: true })
  const seen = (who: PersonActor) => reading(context, who, (tx) => referralsOf(tx, who, incident.id))
  assert.equal((await seen(head)).length, 1)
  assert.deepEqual(await seen(officer), [])
})
