import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { leaveSchool } from '../people/leave-school.ts'
import { peoplePermissions } from '../people/permissions.ts'
import { rolesOn } from '../people/store.ts'
import { recipients } from '../tasks/recipients.ts'
import { accounts } from './feature.ts'
import { followTime } from './follow-time.ts'
import { endException, grantException } from './grant-exception.ts'
import { changed } from './happenings.ts'
import { type HoldNetwork, holdNetwork, releaseNetwork } from './hold-network.ts'
import { networkStateOf } from './settle-network.ts'

/** Two staffed schools that hear what is announced, with a pupil; `hold` and `release` as another feature does. */
async function aNetwork(t: TestContext) {
  const heard: { personId: string | null; works: boolean; internet: boolean }[] = []
  const world = await staffedSchools(t, {
    permissions: [accounts.permissions, peoplePermissions],
    heeds: [
      ...(accounts.heeds ?? []),
      heed(changed, async (_context, _tx, _actor, { changes }) => {
        for (const { personId, after } of changes)
          heard.push({ personId, works: after.works, internet: after.internet })
      }),
    ],
  })
  const { context, school } = world
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Pia Pupil' })
  const system = systemActor(school.id)
  const agreement = { kind: 'agreement', id: newId() } as const
  const hold = (parts: Partial<HoldNetwork> = {}) =>
    inTransaction(context, system, (tx) =>
      holdNetwork(context, tx, system, {
        personId: pupil.personId,
        because: agreement,
        sentence: 'The agreement is not signed.',
        ...parts,
      }),
    )
  const release = (because: HoldNetwork['because']) =>
    inTransaction(context, system, (tx) =>
      releaseNetwork(context, tx, system, { personId: pupil.personId, because }),
    )
  const state = (personId = pupil.personId) =>
    lookInto(context, school.id, (tx) => networkStateOf(tx, school.id, personId, context.clock()))
  return { ...world, pupil, system, agreement, hold, release, state, heard }
}

test('the network works only when no reason stands against it, and every change is announced', async (t) => {
  const { pupil, agreement, hold, release, state, heard, context, school } = await aNetwork(t)
  assert.equal((await state()).works, true)
  await hold()
  const sanction = { kind: 'sanction', id: newId() } as const
  await hold({ because: sanction, sentence: 'Stopped until Friday.' })
  await release(agreement)
  assert.equal((await state()).works, false)
  await release(sanction)
  assert.deepEqual((await state()).holds, [])
  assert.deepEqual(
    heard.map(({ works }) => works),
    [false, true],
    'nothing is said while the answer stays the same',
  )
  assert.equal(heard[0]?.personId, pupil.personId)
  assert.deepEqual(await trailAbout(context, school.id, pupil.personId), [
    'accounts.held',
    'accounts.held',
    'accounts.released',
    'accounts.released',
  ])
})

test('the same reason given twice is one hold, and releasing what does not stand does nothing', async (t) => {
  const { agreement, hold, release, state, heard } = await aNetwork(t)
  await release(agreement)
  await hold()
  await hold({ sentence: 'The agreement is not signed by a parent.' })
  const { holds } = await state()
  assert.deepEqual(
    holds.map(({ sentence }) => sentence),
    ['The agreement is not signed by a parent.'],
  )
  await release(agreement)
  await release(agreement)
  assert.equal(heard.length, 2)
})

test('without internet somebody still logs on', async (t) => {
  const { hold, state, heard } = await aNetwork(t)
  await hold({ because: { kind: 'sanction', id: newId() }, stops: 'internet' })
  const { works, internet, email } = await state()
  assert.deepEqual({ works, internet, email }, { works: true, internet: false, email: true })
  assert.equal(heard.length, 1)
})

test('a hold never touches a role, a duty or a task: Schoolkeeper itself goes on', async (t) => {
  const { context, school, hold, state } = await aNetwork(t)
  const lead = school.people.lead.personId
  await hold({ personId: lead })
  assert.equal((await state(lead)).works, false)
  const reached = await lookInto(context, school.id, (tx) =>
    recipients(tx, school.id, { to: { role: 'dsl' }, aboutId: newId(), at: context.clock() }),
  )
  assert.ok('people' in reached && reached.people.some(({ id }) => id === lead))
  const roles = await lookInto(context, school.id, (tx) => rolesOn(tx, school.id, lead, '2026-11-24'))
  assert.ok(roles.has('dsl'), 'who is signed in follows from roles, and they stand')
})

test('what has an end ends by itself, and what begins later begins then', async (t) => {
  const { context, system, hold, state, heard, setTime } = await aNetwork(t)
  await hold({ from: new Date('2026-11-25T00:00:00Z'), until: new Date('2026-11-27T00:00:00Z') })
  assert.equal((await state()).works, true)
  setTime('2026-11-25T00:00:30Z')
  assert.equal((await state()).works, false, 'even before anybody was told')
  await followTime(context, system)
  await followTime(context, system)
  setTime('2026-11-27T00:00:30Z')
  await followTime(context, system)
  assert.equal((await state()).works, true)
  assert.deepEqual(
    heard.map(({ works }) => works),
    [false, true],
  )
})

test('a leaver is off the network with their last day', async (t) => {
  const { context, system, school, pupil, state, heard, setTime } = await aNetwork(t)
  const office = await aPerson(context, school.id, { roles: ['office'] })
  await leaveSchool(context, office, { personId: pupil.personId, lastDay: '2026-11-27' })
  assert.equal((await state()).works, true)
  setTime('2026-11-28T00:00:20Z')
  await followTime(context, system)
  assert.equal((await state()).works, false)
  await leaveSchool(context, office, { personId: school.people.teacher.personId, lastDay: '2026-11-27' })
  assert.equal((await state(school.people.teacher.personId)).works, false)
  assert.deepEqual(
    heard.map(({ personId }) => personId),
    [pupil.personId, school.people.teacher.personId],
  )
})

test('the head’s exception lifts a missing signature and nothing else, and ends by itself', async (t) => {
  const { context, system, school, pupil, hold, state, heard, setTime } = await aNetwork(t)
  const { head, teacher } = school.people
  const asked = { personId: pupil.personId, why: 'The parents sign on Thursday.', lastDay: '2026-11-26' }
  await hold()
  await assert.rejects(grantException(context, teacher, asked), NotAllowed)
  await assert.rejects(grantException(context, head, { ...asked, lastDay: '2027-11-26' }), /ends by/)
  await assert.rejects(grantException(context, head, { ...asked, personId: head.personId }), Refused)
  await grantException(context, head, asked)
  await assert.rejects(grantException(context, head, asked), /has an exception until/)
  assert.equal((await state()).works, true)
  const sanction = { kind: 'sanction', id: newId() } as const
  await hold({ because: sanction })
  assert.equal((await state()).works, false, 'a sanction stands all the same')
  await inTransaction(context, system, (tx) =>
    releaseNetwork(context, tx, system, { personId: pupil.personId, because: sanction }),
  )
  setTime('2026-11-27T00:00:10Z')
  await followTime(context, system)
  assert.equal((await state()).works, false)
  assert.deepEqual(
    heard.map(({ works }) => works),
    [false, true, false, true, false],
  )
})

test('a head takes an exception back; in another school nobody finds the person', async (t) => {
  const { context, school, otherSchool, pupil, hold, state } = await aNetwork(t)
  const asked = { personId: pupil.personId, why: 'New today.', lastDay: '2026-11-26' }
  await assert.rejects(grantException(context, otherSchool.people.head, asked), NotFound)
  await assert.rejects(endException(context, school.people.head, pupil.personId), NotFound)
  await hold()
  await grantException(context, school.people.head, asked)
  await endException(context, school.people.head, pupil.personId)
  assert.equal((await state()).works, false)
  assert.deepEqual(await trailAbout(context, school.id, pupil.personId), [
    'accounts.held',
    'accounts.exceptionGranted',
    'accounts.exceptionEnded',
  ])
})
