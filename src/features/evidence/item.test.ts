import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import {
  actsFor,
  asksOf,
  type CustodyAct,
  custodyActs,
  type ItemKind,
  type ItemState,
  itemKinds,
  itemStates,
  stateAfter,
} from './item.ts'

const expected: Partial<Record<`${ItemKind} ${ItemState}`, readonly CustodyAct[]>> = {
  'held held': ['handedOn', 'toPolice', 'givenBack'],
  'held withPolice': ['cameBack'],
  'device held': ['handedOn', 'toPolice', 'givenBack'],
  'device withPolice': ['cameBack'],
  'device notHandedOver': ['handedIn'],
}

test('from every state of every kind exactly the acts of the table are possible, and a file is never given away', () => {
  for (const kind of Object.keys(itemKinds) as ItemKind[]) {
    for (const state of Object.keys(itemStates) as ItemState[]) {
      assert.deepEqual(actsFor({ kind, state }), expected[`${kind} ${state}`] ?? [], `${kind} ${state}`)
    }
  }
})

test('an act that the table has not is refused in words', () => {
  for (const act of Object.keys(custodyActs) as CustodyAct[]) {
    assert.throws(() => stateAfter({ kind: 'device', state: 'returned' }, act), Refused, act)
  }
  assert.equal(stateAfter({ kind: 'device', state: 'held' }, 'toPolice'), 'withPolice')
})

test('a sealed file leaves its state by no act', () => {
  for (const act of Object.keys(custodyActs) as CustodyAct[]) {
    const after = act === 'copyToPolice' ? stateAfter({ kind: 'file', state: 'sealed' }, act) : 'sealed'
    assert.equal(after, 'sealed')
    if (act !== 'copyToPolice')
      assert.throws(() => stateAfter({ kind: 'file', state: 'sealed' }, act), Refused)
  }
})

test('what may be evidence of a crime goes back only with the agreement of the police', () => {
  assert.ok(asksOf('givenBack', true).includes('policeReference'))
  assert.ok(!asksOf('givenBack', false).includes('policeReference'))
})
