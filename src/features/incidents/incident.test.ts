import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import {
  actionNames,
  actions,
  actionsIn,
  type Incident,
  move,
  moves,
  type State,
  stateNames,
  states,
} from './incident.ts'

const at = new Date('2026-11-24T10:00:00Z')

function anIncident(state: State): Incident {
  return {
    id: newId(),
    schoolId: newId(),
    reference: 'AL-2026-0001',
    register: 'pupil',
    kind: 'bullying',
    catalogueVersion: 1,
    state,
    happenedAt: at,
    happenedPrecision: 'about',
    outOfHours: false,
    happenedWhere: 'inSchool',
    onlineService: null,
    toldAt: at,
    description: sensitive('Unkind messages in a class chat.'),
    serious: null,
    persistent: null,
    safeguarding: false,
    possibleChildImage: false,
    restricted: false,
    nobodyInvolved: false,
    nextDueAt: at,
    duplicateOf: state === 'duplicate' ? newId() : null,
    openedBy: null,
    openedAt: at,
    closedAt: states[state].over ? at : null,
    revision: 1,
  }
}

test('every action in every state does what the table says, and everything else is refused in words', () => {
  for (const state of stateNames) {
    for (const action of actionNames) {
      const to = moves[state][action]
      if (to === undefined) {
        assert.throws(
          () => move(anIncident(state), action, at),
          (error: Error) => {
            assert.ok(error instanceof Refused)
            assert.match(error.message, new RegExp(`“${states[state].words}”`))
            return true
          },
        )
        continue
      }
      const after = move(anIncident(state), action, at)
      assert.equal(after.state, to)
      assert.equal(after.closedAt === null, !states[to].over, `${state} ${action}`)
      if (states[to].over) assert.equal(after.nextDueAt, null, 'nothing is owed when it is over')
    }
  }
})

test('every state can be reached, is explained in a sentence, and is never a dead end', () => {
  const reached = new Set<State>(['new'])
  for (const from of reached) for (const to of Object.values(moves[from])) reached.add(to)
  assert.deepEqual([...reached].sort(), [...stateNames].sort())
  for (const state of stateNames) {
    assert.match(states[state].means, /^[A-Z].*\.$/)
    assert.ok(actionsIn(state).length > 0)
  }
})

test('nothing closes before the safety questions are answered, whatever path is taken', () => {
  for (const state of ['new', 'firstQuestions', 'reopened'] as const)
    assert.equal(moves[state].close, undefined)
})

test('whatever ends an incident, or brings it back, asks why', () => {
  for (const state of stateNames) {
    for (const action of actionsIn(state)) {
      const to = moves[state][action]
      if (to === undefined || states[to].over === states[state].over) continue
      assert.ok(actions[action].mustSay, `${action} from ${state}`)
    }
  }
})
