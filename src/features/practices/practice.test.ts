import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue, practicesFor } from './catalogue.ts'
import { isLooker } from './permissions.ts'
import { stateOn } from './practice.ts'

test('a practice stands where its arrangement and newest attestation put it', () => {
  const due = { dueOn: '2026-11-24' }
  assert.equal(stateOn('2026-11-24', undefined, undefined), 'notSetUp')
  assert.equal(stateOn('2026-11-24', due, undefined), 'never')
  assert.equal(stateOn('2026-11-24', due, { result: 'kept' }), 'inDate')
  assert.equal(stateOn('2026-11-24', due, { result: 'partly' }), 'short')
  assert.equal(stateOn('2026-11-25', due, { result: 'kept' }), 'overdue')
})

test('every practice has a key of its own, somebody who looks, and says how', () => {
  assert.equal(new Set(catalogue.map(({ key }) => key)).size, catalogue.length)
  for (const { key, who, look, proof, should, clauses } of catalogue) {
    assert.ok(isLooker(who), key)
    assert.ok(look.length > 20 && proof.length > 10 && should.length > 20 && clauses.length > 0, key)
  }
})

test('a policy asks for its own practices; a school without one is offered all', () => {
  assert.ok(practicesFor('H').every(({ clauses }) => clauses.some((id) => id.startsWith('H'))))
  assert.ok(practicesFor('H').length < catalogue.length / 2)
  assert.equal(practicesFor(null).length, catalogue.length)
})
