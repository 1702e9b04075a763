import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import type { Heed } from '#/platform/happenings/happenings.ts'
import { aSchoolWithPeople, today } from '../../../test/a-school-with-people.ts'
import { trailAbout } from '../../../test/ground.ts'
import { addKind, endKind } from './add-kind.ts'
import { membershipsOf } from './belonging-store.ts'
import { contactWishOf } from './contact-wish-store.ts'
import { accessEnded, kindAdded, peopleJoined, peopleMoved } from './happenings.ts'
import { endAccess, leaveSchool, letGoMany } from './leave-school.ts'
import { comeBack, joinMany, moveMany } from './move-people.ts'
import { findPeople, rolesOn } from './store.ts'
import { wishForContact } from './wish-for-contact.ts'

/** The school, and all that people announced, in order. */
async function aSchoolThatHears(t: TestContext) {
  const world = await aSchoolWithPeople(t)
  const heard: { id: string; payload: unknown }[] = []
  const hear = ({ id }: { id: string }): Heed => ({
    happening: id,
    act: async (_context, _tx, _actor, payload: unknown) => void heard.push({ id, payload }),
  })
  const heeds = [...world.context.heeds, ...[accessEnded, kindAdded, peopleJoined, peopleMoved].map(hear)]
  return { ...world, context: { ...world.context, heeds }, heard }
}

test('who leaves loses all access at once when somebody says so, though the last day lies ahead', async (t) => {
  const { context, schoolId, office, teacher, heard, look } = await aSchoolThatHears(t)
  const { personId } = teacher
  await leaveSchool(context, office, { personId, lastDay: '2026-12-18', accessEnds: 'now' })
  assert.deepEqual(heard, [{ id: 'people.accessEnded', payload: { personIds: [personId] } }])
  assert.deepEqual([...(await look((tx) => rolesOn(tx, schoolId, personId, today)))], [])
  await endAccess(context, systemActor(schoolId))
  assert.equal(heard.length, 1)
})

test('who leaves later keeps access to the last day; the night after ends it, once', async (t) => {
  const { context, schoolId, office, teacher, heard, look } = await aSchoolThatHears(t)
  const { personId } = teacher
  await leaveSchool(context, office, { personId, lastDay: today })
  const system = systemActor(schoolId)
  await endAccess(context, system)
  assert.deepEqual(heard, [])
  assert.ok((await look((tx) => rolesOn(tx, schoolId, personId, today))).has('staff'))
  const nextNight = { ...context, clock: () => new Date('2026-11-25T00:02:00Z') }
  await endAccess(nextNight, system)
  await endAccess(nextNight, system)
  assert.deepEqual(heard, [{ id: 'people.accessEnded', payload: { personIds: [personId] } }])
  assert.deepEqual(await trailAbout(context, schoolId, personId), [
    'people.designationEnded',
    'people.left',
    'people.accessEnded',
  ])
})

test('many people come at once, move on a day and come back, and each is announced', async (t) => {
  const { context, schoolId, office, classId, pupil, heard, look } = await aSchoolThatHears(t)
  const id = newId()
  const ada = {
    id,
    kind: 'pupil',
    givenName: 'Ada',
    familyName: 'Ahead',
    knownAs: null,
    dateOfBirth: '2019-05-04',
    email: null,
    jobTitle: null,
    externalId: 'P1',
    joinedOn: today,
    classes: [{ classId, part: 'pupil' }],
  } as const
  await inTransaction(context, office, (tx) => joinMany(context, tx, office, [ada], today))
  assert.deepEqual(heard.pop(), {
    id: 'people.joined',
    payload: { people: [{ personId: id, kind: 'pupil', joinedOn: today }] },
  })
  const joins = [{ classId, part: 'pupil' as const }]
  await inTransaction(context, office, (tx) =>
    moveMany(
      context,
      tx,
      office,
      [
        { personId: pupil.personId, joins, leaves: [] },
        { personId: id, joins: [], leaves: [] },
      ],
      today,
    ),
  )
  const none = { kind: 'pupil', classId: null, phase: null }
  const oak = { kind: 'pupil', classId, phase: 'keyStage1' }
  assert.deepEqual(heard.pop(), {
    id: 'people.moved',
    payload: { onDay: today, people: [{ personId: pupil.personId, from: none, to: oak }] },
  })
  assert.equal((await look((tx) => membershipsOf(tx, schoolId, pupil.personId)))[0]?.classId, classId)
  await leaveSchool(context, office, { personId: id, lastDay: today })
  await inTransaction(context, office, (tx) =>
    comeBack(context, tx, office, [{ personId: id, kind: 'pupil' }], today),
  )
  assert.deepEqual(await trailAbout(context, schoolId, id), ['people.left', 'people.cameBack'])
  assert.equal(heard.at(-1)?.id, 'people.joined')
})

test('many leave at once: announced together, and on record one by one', async (t) => {
  const { context, schoolId, office, teacher, pupil, heard, look } = await aSchoolThatHears(t)
  const [one, other] = [teacher.personId, pupil.personId]
  await inTransaction(context, office, (tx) =>
    letGoMany(context, tx, office, [
      { personId: one, lastDay: '2026-12-18', accessEnds: 'now' },
      { personId: other, lastDay: '2026-11-20' },
      { personId: office.personId, lastDay: '2027-07-21' },
    ]),
  )
  assert.deepEqual(heard, [{ id: 'people.accessEnded', payload: { personIds: [one, other] } }])
  assert.deepEqual([...(await look((tx) => rolesOn(tx, schoolId, one, today)))], [])
  assert.ok((await look((tx) => rolesOn(tx, schoolId, office.personId, today))).has('office'))
  assert.deepEqual(
    (await look((tx) => findPeople(tx, schoolId, [one, other, office.personId])))
      .map(({ leftOn }) => leftOn)
      .sort(),
    ['2026-11-20', '2026-12-18', '2027-07-21'],
  )
  assert.deepEqual(await trailAbout(context, schoolId, other), ['people.left', 'people.accessEnded'])
  assert.deepEqual(await trailAbout(context, schoolId, office.personId), [
    'people.designationEnded',
    'people.left',
  ])
})

test('a parent who helps is a volunteer too, and what volunteers sign is asked of them', async (t) => {
  const { context, schoolId, office, teacher, parent, pupil, elsewhere, heard, look } =
    await aSchoolThatHears(t)
  const { personId } = parent
  const help = { personId, kind: 'volunteer', startsOn: today, why: 'Hears readers in Year 2' } as const
  await assert.rejects(addKind(context, teacher, help), NotFound)
  await assert.rejects(addKind(context, elsewhere, help), NotFound)
  await assert.rejects(addKind(context, teacher, { ...help, personId: office.personId }), NotAllowed)
  await assert.rejects(addKind(context, office, { ...help, personId: pupil.personId }), /pupil/)
  await addKind(context, office, help)
  await assert.rejects(addKind(context, office, help), /already/)
  assert.deepEqual(heard, [
    { id: 'people.kindAdded', payload: { personId, kind: 'volunteer', startsOn: today } },
  ])
  assert.deepEqual([...(await look((tx) => rolesOn(tx, schoolId, personId, today)))].sort(), [
    'guardian',
    'volunteer',
  ])
  await endKind(context, office, { personId, kind: 'volunteer', lastDay: today })
  await assert.rejects(endKind(context, office, { personId, kind: 'volunteer', lastDay: today }), /not that/)
})

test('how a parent would rather be reached is noted by the office, and a call needs a number', async (t) => {
  const { context, schoolId, office, teacher, parent, pupil, elsewhere, look } = await aSchoolThatHears(t)
  const wish = { personId: parent.personId, way: 'telephone', telephone: null, note: 'Works nights' } as const
  await assert.rejects(wishForContact(context, elsewhere, wish), NotFound)
  await assert.rejects(wishForContact(context, teacher, { ...wish, personId: office.personId }), NotAllowed)
  await assert.rejects(
    wishForContact(context, office, { ...wish, personId: pupil.personId }),
    /not for pupils/,
  )
  await assert.rejects(wishForContact(context, office, wish), /number/)
  await wishForContact(context, office, { ...wish, telephone: '07700 900123' })
  const kept = await look((tx) => contactWishOf(tx, schoolId, parent.personId))
  assert.deepEqual(kept, { way: 'telephone', telephone: '07700 900123', note: 'Works nights' })
  assert.deepEqual(await trailAbout(context, schoolId, parent.personId), ['people.contactWishSaved'])
})
