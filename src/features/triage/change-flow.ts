import type { Facts } from './facts.ts'
import { type Flow, flowId, type StepNode } from './flow.ts'
import { type Entry, walkFlow } from './walk-flow.ts'

/** A step of a flow as a task on somebody's list. */
export type StepTask = {
  taskId: string
  flowId: string
  nodeId: string
  means: string | null
  state: 'open' | 'waiting' | 'done' | 'notNeeded'
}

export type ChangedFlow = {
  /** Every entry there was, untouched: what the new flow also asks is answered already. */
  entries: readonly Entry[]
  /** Tasks that mean the same in the new flow: they stay, with their state. */
  kept: { task: StepTask; node: StepNode }[]
  /** Steps of the new flow that are open now and have no task yet. */
  toMake: StepNode[]
  /** Open tasks that the new flow does not ask for; each is set aside with this reason, never deleted. */
  setAside: { task: StepTask; reason: string }[]
}

/** Tasks that stay open whatever an incident turns out to be. */
const neverSetAside = ['emergency', 'tellDsl', 'tellLado', 'seal']

/** The incident turned out to be something else: answers stay, tasks merge. Refuses nothing. */
export function changeFlow(
  oldFlow: Flow,
  newFlow: Flow,
  facts: Facts,
  entries: readonly Entry[],
  tasks: readonly StepTask[],
): ChangedFlow {
  const { visits } = walkFlow(newFlow, facts, entries)
  const steps = visits.flatMap(({ node, standing }) =>
    node.kind === 'step' && standing !== 'passed' ? [{ node, standing }] : [],
  )
  const sameAs = (node: StepNode) => tasks.find((task) => isSame(task, node, newFlow))
  const kept = steps.flatMap(({ node }) => {
    const task = sameAs(node)
    return task ? [{ task, node }] : []
  })
  const toMake = steps
    .filter(({ node, standing }) => standing !== 'done' && !sameAs(node))
    .map(({ node }) => node)
  const keptIds = new Set(kept.map(({ task }) => task.taskId))
  const setAside = tasks
    .filter((task) => task.flowId === flowId(oldFlow) && (task.state === 'open' || task.state === 'waiting'))
    .filter((task) => !keptIds.has(task.taskId) && !protects(task, oldFlow))
    .map((task) => ({ task, reason: `It is now handled as: ${newFlow.title}` }))
  return { entries, kept, toMake, setAside }
}

function isSame(task: StepTask, node: StepNode, flow: Flow): boolean {
  return (
    (node.means !== undefined && task.means === node.means) ||
    (task.nodeId === node.id && task.flowId.startsWith(`${flow.key}/`))
  )
}

function protects(task: StepTask, flow: Flow): boolean {
  const node = flow.nodes.find(({ id }) => id === task.nodeId)
  return node?.touches.some((touch) => neverSetAside.includes(touch)) ?? false
}
