import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { trailAbout } from '../../../test/ground.ts'
import { tasksOf } from '../tasks/index.ts'
import { asksOfSigner } from './ask-store.ts'
import { declarationsFor } from './declaration-store.ts'
import { decideDeclaration, declareException } from './declare-exception.ts'
import { keepAsking } from './jobs.ts'
import { remindClass } from './remind-class.ts'
import { routes } from './routes.ts'
import { remindOfRules } from './settings.ts'

test('everybody who works here attests the social media rules, apart from the agreement', async (t) => {
  const { context, school, publish } = await aSchoolThatSigns(t)
  await publish('socialMedia')
  for (const who of [school.people.teacher, school.people.chair, school.people.head]) {
    const asks = await reading(context, who, (tx) => asksOfSigner(tx, school.id, who.personId))
    assert.deepEqual(
      asks.map(({ agreement }) => agreement),
      ['socialMedia'],
    )
  }
})

test('an exception is declared, decided by somebody else, and ends on a day where the rule asks for one', async (t) => {
  const { context, school, otherSchool } = await aSchoolThatSigns(t)
  const { teacher, head, chair, coordinator } = school.people
  const what = 'I run the village choir; two of its singers are pupils in year 6.'
  const id = await declareException(context, teacher, { rule: 'otherRole', what })
  const list = (who: PersonActor, decides: boolean) =>
    reading(context, who, (tx) => declarationsFor(tx, who, decides))
  assert.equal((await list(teacher, false)).length, 1)
  assert.equal((await list(coordinator, false)).length, 0, 'nobody else reads it')
  const yes = { decision: 'allowed', why: 'In the group of the choir only.' } as const
  await assert.rejects(decideDeclaration(context, coordinator, id, yes), NotAllowed)
  await assert.rejects(decideDeclaration(context, otherSchool.people.head, id, yes), NotFound)
  await assert.rejects(decideDeclaration(context, head, id, yes), /until which day/)
  await decideDeclaration(context, head, id, { ...yes, endsOn: '2027-07-21' })
  await assert.rejects(
    decideDeclaration(context, head, id, { ...yes, endsOn: '2027-07-21' }),
    /decided already/,
  )
  const [decided] = await list(teacher, false)
  assert.deepEqual([decided?.state, decided?.endsOn], ['allowed', '2027-07-21'])
  const own = await declareException(context, head, { rule: 'pupilRelative', what: 'My son is in year 2.' })
  await assert.rejects(decideDeclaration(context, head, own, yes), /their own exception/)
  await decideDeclaration(context, chair, own, yes)
  assert.deepEqual(await trailAbout(context, school.id, own), [
    'tasks.given',
    'agreements.declared',
    'tasks.done',
    'agreements.declarationDecided',
  ])
})

test('a class is reminded of its rules by its own teacher: each term as a task, or whenever an activity begins', async (t) => {
  const { context, school, office, otherTeacher, classes, publish, set } = await aSchoolThatSigns(t)
  const { teacher } = school.people
  await publish('pupilKeyStage2')
  const kinds = async () =>
    (await reading(context, teacher, (tx) => tasksOf(tx, teacher))).filter(
      ({ kind }) => kind === 'agreements.remindClass',
    ).length
  await set(remindOfRules, 'never')
  await keepAsking(context, systemActor(school.id))
  assert.equal(await kinds(), 0)
  await set(remindOfRules, 'eachTerm', 1)
  await keepAsking(context, systemActor(school.id))
  assert.equal(await kinds(), 1)
  const params = { classId: classes.elm }
  const shown = await askRoute(context, teacher, routes, 'GET /agreements/rules/:classId', { params })
  assert.match(shown, /I do not give out my name/)
  await assert.rejects(remindClass(context, otherTeacher, classes.elm), NotFound)
  await assert.rejects(remindClass(context, office, classes.elm), NotFound)
  await remindClass(context, teacher, classes.elm)
  assert.equal(await kinds(), 0)
  await keepAsking(context, systemActor(school.id))
  assert.equal(await kinds(), 0, 'this term is done')
  assert.match(await askRoute(context, teacher, routes, 'GET /agreements/rules'), /last on 24 November 2026/)
})
