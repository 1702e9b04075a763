import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Stale } from '#/kernel/refusal.ts'
import { aSchoolWithPeople, guardian, today } from '../../../test/a-school-with-people.ts'
import { trailAbout } from '../../../test/ground.ts'
import { membershipsOf } from './belonging-store.ts'
import { designationsOf } from './designation-store.ts'
import { joinClass } from './join-class.ts'
import { keepGuardian } from './keep-guardian.ts'
import { addPerson, changePerson } from './keep-person.ts'
import { leaveSchool } from './leave-school.ts'
import { findVisiblePerson, listPeople } from './person-store.ts'
import { rolesOn } from './store.ts'
import { viewerOf } from './viewer.ts'

const record = {
  givenName: 'Nia',
  familyName: 'New',
  knownAs: null,
  dateOfBirth: null,
  email: null,
  jobTitle: null,
}

test('the office adds a person and puts the record right, and the trail says so', async (t) => {
  const { context, schoolId, office, teacher, elsewhere, look } = await aSchoolWithPeople(t)
  const personId = await addPerson(context, office, { ...record, kind: 'volunteer', joinedOn: today })
  await changePerson(context, office, { ...record, familyName: 'Newer', personId, seenRevision: 1 })
  const now = await look((tx) => findVisiblePerson(tx, viewerOf(context, office), personId))
  assert.equal(now.familyName, 'Newer')
  assert.deepEqual(await trailAbout(context, schoolId, personId), ['people.joined', 'people.changed'])
  await assert.rejects(addPerson(context, teacher, { ...record, kind: 'staff', joinedOn: today }), NotAllowed)
  await assert.rejects(changePerson(context, elsewhere, { ...record, personId, seenRevision: 2 }), NotFound)
  const unborn = { ...record, dateOfBirth: '2027-01-01', kind: 'pupil', joinedOn: today } as const
  await assert.rejects(addPerson(context, office, unborn), /lies after today/)
})

test('of two people who change one record, the second is told and sees what stands now', async (t) => {
  const { context, office, manager, teacher } = await aSchoolWithPeople(t)
  const { personId } = teacher
  await changePerson(context, office, { ...record, familyName: 'First', personId, seenRevision: 1 })
  const second = changePerson(context, manager, {
    ...record,
    familyName: 'Second',
    personId,
    seenRevision: 1,
  })
  await assert.rejects(
    second,
    (error: unknown) => error instanceof Stale && error.theirs.familyName === 'First',
  )
})

test('a teacher looks up adults and the pupils of her own classes, and nobody else', async (t) => {
  const { context, office, teacher, pupil, parent, classId, look } = await aSchoolWithPeople(t)
  const viewer = viewerOf(context, teacher)
  const pupils = { kind: 'pupil', words: '', here: true, offset: 0, most: 50 } as const
  const hidden = await look((tx) => listPeople(tx, viewer, pupils))
  assert.deepEqual(hidden.people, [])
  await assert.rejects(
    look((tx) => findVisiblePerson(tx, viewer, pupil.personId)),
    NotFound,
  )
  assert.equal((await look((tx) => findVisiblePerson(tx, viewer, office.personId))).id, office.personId)
  const inClass = { classId, startsOn: today }
  await joinClass(context, office, { ...inClass, personId: pupil.personId, part: 'pupil' })
  await joinClass(context, office, { ...inClass, personId: teacher.personId, part: 'teacher' })
  await keepGuardian(context, office, guardian(pupil.personId, parent.personId))
  const seen = await look((tx) => listPeople(tx, viewer, { ...pupils, words: 'pia' }))
  assert.deepEqual(
    seen.people.map(({ id, className }) => [id, className]),
    [[pupil.personId, '1 Oak']],
  )
  assert.equal((await look((tx) => findVisiblePerson(tx, viewer, parent.personId))).id, parent.personId)
})

test('who leaves loses every role and class after the last day, and later features are told', async (t) => {
  const { context, schoolId, office, teacher, elsewhere, classId, left, look } = await aSchoolWithPeople(t)
  const { personId } = teacher
  await joinClass(context, office, { personId, classId, part: 'teacher', startsOn: today })
  const leave = { personId, lastDay: '2026-12-18' }
  await assert.rejects(leaveSchool(context, elsewhere, leave), NotFound)
  await assert.rejects(leaveSchool(context, teacher, leave), NotAllowed)
  await assert.rejects(leaveSchool(context, office, { ...leave, lastDay: '2019-01-01' }), /came on/)
  await leaveSchool(context, office, leave)
  assert.deepEqual(left, [personId])
  const held = await look((tx) => designationsOf(tx, schoolId, personId))
  assert.deepEqual(
    held.map(({ endsOn }) => endsOn),
    ['2026-12-18'],
  )
  assert.equal((await look((tx) => membershipsOf(tx, schoolId, personId)))[0]?.endsOn, '2026-12-18')
  const roles = (day: string) => look((tx) => rolesOn(tx, schoolId, personId, day))
  assert.deepEqual([...(await roles('2026-12-18'))].sort(), ['staff', 'technician'])
  assert.deepEqual([...(await roles('2026-12-19'))], [])
  await assert.rejects(leaveSchool(context, office, leave), /already/)
})
