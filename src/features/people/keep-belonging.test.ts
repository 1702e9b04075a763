import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { aSchoolWithPeople, guardian, today } from '../../../test/a-school-with-people.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { declaredRelatives, guardianshipsOf, membershipsOf } from './belonging-store.ts'
import { declareRelative, withdrawRelative } from './declare-relative.ts'
import { joinClass, leaveClass } from './join-class.ts'
import { endGuardian, keepGuardian } from './keep-guardian.ts'
import { personPage } from './pages-person.ts'
import { findVisiblePerson } from './person-store.ts'
import { belongingRoutes } from './routes-belonging.ts'
import { relativesOf } from './store.ts'
import { viewerOf } from './viewer.ts'

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
  const parent = await aPerson(context, schoolId, { name: 'Una Teacher', kind: 'guardian' })
  await assert.rejects(
    joinClass(context, office, { ...join, personId: parent.personId, part: 'teacher' }),
    /does not work or volunteer here/,
  )
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
        besides: [],
        wrong: [],
        wish: { way: null, telephone: null, note: null },
        today,
        may: { keep: true, designate: false, seeRestrictions, seeSignIn: false, passTasks: false },
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
  const params = { person: end.pupilId, guardian: end.guardianId }
  const address = 'POST /people/:person/guardians/:guardian/end'
  const ending = askRoute(context, office, belongingRoutes, address, { params })
  assert.equal(await ending, `/s/alder/people/${pupil.personId}`)
  await assert.rejects(endGuardian(context, office, end), /ended already/)
  const [ended] = await look((tx) => guardianshipsOf(tx, schoolId, pupil.personId, 'guardiansOfPupil'))
  assert.equal(ended?.endsOn, today)
  assert.deepEqual(await trailAbout(context, schoolId, pupil.personId), [
    'people.guardianSaved',
    'people.guardianEnded',
  ])
})
