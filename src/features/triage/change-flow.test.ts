import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, factsOf } from '../../../test/triage/answer-in-turn.ts'
import { changeFlow, type StepTask } from './change-flow.ts'
import { illegal } from './flows/illegal.ts'
import { nonIllegal } from './flows/non-illegal.ts'

const facts = factsOf([{ kind: 'pupil', as: 'victim', under13: true }])
const entries = after(nonIllegal, facts, [
  ['log', 'done'],
  ['victim-at-risk', 'yes'],
])

function task(taskId: string, nodeId: string, means: string | null, state: StepTask['state']): StepTask {
  return { taskId, flowId: 'main.non-illegal/1', nodeId, means, state }
}

test('a step that means the same is not made twice, and keeps its state', () => {
  const known = [
    ...entries,
    {
      flowId: 'first-four/1',
      nodeId: 'seal',
      means: 'seal',
      answer: 'waiting',
      reason: 'bag',
      by: 'one',
      at: new Date(0),
    },
  ]
  const found = { ...facts, found: new Set(['illegal' as const]) }
  const changed = changeFlow(nonIllegal, illegal, found, known, [task('t1', 'seal', 'seal', 'waiting')])
  assert.deepEqual(
    changed.kept.map(({ task: { taskId, state } }) => [taskId, state]),
    [['t1', 'waiting']],
  )
  assert.deepEqual(changed.toMake, [])
  assert.equal(changed.entries, known)
})

test('what the new flow does not ask is set aside with its reason, but never what protects a child', () => {
  const tasks = [
    task('t1', 'victim-dsl', 'tell-dsl', 'open'),
    task('t2', 'support', 'support-victim', 'open'),
  ]
  const { setAside } = changeFlow(nonIllegal, illegal, facts, entries, tasks)
  assert.deepEqual(setAside, [
    { task: tasks[1], reason: 'It is now handled as: An incident that may be illegal' },
  ])
})
