import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeSchema } from './flow.ts'
import { hiddenTouches, orderRules } from './safety-rules.ts'

const stepCalled = (title: string, more: object = {}) =>
  nodeSchema.parse({ id: 'added', kind: 'step', who: 'anyStaff', next: 'on', title, ...more })

test('a step cannot hide what it does behind its words or its register', () => {
  assert.deepEqual(hiddenTouches(stepCalled('Thank whoever told us')), [])
  assert.deepEqual(hiddenTouches(stepCalled('Take the phone to the office')), [['confiscation']])
  assert.deepEqual(hiddenTouches(stepCalled('Enter it', { opens: 'sanction' })), [['sanction']])
  assert.deepEqual(hiddenTouches(stepCalled('Enter it', { opens: 'sanction', touches: ['sanction'] })), [])
})

test('nothing is done to anyone before all four questions, whatever else has happened', () => {
  const [first] = orderRules
  const past = { found: new Set<never>(), begun: new Set<never>() }
  const three = ['dangerQuestion', 'childQuestion', 'adultQuestion'] as const
  assert.equal(first?.kept({ ...past, settled: new Set(three) }), false)
  assert.equal(first?.kept({ ...past, settled: new Set([...three, 'imageQuestion']) }), true)
})
