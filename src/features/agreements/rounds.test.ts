import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import {
  aChild,
  aClass,
  aGuardian,
  aSchoolThatSigns,
  putInto,
  type SigningSchool,
} from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson, lookInto } from '../../../test/ground.ts'
import type { PeopleTables } from '../people/tables.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { tasksOf } from '../tasks/index.ts'
import type { AgreementKey } from './agreement.ts'
import { keepRoundsInTurns } from './ask-people.ts'
import { asksOfSigner } from './ask-store.ts'
import { keepAsking } from './jobs.ts'
import { routes } from './routes.ts'
import { answerOnBehalf } from './sign-on-behalf.ts'
import { closeRound, startRound } from './start-round.ts'

const statesOf = ({ context, school }: SigningSchool, { personId }: PersonActor) =>
  reading(context, school.people.head, async (tx) =>
    (await asksOfSigner(tx, school.id, personId)).map(({ agreement, state }) => `${agreement} ${state}`),
  )

const agree = async (world: SigningSchool, who: PersonActor, key: AgreementKey) => {
  const { context, school, office, hashOf } = world
  const asks = await reading(context, office, (tx) => asksOfSigner(tx, school.id, who.personId))
  const ask = asks.find(({ agreement, state }) => agreement === key && state === 'open')
  await answerOnBehalf(context, office, ask?.id ?? '', {
    answer: 'signed',
    readHash: await hashOf(key),
    remark: 'Agreed at the school gate today.',
  })
}

test('everybody an agreement is for is asked once its text is approved, and nobody else', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { school, ada, ben, publish, otherSchool, context } = world
  for (const key of ['pupilKeyStage2', 'pupilEarly', 'parent', 'governor'] as const) await publish(key)
  assert.deepEqual(await statesOf(world, ada.pupil), ['pupilKeyStage2 open'])
  assert.deepEqual(await statesOf(world, ben.pupil), ['pupilEarly open'])
  assert.deepEqual(await statesOf(world, ada.father), ['parent open'])
  assert.deepEqual(await statesOf(world, school.people.chair), ['governor open'])
  assert.deepEqual(await statesOf(world, school.people.teacher), [])
  const theirs = await reading(context, otherSchool.people.head, (tx) =>
    asksOfSigner(tx, otherSchool.id, otherSchool.people.chair.personId),
  )
  assert.deepEqual(theirs, [])
})

test('joiners are asked by themselves, leavers no longer, and a guardian who may not sign never', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, classes, ben, publish, setTime } = world
  await publish('parent')
  setTime('2026-11-25T06:15:00Z')
  const cleo = await aChild(world, school, classes.elm, 'Cleo Clay')
  const aunt = await aPerson(context, school.id, { name: 'Ann Aunt', kind: 'guardian' })
  await aGuardian(world, school.id, aunt.personId, cleo.pupil.personId, { may_sign: false })
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .updateTable('people.person')
      .set({ left_on: '2026-11-24' })
      .where('school_id', '=', school.id)
      .where('id', '=', ben.pupil.personId)
      .execute(),
  )
  await keepAsking(context, systemActor(school.id))
  await keepAsking(context, systemActor(school.id))
  assert.deepEqual(await statesOf(world, cleo.mother), ['parent open'])
  assert.deepEqual(await statesOf(world, aunt), [])
  assert.deepEqual(await statesOf(world, ben.mother), [], 'her child has left')
})

test('on entering key stage 2 a child signs the text for their age', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, classes, ben, publish } = world
  await publish('pupilEarly')
  await publish('pupilKeyStage2')
  await agree(world, ben.pupil, 'pupilEarly')
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<PeopleTables>()
      .updateTable('people.class_member')
      .set({ ends_on: '2026-11-23' })
      .where('school_id', '=', school.id)
      .where('person_id', '=', ben.pupil.personId)
      .execute(),
  )
  await putInto(world, school.id, classes.elm, ben.pupil.personId, 'pupil')
  await keepAsking(context, systemActor(school.id))
  assert.deepEqual((await statesOf(world, ben.pupil)).sort(), ['pupilEarly signed', 'pupilKeyStage2 open'])
})

test('at the start of the next school year everybody is asked again, and not in the holidays', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, ada, publish, setTime } = world
  await publish('parent')
  await agree(world, ada.mother, 'parent')
  setTime('2027-07-21T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.deepEqual(await statesOf(world, ada.mother), ['parent signed'])
  setTime('2027-09-03T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.deepEqual(await statesOf(world, ada.mother), ['parent signed'], 'no term runs')
  await addTerm(world)
  await keepAsking(context, systemActor(school.id))
  assert.deepEqual(await statesOf(world, ada.mother), ['parent open', 'parent signed'])
})

function addTerm({ context, school }: SigningSchool) {
  const term = { name: 'Autumn', starts_on: '2027-09-01', ends_on: '2027-12-17' }
  return lookInto(context, school.id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .insertInto('schools.term')
      .values({ school_id: school.id, id: newId(), ...term })
      .execute(),
  )
}

test('a volunteer signs before starting, and a teacher has a task until the class has signed', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, ada, publish } = world
  const { teacher } = school.people
  const volunteer = await aPerson(context, school.id, { name: 'Vera Volunteer', kind: 'volunteer' })
  await publish('volunteer')
  const [ask] = await reading(context, volunteer, (tx) => asksOfSigner(tx, school.id, volunteer.personId))
  assert.equal(ask?.holdsFrom, '2026-11-24', 'the network waits from the first day')
  await publish('pupilKeyStage2')
  const kinds = async () =>
    (await reading(context, teacher, (tx) => tasksOf(tx, teacher))).map(({ kind }) => kind)
  assert.ok((await kinds()).includes('agreements.classSigns'))
  await agree(world, ada.pupil, 'pupilKeyStage2')
  assert.ok(!(await kinds()).includes('agreements.classSigns'))
})

test('the office asks a class by a day, a teacher sees own classes only, and ending a round ends its asking', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, otherTeacher, classes, ada, publish, otherSchool } = world
  const { teacher } = school.people
  await publish('homeSchool')
  await agree(world, ada.mother, 'homeSchool')
  const request = { agreement: 'homeSchool', phases: [], classIds: [classes.elm], dueOn: '2026-12-11' }
  await assert.rejects(startRound(context, teacher, request), NotAllowed)
  await assert.rejects(startRound(context, office, { ...request, dueOn: '2026-11-01' }), /has passed/)
  const { roundId, asked } = await startRound(context, office, request)
  assert.equal(asked, 1, 'her father has an open request already')
  const show = (who: PersonActor) =>
    askRoute(context, who, routes, 'GET /agreements/rounds/:id', { params: { id: roundId } })
  assert.match(await show(teacher), /Mia Abbot/)
  assert.doesNotMatch(await show(otherTeacher), /Abbot/)
  const ofClass = { params: { id: roundId, classId: classes.elm } }
  const address = 'GET /agreements/rounds/:id/classes/:classId'
  assert.match(await askRoute(context, office, routes, address, ofClass), /Mia Abbot/)
  await assert.rejects(askRoute(context, otherTeacher, routes, address, ofClass), NotFound)
  await assert.rejects(closeRound(context, otherSchool.people.head, roundId), NotFound)
  await closeRound(context, office, roundId)
  assert.deepEqual(await statesOf(world, ada.mother), ['homeSchool signed'])
  await assert.rejects(closeRound(context, office, roundId), /ended already/)
})

test('the office is told once of a round that is past its day', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, office, publish, setTime } = world
  await aClass(world, school.id, 'keyStage2', '4 Yew', 4)
  await publish('parent')
  const chases = async () =>
    (await reading(context, office, (tx) => tasksOf(tx, office))).filter(
      ({ kind }) => kind === 'agreements.chase',
    ).length
  await keepAsking(context, systemActor(school.id))
  assert.equal(await chases(), 0)
  setTime('2026-12-10T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  await keepAsking(context, systemActor(school.id))
  assert.equal(await chases(), 1)
})

test('in turns, as jobs ask, everybody who came is asked once', async (t) => {
  const world = await aSchoolThatSigns(t)
  const { context, school, classes, publish } = world
  await publish('pupilKeyStage2')
  const joiners = [
    await aChild(world, school, classes.elm, 'Cleo Clay'),
    await aChild(world, school, classes.elm, 'Dan Dale'),
  ]
  const system = systemActor(school.id)
  await keepRoundsInTurns(context, system, ['pupilKeyStage2', 'staff'])
  await keepRoundsInTurns(context, system, ['pupilKeyStage2', 'staff'])
  for (const { pupil } of joiners) assert.deepEqual(await statesOf(world, pupil), ['pupilKeyStage2 open'])
})
