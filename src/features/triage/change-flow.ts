import type { Flow } from './flow.ts'
import type { Leg } from './journey.ts'
import type { Open } from './run-flow.ts'
import { type Step, type StepState, stateAfter, stepName, stepStates } from './step.ts'

export type ChangedSteps = {
  /** Open now, with no step on the list. */
  toOpen: Open[]
  /** Recorded since: each gets the state that its answer makes of it. */
  toSave: { step: Step; state: StepState; reason: string | null }[]
  /** The incident's course no longer asks for them; each is set aside with this reason, never deleted. */
  setAside: { step: Step; reason: string }[]
}

/** Steps that stay open whatever an incident turns out to be. */
const neverSetAside = ['emergency', 'tellDsl', 'tellLado', 'seal']

/**
 * What the list of steps becomes when answers have changed: what means the same stays one step with its state, what is
 * asked for now is added, and what is asked for no more is set aside. Refuses nothing.
 */
export function changeSteps(
  flows: readonly Flow[],
  legs: readonly Leg[],
  open: readonly Open[],
  steps: readonly Step[],
): ChangedSteps {
  const known = new Map(steps.map((step) => [step.name, step]))
  const asked = new Map(
    legs.flatMap((leg) =>
      leg.walk.visits
        .filter(({ node, standing }) => standing !== 'passed' && node.kind !== 'question')
        .map((visit) => [stepName(leg.flow.key, visit.node), visit] as const),
    ),
  )
  const toOpen = open.filter(({ flowId, node }) => {
    if (node.kind === 'question') return false
    const step = known.get(stepName(keyOf(flowId), node))
    return !step || step.state === 'setAside'
  })
  const toSave = steps.flatMap((step) => {
    const entry = asked.get(step.name)?.entry
    const state = entry ? (stateAfter[entry.answer] ?? 'done') : 'open'
    if (!asked.has(step.name) || step.state === 'setAside' || step.state === state) return []
    return [{ step, state, reason: entry?.reason ?? null }]
  })
  const setAside = steps
    .filter((step) => !stepStates[step.state].over && !asked.has(step.name) && !protects(step, flows))
    .map((step) => ({ step, reason: `It is now handled as: ${legs.at(-1)?.flow.title ?? ''}` }))
  return { toOpen, toSave, setAside }
}

/** Which flow an id with a version names: `illegal/3` is `illegal`. */
export const keyOf = (id: string): string => id.slice(0, id.lastIndexOf('/'))

function protects(step: Step, flows: readonly Flow[]): boolean {
  return flows.some((flow) => nodeOf(flow, step)?.touches.some((touch) => neverSetAside.includes(touch)))
}

function nodeOf(flow: Flow, step: Step) {
  return flow.nodes.find((node) => stepName(flow.key, node) === step.name)
}
