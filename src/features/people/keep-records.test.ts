import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { aGround, aPerson, aSchool, lookInto, trailAbout } from '../../../test/ground.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { declaredRelatives, guardianshipsOf, membershipsOf } from './belonging-store.ts'
import { declareRelative, withdrawRelative } from './declare-relative.ts'
import { designationsOf } from './designation-store.ts'
import { personLeft } from './happenings.ts'
import { joinClass, leaveClass } from './join-class.ts'
import { endGuardian, type KeepGuardian, keepGuardian } from './keep-guardian.ts'
import { addPerson, changePerson } from './keep-person.ts'
import { leaveSchool } from './leave-school.ts'
import { personPage } from './pages-person.ts'
import { peoplePermissions } from './permissions.ts'
import { findVisiblePerson, listPeople } from './person-store.ts'
import { relativesOf, rolesOn } from './store.ts'
import { viewerOf } from './viewer.ts'

const today = '2026-11-24'

async function aSchoolWithPeople(t: TestContext) {
  const left: string[] = []
  const ground = await aGround({
    permissions: [peoplePermissions],
    heeds: [heed(personLeft, async (_context, _tx, _actor, { personId }) => void left.push(personId))],
  })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const office = await aPerson(context, schoolId, { name: 'Ofra Office', roles: ['office'] })
  const manager = await aPerson(context, schoolId, { name: 'Bo Business', roles: ['businessManager'] })
  const teacher = await aPerson(context, schoolId, { name: 'Tom Teacher', roles: ['technician'] })
  const pupil = await aPerson(context, schoolId, { name: 'Pia Pupil', kind: 'pupil' })
  const parent = await aPerson(context, schoolId, { name: 'Mara Mother', kind: 'guardian' })
  const elsewhere = await aPerson(context, await aSchool(context), {
    name: 'Sid Stranger',
    roles: ['office'],
  })
  const classId = await lookInto(context, schoolId, async (tx) => {
    const places = tx.withTables<SchoolTables>()
    const phase = { school_id: schoolId, id: newId(), key: 'keyStage1', name: 'Key stage 1' } as const
    await places.insertInto('schools.phase').values(phase).execute()
    const id = newId()
    const oak = {
      school_id: schoolId,
      id,
      phase_id: phase.id,
      name: '1 Oak',
      year_group: 1,
      starts_on: today,
      ends_on: null,
    }
    await places.insertInto('schools.class').values(oak).execute()
    return id
  })
  const look = <T>(work: Parameters<typeof lookInto<T>>[2]) => lookInto(context, schoolId, work)
  return { context, schoolId, office, manager, teacher, pupil, parent, elsewhere, classId, left, look }
}

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

test('joining and leaving a class: pupils as pupils, adults as adults, once', async (t) => {
  const { context, schoolId, office, teacher, pupil, elsewhere, classId, look } = await aSchoolWithPeople(t)
  const join = { personId: pupil.personId, classId, part: 'pupil', startsOn: today } as const
  await assert.rejects(
    joinClass(context, teacher, { ...join, personId: office.personId, part: 'teacher' }),
    NotAllowed,
  )
  await assert.rejects(joinClass(context, elsewhere, join), NotFound)
  await assert.rejects(joinClass(context, office, { ...join, classId: newId() }), NotFound)
  await assert.rejects(joinClass(context, office, { ...join, part: 'teacher' }), /is a pupil/)
  await assert.rejects(joinClass(context, office, { ...join, personId: teacher.personId }), /is not a pupil/)
  await joinClass(context, office, join)
  await assert.rejects(joinClass(context, office, join), /already/)
  await leaveClass(context, office, { personId: pupil.personId, classId, lastDay: '2027-07-21' })
  const [membership] = await look((tx) => membershipsOf(tx, schoolId, pupil.personId))
  assert.equal(membership?.endsOn, '2027-07-21')
  await assert.rejects(
    leaveClass(context, office, { personId: pupil.personId, classId, lastDay: '2027-07-21' }),
    Refused,
  )
  assert.deepEqual(await trailAbout(context, schoolId, pupil.personId), [
    'people.classJoined',
    'people.classLeft',
  ])
})

test('declared relatives are kept from each other’s records until it is withdrawn, whichever way round', async (t) => {
  const { context, schoolId, office, teacher, pupil, elsewhere, look } = await aSchoolWithPeople(t)
  const pair = { personId: teacher.personId, relativeId: pupil.personId }
  const relation = 'aunt and niece'
  await assert.rejects(
    declareRelative(context, teacher, {
      ...pair,
      personId: office.personId,
      relativeId: teacher.personId,
      relation,
    }),
    NotAllowed,
  )
  await assert.rejects(declareRelative(context, elsewhere, { ...pair, relation }), NotFound)
  await assert.rejects(
    declareRelative(context, office, { ...pair, relativeId: teacher.personId, relation }),
    /somebody else/,
  )
  await declareRelative(context, office, { ...pair, relation })
  const reversed = { personId: pupil.personId, relativeId: teacher.personId }
  await assert.rejects(declareRelative(context, office, { ...reversed, relation }), /already/)
  assert.deepEqual([...(await look((tx) => relativesOf(tx, schoolId, [pupil.personId])))], [teacher.personId])
  await withdrawRelative(context, office, reversed)
  assert.deepEqual(await look((tx) => declaredRelatives(tx, schoolId, teacher.personId)), [])
  await assert.rejects(withdrawRelative(context, office, reversed), /not declared/)
  assert.deepEqual(await trailAbout(context, schoolId, teacher.personId), ['people.relativeDeclared'])
})

function guardian(pupilId: string, guardianId: string): KeepGuardian {
  return {
    pupilId,
    guardianId,
    relation: 'mother',
    parentalResponsibility: 'unknown',
    mayBeContacted: true,
    maySign: false,
    maySee: false,
    addressWithheld: true,
  }
}

test('the words of a restriction are for safeguarding leads and the office; all others see that there is one', async (t) => {
  const { context, schoolId, office, manager, pupil, parent, look } = await aSchoolWithPeople(t)
  const words = 'Prohibited steps order of 3 May: not to collect her.'
  const answers = guardian(pupil.personId, parent.personId)
  await assert.rejects(keepGuardian(context, manager, { ...answers, restriction: words }), NotAllowed)
  await keepGuardian(context, office, { ...answers, restriction: words })
  // Somebody who may not read it changes another answer: it stays as it was.
  await keepGuardian(context, manager, { ...answers, maySign: true })
  const [kept] = await look((tx) => guardianshipsOf(tx, schoolId, pupil.personId, 'guardiansOfPupil'))
  assert.equal(kept?.restriction, words)
  assert.equal(kept?.maySign, true)
  const person = await look((tx) => findVisiblePerson(tx, viewerOf(context, office), pupil.personId))
  const draw = (seeRestrictions: boolean) =>
    String(
      personPage({
        person,
        roles: [],
        classes: [],
        guardianships: kept ? [kept] : [],
        relatives: [],
        today,
        may: { keep: true, designate: false, seeRestrictions },
        csrf: '',
        at: (path) => path,
      }),
    )
  assert.match(draw(true), /Prohibited steps/)
  assert.doesNotMatch(draw(false), /Prohibited steps/)
  assert.match(draw(false), /There is one\. Ask the safeguarding lead/)
  assert.match(draw(false), /Not known/)
})

test('guardians: refused for a pupil as guardian, for an adult as child, and across schools; ended on record', async (t) => {
  const { context, schoolId, office, teacher, pupil, parent, elsewhere, look } = await aSchoolWithPeople(t)
  const answers = guardian(pupil.personId, parent.personId)
  await assert.rejects(keepGuardian(context, elsewhere, answers), NotFound)
  await assert.rejects(keepGuardian(context, teacher, answers), NotFound)
  await assert.rejects(
    keepGuardian(context, office, guardian(parent.personId, teacher.personId)),
    /Only a pupil/,
  )
  await assert.rejects(
    keepGuardian(context, office, { ...answers, guardianId: pupil.personId }),
    /cannot be a parent/,
  )
  await keepGuardian(context, office, answers)
  const end = { pupilId: pupil.personId, guardianId: parent.personId, lastDay: today }
  await endGuardian(context, office, end)
  await assert.rejects(endGuardian(context, office, end), /ended already/)
  const [ended] = await look((tx) => guardianshipsOf(tx, schoolId, pupil.personId, 'guardiansOfPupil'))
  assert.equal(ended?.endsOn, today)
  assert.deepEqual(await trailAbout(context, schoolId, pupil.personId), [
    'people.guardianSaved',
    'people.guardianEnded',
  ])
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
