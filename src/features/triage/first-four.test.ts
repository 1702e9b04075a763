import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed } from '#/kernel/refusal.ts'
import { after, at, everyone, factsOf, openIds } from '../../../test/triage/answer-in-turn.ts'
import { firstFour } from './flows/first-four.ts'
import { answer } from './run-flow.ts'
import { walkFlow } from './walk-flow.ts'

test('the four questions are asked in their order, and danger shows 999 at once without holding up the next question', () => {
  const facts = factsOf()
  assert.deepEqual(openIds(firstFour, facts, []), ['danger'])
  assert.deepEqual(openIds(firstFour, facts, after(firstFour, facts, [['danger', 'yes']])), [
    'call-999',
    'child',
  ])
})

test('they take “not sure” for yes', () => {
  const entries = after(firstFour, factsOf(), [
    ['danger', 'not-sure'],
    ['child', 'not-sure'],
    ['adult', 'not-sure'],
    ['image', 'not-sure'],
  ])
  const { found } = walkFlow(firstFour, factsOf(), entries)
  for (const finding of ['danger', 'childAtRisk', 'adultOfTheSchool', 'childImage'] as const)
    assert(found.has(finding))
})

test('they go no further until a possible image is sealed, which cannot be left out', () => {
  const facts = factsOf()
  const replies = [
    ['danger', 'no'],
    ['child', 'no'],
    ['adult', 'no'],
    ['image', 'not-sure'],
  ] as const
  const entries = after(firstFour, facts, replies)
  assert.deepEqual(openIds(firstFour, facts, entries), ['seal'])
  assert.throws(
    () => after(firstFour, facts, [...replies, ['seal', 'not-needed', 'no device']]),
    /cannot be left out/,
  )
  assert.deepEqual(
    openIds(firstFour, facts, after(firstFour, facts, [...replies, ['seal', 'waiting', 'van']])),
    ['seal'],
  )
  assert.deepEqual(openIds(firstFour, facts, after(firstFour, facts, [...replies, ['seal', 'done']])), [])
})

test('they let nobody but the safeguarding lead take back what protects a child', () => {
  const entries = after(firstFour, factsOf(), [
    ['danger', 'no'],
    ['child', 'yes'],
  ])
  const back = { nodeId: 'child', answer: 'no', reason: 'a mistake', at }
  const teacher = { ...back, by: { personId: 'two', roles: ['classTeacher'] as const } }
  assert.throws(() => answer(firstFour, factsOf(), entries, teacher), NotAllowed)
  const lead = { ...back, by: { personId: 'three', roles: ['deputyDsl'] as const } }
  assert.equal(answer(firstFour, factsOf(), entries, lead).answer, 'no')
})

test('they never unseal: what is sealed stays sealed, whoever asks', () => {
  const entries = after(firstFour, factsOf(), [
    ['danger', 'no'],
    ['child', 'no'],
    ['adult', 'no'],
    ['image', 'image'],
    ['seal', 'done'],
  ])
  const undo = {
    nodeId: 'seal',
    answer: 'waiting',
    reason: 'wrong bag',
    by: { personId: 'one', roles: everyone },
    at,
  }
  assert.throws(() => answer(firstFour, factsOf(), entries, undo), /stays sealed/)
})
