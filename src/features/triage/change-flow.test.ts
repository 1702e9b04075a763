import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, factsOf } from '../../../test/triage/answer-in-turn.ts'
import { changeSteps } from './change-flow.ts'
import { illegal } from './flows/illegal.ts'
import { nonIllegal } from './flows/non-illegal.ts'
import { shippedFlows } from './flows/shipped-flows.ts'
import { nextOpen } from './run-flow.ts'
import type { Step, StepState } from './step.ts'
import { walkFlow } from './walk-flow.ts'

const facts = factsOf([{ kind: 'pupil', as: 'victim', under13: true }])
const entries = after(nonIllegal, facts, [
  ['log', 'done'],
  ['victim-at-risk', 'yes'],
])

function step(nodeId: string, means: string | null, state: StepState): Step {
  const flowId = 'main.non-illegal/1'
  const at = new Date(0)
  const name = means ?? `main.non-illegal ${nodeId}`
  return {
    id: nodeId,
    name,
    flowId,
    nodeId,
    means,
    state,
    clock: null,
    dueAt: null,
    openedAt: at,
    changedAt: at,
    reason: null,
  }
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
  const legs = [{ flow: illegal, facts: found, walk: walkFlow(illegal, found, known) }]
  const open = nextOpen(illegal, found, known)
  const changed = changeSteps(shippedFlows, legs, open, [step('seal', 'seal', 'waiting')])
  assert.deepEqual(changed, { toOpen: [], toSave: [], setAside: [] })
})

test('what is asked for no more is set aside with its reason, but never what protects a child', () => {
  const steps = [step('victim-dsl', 'tell-dsl', 'open'), step('support', 'support-victim', 'open')]
  const legs = [{ flow: illegal, facts, walk: walkFlow(illegal, facts, entries) }]
  const { setAside } = changeSteps(shippedFlows, legs, nextOpen(illegal, facts, entries), steps)
  assert.deepEqual(
    setAside.map(({ step: { name }, reason }) => [name, reason]),
    [['support-victim', 'It is now handled as: An incident that may be illegal']],
  )
})
