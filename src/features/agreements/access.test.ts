import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aSchoolThatSigns, type SigningSchool } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { accounts } from '../accounts/feature.ts'
import { grantException } from '../accounts/grant-exception.ts'
import { networkStateOf } from '../accounts/index.ts'
import { people } from '../people/feature.ts'
import { loseGuardians, rolesOn } from '../people/index.ts'
import { endGuardian, keepGuardian } from '../people/keep-guardian.ts'
import { tasksOf } from '../tasks/index.ts'
import type { AgreementKey } from './agreement.ts'
import { asksOfSigner, findAsk } from './ask-store.ts'
import { hostVisitor } from './host-visitor.ts'
import { askJoiners, keepAsking } from './jobs.ts'
import { askRoutes } from './routes-ask.ts'
import { unlocks } from './settings.ts'
import { answerOnBehalf } from './sign-on-behalf.ts'
import { signOwn } from './sign-own.ts'

const works = async ({ context, school }: SigningSchool, { personId }: PersonActor) =>
  (
    await reading(context, school.people.head, (tx) =>
      networkStateOf(tx, school.id, personId, context.clock()),
    )
  ).works

const answer = async (
  world: SigningSchool,
  who: PersonActor,
  key: AgreementKey,
  given: 'signed' | 'refused' | 'withdrawn' = 'signed',
) => {
  const { context, school, office, hashOf } = world
  const asks = await reading(context, office, (tx) => asksOfSigner(tx, school.id, who.personId))
  const ask = asks.find(({ agreement }) => agreement === key)
  const readHash = await hashOf(key)
  await answerOnBehalf(context, office, ask?.id ?? '', {
    answer: given,
    readHash,
    remark: 'Said so at the school gate.',
  })
}

test('no signature, no access: held from the day after the last, released in the transaction of the answer', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, ada, publish, setTime } = world
  await publish('pupilKeyStage2')
  await publish('parent')
  assert.equal(await works(world, ada.pupil), true, 'there are days to sign')
  setTime('2026-12-09T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await works(world, ada.pupil), false)
  await answer(world, ada.pupil, 'pupilKeyStage2')
  assert.equal(await works(world, ada.pupil), false, 'a parent is still missing')
  await answer(world, ada.mother, 'parent')
  assert.equal(await works(world, ada.pupil), true, 'one parent is enough here')
  await answer(world, ada.mother, 'parent', 'withdrawn')
  assert.equal(await works(world, ada.pupil), false, 'a withdrawal holds at once')
})

test('what a guardian answered who may not sign any more counts no longer, neither the no nor the yes', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts, people])
  const { context, school, office, ada, publish, setTime } = world
  await publish('parent')
  await answer(world, ada.mother, 'parent')
  await answer(world, ada.father, 'parent', 'refused')
  assert.equal(await works(world, ada.pupil), false, 'two who differ: a person decides')
  const father = { pupilId: ada.pupil.personId, guardianId: ada.father.personId }
  const answers = {
    ...father,
    relation: 'father',
    parentalResponsibility: 'yes',
    mayBeContacted: true,
    maySee: false,
    addressWithheld: true,
  } as const
  await keepGuardian(context, office, { ...answers, maySign: false, restriction: 'No contact, by order.' })
  assert.equal(await works(world, ada.pupil), true, 'at once')
  await keepGuardian(context, office, { ...answers, maySign: true })
  assert.equal(await works(world, ada.pupil), false, 'he may sign again, and said no')
  await endGuardian(context, office, { ...father, lastDay: '2026-11-24' })
  setTime('2026-12-09T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await works(world, ada.pupil), true, 'he is no guardian any more')
})

test('the no of a father who is no guardian any more stands until the mother agrees', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts, people])
  const { context, school, office, ada, publish } = world
  await publish('parent')
  await answer(world, ada.father, 'parent', 'refused')
  const father = { pupilId: ada.pupil.personId, guardianId: ada.father.personId }
  await endGuardian(context, office, { ...father, lastDay: '2026-11-23' })
  assert.equal(await works(world, ada.pupil), false, 'a no does not turn into a yes by itself')
  const [ask] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, father.guardianId))
  const page = await askRoute(context, office, askRoutes, 'GET /agreements/asks/:id', {
    params: { id: ask?.id ?? '' },
  })
  assert.match(page, /Jon Abbot may not sign for Ada Abbot today/)
  await answer(world, ada.mother, 'parent')
  assert.equal(await works(world, ada.pupil), true)
})

test('a mother whom an import takes away decides no longer, and the father is asked', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts, people])
  const { context, school, ada, publish } = world
  await publish('parent')
  await answer(world, ada.father, 'parent')
  await answer(world, ada.mother, 'parent', 'refused')
  assert.equal(await works(world, ada.pupil), false)
  const mother = { pupilId: ada.pupil.personId, guardianId: ada.mother.personId }
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) => loseGuardians(context, tx, system, [mother], '2026-11-23'))
  assert.equal(await works(world, ada.pupil), true, 'at once')
  const queued = await world.query(
    "select from graphile_worker.jobs where task_identifier = 'agreements.askJoiners'",
  )
  assert.equal(queued.length, 1, 'whoever is left is asked')
})

test('the yes of a mother who may not sign any more does not stand for the father who has not answered', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts, people])
  const { context, school, office, ada, publish, setTime } = world
  await publish('parent')
  await answer(world, ada.mother, 'parent')
  setTime('2026-12-09T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await works(world, ada.pupil), true, 'one parent is enough here')
  const mother = { pupilId: ada.pupil.personId, guardianId: ada.mother.personId }
  await endGuardian(context, office, { ...mother, lastDay: '2026-12-08' })
  assert.equal(await works(world, ada.pupil), false)
})

test('a volunteer has no access before signing, and has it in the moment of signing', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, publish, hashOf } = world
  await publish('volunteer')
  const vera = await aPerson(context, school.id, { name: 'Vera Volunteer', kind: 'volunteer' })
  await askJoiners(context, systemActor(school.id))
  assert.equal(await works(world, vera), false)
  const [ask] = await reading(context, vera, (tx) => asksOfSigner(tx, school.id, vera.personId))
  await signOwn(context, vera, ask?.id ?? '', {
    answer: 'signed',
    readHash: await hashOf('volunteer'),
    nameWritten: 'Vera Volunteer',
    jobTitle: 'Reads with year 2',
    remark: '',
  })
  assert.equal(await works(world, vera), true)
})

test('the head’s exception lets somebody in until a day, and signing still counts', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, publish, setTime } = world
  const { teacher, head } = school.people
  await publish('staff')
  setTime('2026-12-09T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await works(world, teacher), false)
  await grantException(context, head, {
    personId: teacher.personId,
    why: 'She teaches by video today.',
    lastDay: '2026-12-10',
  })
  assert.equal(await works(world, teacher), true)
  setTime('2026-12-11T06:15:00Z')
  assert.equal(await works(world, teacher), false, 'it has ended')
})

test('what the school does not ask for access holds nobody', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, publish, set, setTime } = world
  await set(unlocks, ['governor'])
  await publish('staff')
  setTime('2026-12-09T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await works(world, school.people.teacher), true)
})

test('a member of staff answers for a visitor, who has no access before signing', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, otherSchool, office, ada, publish } = world
  const { teacher } = school.people
  const visitor = await aPerson(context, school.id, { name: 'Vic Visitor', kind: 'visitor' })
  const request = { visitorId: visitor.personId }
  await assert.rejects(hostVisitor(context, teacher, request), /no approved text/)
  await publish('visitor')
  assert.equal(await works(world, visitor), true, 'only visitors who need the network are asked here')
  await assert.rejects(hostVisitor(context, otherSchool.people.teacher, request), NotFound)
  await assert.rejects(hostVisitor(context, ada.mother, request), NotAllowed)
  await assert.rejects(hostVisitor(context, teacher, { visitorId: ada.mother.personId }), /not a visitor/)
  const id = await hostVisitor(context, teacher, request)
  await assert.rejects(hostVisitor(context, office, request), /asked already/)
  assert.equal(await works(world, visitor), false)
  const today = '2026-11-24'
  const ask = await reading(context, teacher, (tx) => findAsk(tx, teacher, id, today))
  assert.equal(ask.hostId, teacher.personId, 'the host sees how it stands')
})

test('whoever has not signed still reports, signs and does a safeguarding duty: only the network waits', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, publish, hashOf, setTime } = world
  const { lead } = school.people
  await publish('staff')
  setTime('2026-12-09T06:15:00Z')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await works(world, lead), false)
  const roles = await reading(context, lead, (tx) => rolesOn(tx, school.id, lead.personId, '2026-12-09'))
  assert.ok(roles.has('dsl'), 'the duty stands')
  const tasks = await reading(context, lead, (tx) => tasksOf(tx, lead))
  assert.ok(tasks.some(({ kind }) => kind === 'agreements.sign'))
  const [ask] = await reading(context, lead, (tx) => asksOfSigner(tx, school.id, lead.personId))
  await signOwn(context, lead, ask?.id ?? '', {
    answer: 'signed',
    readHash: await hashOf('staff'),
    nameWritten: 'Lead Alder',
    jobTitle: 'Safeguarding lead',
    remark: '',
  })
  assert.equal(await works(world, lead), true)
})
