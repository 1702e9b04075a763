import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { inTransaction } from '#/platform/context.ts'
import { inviteLogin, signInStandings } from '#/platform/sign-in/sign-in.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { designationsOf } from './designation-store.ts'
import { dutyPermissions } from './duty.ts'
import { addCover } from './duty-cover.ts'
import { coversFrom } from './duty-store.ts'
import { endDesignation } from './end-designation.ts'
import { leavingHeeds } from './end-with-leaving.ts'
import { endAccess, leaveSchool } from './leave-school.ts'
import { peoplePermissions } from './permissions.ts'

const cover = {
  startsOn: '2026-11-24',
  startsAt: '15:30',
  endsOn: '2026-11-29',
  endsAt: '08:40',
  reachBy: '07700 900123',
}

async function aSchoolWithCover(t: TestContext) {
  const world = await staffedSchools(t, {
    heeds: leavingHeeds,
    permissions: [peoplePermissions, dutyPermissions],
  })
  const { context, school } = world
  const { head, deputy } = school.people
  const system = { kind: 'system', schoolId: school.id } as const
  await inTransaction(context, system, (tx) =>
    inviteLogin(context, tx, system, { personId: deputy.personId, signInName: 'deputy' }),
  )
  const later = { ...cover, startsOn: '2026-12-19', endsOn: '2026-12-20' }
  for (const form of [cover, later]) await addCover(context, head, { ...form, personId: deputy.personId })
  const covers = () =>
    lookInto(context, school.id, (tx) => coversFrom(tx, school.id, [deputy.personId], context.clock()))
  const isClosed = async () => {
    const [signIn] = await lookInto(context, school.id, (tx) =>
      signInStandings(tx, school.id, deputy.personId),
    )
    return signIn?.disabledAt !== null
  }
  return { ...world, head, deputy, system, covers, isClosed }
}

test('who left is signed out and closed out in the same moment, and is on duty no more', async (t) => {
  const { context, school, head, deputy, covers, isClosed } = await aSchoolWithCover(t)
  assert.equal((await covers()).length, 2)
  await leaveSchool(context, head, { personId: deputy.personId, lastDay: '2026-11-23' })
  assert.equal(await isClosed(), true)
  assert.deepEqual(await covers(), [])
  const did = await trailAbout(context, school.id, deputy.personId)
  assert.ok(did.includes('signIn.disabled') && did.includes('people.coverWithdrawn'))
})

test('who leaves on Thursday works, signs in and is on duty until midnight', async (t) => {
  const { context, head, deputy, system, setTime, covers, isClosed } = await aSchoolWithCover(t)
  await leaveSchool(context, head, { personId: deputy.personId, lastDay: '2026-11-26' })
  assert.deepEqual(
    (await covers()).map(({ endsAt }) => endsAt.toISOString()),
    ['2026-11-27T00:00:00.000Z'],
  )
  await endAccess(context, system)
  assert.equal(await isClosed(), false)
  setTime('2026-11-27T00:01:00Z')
  await endAccess(context, system)
  assert.equal(await isClosed(), true)
})

test('cover ends with the last role that can be on duty; the sign-in stays', async (t) => {
  const { context, school, head, deputy, covers, isClosed } = await aSchoolWithCover(t)
  const [held] = await lookInto(context, school.id, (tx) => designationsOf(tx, school.id, deputy.personId))
  assert.ok(held)
  await endDesignation(context, head, {
    designationId: held.id,
    endsOn: '2026-11-23',
    why: 'Teaches full time now.',
  })
  assert.deepEqual(await covers(), [])
  assert.equal(await isClosed(), false)
})
