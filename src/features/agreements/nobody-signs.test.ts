import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { chainReads } from '#/platform/audit/reads.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { aSchoolThatSigns, type SigningSchool } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { accounts } from '../accounts/feature.ts'
import { networkStateOf } from '../accounts/index.ts'
import { people } from '../people/feature.ts'
import { loseGuardians } from '../people/index.ts'
import { endGuardian, keepGuardian } from '../people/keep-guardian.ts'
import { tasks } from '../tasks/feature.ts'
import { tasksOf } from '../tasks/index.ts'
import { asksOfSigner } from './ask-store.ts'
import { askJoiners, keepAsking } from './jobs.ts'
import { routes } from './routes.ts'
import { askedFor, unlocks, waitsForSigner, whoseForPupils } from './settings.ts'
import { closeRound } from './start-round.ts'

type Child = SigningSchool['ada']

async function parentsSign(t: Parameters<typeof aSchoolThatSigns>[0]) {
  const world = await aSchoolThatSigns(t, [accounts, people, tasks])
  const { context, school, office } = world
  const system = systemActor(school.id)
  const show = (who: PersonActor, address: `GET /${string}`, id = '') =>
    askRoute(context, who, routes, address, { params: { id } })
  return {
    ...world,
    /** As an import does: both parents are guardians no more, from yesterday. */
    loseParents: async ({ pupil, mother, father }: Child) => {
      const pairs = [mother, father].map(({ personId }) => ({
        pupilId: pupil.personId,
        guardianId: personId,
      }))
      await inTransaction(context, system, (tx) => loseGuardians(context, tx, system, pairs, '2026-11-23'))
    },
    maySign: ({ pupil, mother }: Child, maySign = true) =>
      keepGuardian(context, office, {
        pupilId: pupil.personId,
        guardianId: mother.personId,
        relation: 'mother',
        parentalResponsibility: 'yes',
        mayBeContacted: true,
        maySee: true,
        addressWithheld: false,
        maySign,
      }),
    joiners: () => askJoiners(context, system),
    morning: () => keepAsking(context, system),
    officesTasks: async () =>
      (await reading(context, office, (tx) => tasksOf(tx, office))).filter(
        ({ kind }) => kind === 'agreements.nobodySigns',
      ),
    roundId: async () => {
      const { personId } = world.ada.mother
      const [ask] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, personId))
      return ask?.roundId ?? ''
    },
    listPage: (who: PersonActor) => show(who, 'GET /agreements'),
    roundPage: (who: PersonActor, id: string) => show(who, 'GET /agreements/rounds/:id', id),
    works: async ({ pupil }: Child) =>
      (await reading(context, office, (tx) => networkStateOf(tx, school.id, pupil.personId, context.clock())))
        .works,
  }
}

test('children for whom nobody may sign are one task of the office, until somebody may', async (t) => {
  const world = await parentsSign(t)
  const { ada, ben, loseParents, maySign, joiners, officesTasks, publish } = world
  await publish('parent')
  await joiners()
  assert.deepEqual(await officesTasks(), [])
  await loseParents(ada)
  await joiners()
  await loseParents(ben)
  await joiners()
  assert.deepEqual(
    (await officesTasks()).map(({ title, path }) => ({ title, path })),
    [{ title: 'Find out who may sign for children for whom nobody may', path: '/agreements' }],
  )
  await maySign(ada)
  await joiners()
  assert.equal((await officesTasks()).length, 1, 'Ben has nobody yet')
  await maySign(ben)
  await joiners()
  assert.deepEqual(await officesTasks(), [])
})

test('a round names them by class, to each who looks those of the own classes', async (t) => {
  const world = await parentsSign(t)
  const { context, school, office, otherTeacher, ada, ben, loseParents, listPage, roundPage, publish } = world
  await publish('parent')
  await publish('pupilKeyStage2')
  const roundId = await world.roundId()
  assert.doesNotMatch(await roundPage(office, roundId), /nobody who may sign/)
  await loseParents(ada)
  await loseParents(ben)
  for (const page of [await roundPage(office, roundId), await listPage(office)]) {
    assert.match(page, /2 children have nobody who may sign for them/)
    assert.match(page, /1 Oak[\s\S]*Ben Brook[\s\S]*3 Elm[\s\S]*Ada Abbot/)
    assert.match(page, new RegExp(`/people/${ada.pupil.personId}"`))
  }
  await chainReads(context, school.id)
  assert.ok((await trailAbout(context, school.id, school.id)).includes('agreements.nobodySignsRead'))
  for (const page of [await roundPage(otherTeacher, roundId), await listPage(otherTeacher)]) {
    assert.match(page, /1 child has nobody who may sign for them/)
    assert.match(page, /Ben Brook/)
    assert.doesNotMatch(page, /Ada Abbot|3 Elm/)
  }
  const [own] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, ada.pupil.personId))
  assert.doesNotMatch(await roundPage(office, own?.roundId ?? ''), /nobody who may sign/, 'she signs herself')
  await closeRound(context, office, roundId)
  assert.doesNotMatch(await roundPage(office, roundId), /nobody who may sign/, 'it asks nobody any more')
})

test('with no guardian of the whole school who may sign, the office knows when the text is approved', async (t) => {
  const world = await parentsSign(t)
  const { office, ada, ben, loseParents, listPage, officesTasks, publish, set } = world
  await loseParents(ada)
  await loseParents(ben)
  await world.joiners()
  assert.deepEqual(await officesTasks(), [], 'no text asks for a parent’s signature yet')
  assert.doesNotMatch(await listPage(office), /nobody who may sign/)
  await publish('parent')
  assert.equal((await officesTasks()).length, 1)
  assert.match(await listPage(office), /2 children have nobody who may sign for them/)
  await set(askedFor, ['staff'])
  await world.morning()
  assert.deepEqual(await officesTasks(), [], 'parents are not asked any more')
})

test('the last guardian of a child ends on a later day: the office is told on the morning after', async (t) => {
  const world = await parentsSign(t)
  const { context, office, ada, maySign, morning, officesTasks, publish, setTime } = world
  await publish('parent')
  await maySign(ada, false)
  const father = { pupilId: ada.pupil.personId, guardianId: ada.father.personId }
  await endGuardian(context, office, { ...father, lastDay: '2026-11-26' })
  setTime('2026-11-26T06:15:00Z')
  await morning()
  assert.deepEqual(await officesTasks(), [])
  setTime('2026-11-27T06:15:00Z')
  await morning()
  assert.equal((await officesTasks()).length, 1)
})

test('access of a child for whom nobody may sign works, unless the school set that it waits until somebody may', async (t) => {
  const world = await parentsSign(t)
  const { ada, ben, loseParents, maySign, morning, publish, set, works } = world
  await publish('parent')
  await loseParents(ada)
  await morning()
  assert.equal(await works(ada), true)
  await set(waitsForSigner, true)
  await morning()
  assert.equal(await works(ada), false)
  assert.equal(await works(ben), true)
  await loseParents(ben)
  assert.equal(await works(ben), false, 'at once')
  await maySign(ben)
  assert.equal(await works(ben), true, 'his mother is asked, and has her days')
  await set(whoseForPupils, 'pupil')
  await morning()
  assert.equal(await works(ada), true, 'it waits for the child’s own signature alone')
  await set(whoseForPupils, 'pupilAndOneParent', 1)
  await morning()
  assert.equal(await works(ada), false)
  await set(askedFor, ['pupilKeyStage2'])
  await morning()
  assert.equal(await works(ada), true, 'parents are asked nothing any more')
  await set(askedFor, ['parent'], 1)
  await morning()
  assert.equal(await works(ada), false)
  await set(unlocks, ['pupilKeyStage2'])
  await morning()
  assert.equal(await works(ada), true, 'no parent’s agreement is wanted for it')
})
