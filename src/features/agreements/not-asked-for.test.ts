import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { aPerson } from '../../../test/ground.ts'
import { accounts } from '../accounts/feature.ts'
import { networkStateOf } from '../accounts/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { asksOfSigner } from './ask-store.ts'
import { hostVisitor } from './host-visitor.ts'
import { keepAsking } from './jobs.ts'
import { askedFor } from './settings.ts'
import { startRound } from './start-round.ts'

test('what the school asks for no more is asked of nobody, and holds nobody', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, office, ada, classes, publish, set, setTime } = world
  const { teacher } = school.people
  const morning = () => keepAsking(context, systemActor(school.id))
  const works = async ({ personId }: PersonActor) =>
    (await reading(context, office, (tx) => networkStateOf(tx, school.id, personId, context.clock()))).works
  const asked = async ({ personId }: PersonActor) =>
    (await reading(context, office, (tx) => asksOfSigner(tx, school.id, personId))).map(
      ({ agreement, state }) => `${agreement} ${state}`,
    )
  const tasksOfTeacher = async () =>
    (await reading(context, teacher, (tx) => tasksOf(tx, teacher)))
      .map(({ kind }) => kind)
      .filter((kind) => kind === 'agreements.sign' || kind === 'agreements.classSigns')
      .sort()
  for (const key of ['parent', 'pupilKeyStage2', 'staff', 'homeSchool', 'visitor'] as const)
    await publish(key)
  const visitor = await aPerson(context, school.id, { name: 'Vic Visitor', kind: 'visitor' })
  await hostVisitor(context, teacher, { visitorId: visitor.personId })
  setTime('2026-12-09T06:15:00Z')
  await morning()
  assert.deepEqual(await Promise.all([ada.pupil, teacher].map(works)), [false, false])
  assert.deepEqual(await tasksOfTeacher(), ['agreements.classSigns', 'agreements.sign'])
  await set(askedFor, ['governor'])
  const byHand = { agreement: 'homeSchool', phases: [], classIds: [classes.elm], dueOn: '2026-12-18' }
  await morning()
  await startRound(context, office, byHand)
  await morning()
  assert.deepEqual(await Promise.all([ada.pupil, teacher].map(works)), [true, true])
  assert.deepEqual(await tasksOfTeacher(), [])
  assert.deepEqual(await asked(teacher), [])
  assert.deepEqual(await asked(ada.mother), ['homeSchool open'], 'the office asks for it by hand')
  assert.equal(await works(visitor), false, 'who is asked by a host')
  await set(askedFor, ['governor', 'staff'], 1)
  await morning()
  assert.deepEqual(await asked(teacher), ['staff open'])
  assert.equal(await works(teacher), true, 'asked anew, with days to sign')
})
