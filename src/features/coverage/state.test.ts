import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countStates, type State, stateOfClause, stateOfControl } from './state.ts'

const inDate = { sentence: 'It is.', lastAt: null, inDate: true }

test('a control runs when it is proved, set up and in date, and not otherwise', () => {
  assert.equal(stateOfControl(true, inDate), 'running')
  assert.equal(stateOfControl(true, { ...inDate, inDate: false }), 'attention')
  assert.equal(stateOfControl(true, { ...inDate, isSetUp: false }), 'notSetUp')
  assert.equal(stateOfControl(false, inDate), 'notBuilt')
  assert.equal(stateOfControl(true, null), 'notBuilt')
})

test('a clause stands where the worst of its controls does, and is not built without one', () => {
  const running = { state: 'running' } as const
  const attention = { state: 'attention' } as const
  assert.equal(stateOfClause([running, attention]), 'attention')
  assert.equal(stateOfClause([attention, { state: 'notSetUp' }, running]), 'notSetUp')
  assert.equal(stateOfClause([running, { state: 'notBuilt' }]), 'notBuilt')
  assert.equal(stateOfClause([]), 'notBuilt')
})

test('an optional way counts once it is set up, and alone decides when nothing else serves the clause', () => {
  const way = (state: State) => ({ state, optional: true }) as const
  const table: [readonly { state: State; optional?: true }[], State][] = [
    [[{ state: 'running' }, way('notSetUp')], 'running'],
    [[{ state: 'attention' }, way('notSetUp'), way('running')], 'attention'],
    [[{ state: 'running' }, way('attention')], 'attention'],
    [[{ state: 'running' }, way('notBuilt')], 'notBuilt'],
    [[{ state: 'notSetUp' }, way('running')], 'notSetUp'],
    [[way('notSetUp'), way('running')], 'running'],
    [[way('notSetUp'), way('notSetUp')], 'notSetUp'],
  ]
  for (const [controls, state] of table)
    assert.equal(stateOfClause(controls), state, JSON.stringify(controls))
})

test('states are counted', () => {
  const running = { state: 'running' } as const
  const attention = { state: 'attention' } as const
  assert.deepEqual(countStates([running, running, attention]), {
    total: 3,
    running: 2,
    attention: 1,
    notSetUp: 0,
    notBuilt: 0,
  })
})
