import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { lookInto } from '../../../test/ground.ts'
import { accounts } from '../accounts/feature.ts'
import { networkStateOf } from '../accounts/index.ts'
import type { SchoolTables } from '../schools/tables.ts'
import type { Answer } from './ask.ts'
import { asksOfSigner } from './ask-store.ts'
import { keepAsking } from './jobs.ts'
import { answerOnBehalf } from './sign-on-behalf.ts'
import { closeRound } from './start-round.ts'

async function parentsAnswer(t: Parameters<typeof aSchoolThatSigns>[0]) {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, office, ada, hashOf, publish } = world
  const newest = async (who: PersonActor) => {
    const [ask] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, who.personId))
    assert.ok(ask)
    return ask
  }
  await publish('parent')
  return {
    ...world,
    newest,
    answer: async (who: PersonActor, given: Answer, askId?: string) =>
      answerOnBehalf(context, office, askId ?? (await newest(who)).id, {
        answer: given,
        readHash: await hashOf('parent'),
        remark: 'Said so at the school gate.',
      }),
    works: async () => {
      const { personId } = ada.pupil
      const now = context.clock()
      return (await reading(context, office, (tx) => networkStateOf(tx, school.id, personId, now))).works
    },
    morning: () => keepAsking(context, systemActor(school.id)),
    nextYear: async () => {
      const term = { name: 'Autumn', starts_on: '2027-09-01', ends_on: '2027-12-17' }
      await lookInto(context, school.id, (tx) =>
        tx
          .withTables<SchoolTables>()
          .insertInto('schools.term')
          .values({ school_id: school.id, id: newId(), ...term })
          .execute(),
      )
      world.setTime('2027-09-03T06:15:00Z')
    },
  }
}

test('a father’s no stands when a new school year asks everybody again, until he agrees', async (t) => {
  const world = await parentsAnswer(t)
  const { context, office, ada, answer, newest, works, morning } = world
  await answer(ada.mother, 'signed')
  await answer(ada.father, 'refused')
  assert.equal(await works(), false)
  await world.nextYear()
  await morning()
  const { state, roundId } = await newest(ada.father)
  assert.equal(state, 'open', 'he is asked again')
  assert.equal(await works(), false, 'and said no')
  await answer(ada.mother, 'signed')
  assert.equal(await works(), false, 'two who differ: a person decides')
  await closeRound(context, office, roundId)
  assert.equal(await works(), false, 'that nobody asks any more is no yes')
  await morning()
  await answer(ada.father, 'signed')
  assert.equal(await works(), true)
})

test('the only answer, a no, stands when another edition of the text asks for new signatures', async (t) => {
  const world = await parentsAnswer(t)
  const { ada, answer, newest, works, morning, publish, setTime } = world
  await answer(ada.father, 'refused')
  assert.equal(await works(), false)
  setTime('2026-12-01T06:15:00Z')
  await publish('parent')
  await morning()
  assert.equal((await newest(ada.father)).state, 'open', 'he is asked again')
  assert.equal(await works(), false, 'nobody has agreed')
  await answer(ada.father, 'signed')
  assert.equal(await works(), true)
})

test('a no of last year that was a mistake is put right, and the request of this year asks on', async (t) => {
  const world = await parentsAnswer(t)
  const { ada, answer, newest, works, morning } = world
  await answer(ada.mother, 'signed')
  await answer(ada.father, 'refused')
  const { id } = await newest(ada.father)
  await world.nextYear()
  await morning()
  assert.equal(await works(), false)
  await answer(ada.father, 'voided', id)
  assert.equal(await works(), true, 'nobody said no, and there are days to sign')
  const { state } = await newest(ada.father)
  assert.equal(state, 'open')
})
