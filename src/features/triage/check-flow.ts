import { isDeepStrictEqual } from 'node:util'
import { checkSafety } from './check-safety.ts'
import { exitsOf, type Flow, type FlowNode, flowSchema } from './flow.ts'
import { fixedFlows, shippedFlows } from './flows/shipped-flows.ts'
import { hiddenTouches } from './safety-rules.ts'
import type { TriageSettings } from './triage-settings.ts'
import { inOrder, possibleAnswers, reachOf } from './walk-flow.ts'

/** What is wrong with the shape of a flow: each a sentence that names the node. Empty when the flow can run. */
export function checkFlow(flow: Flow): string[] {
  const names = [...checkNames(flow), ...flow.nodes.flatMap((node) => checkNode(node, flow))]
  return names.length > 0 ? names : checkWays(flow)
}

function checkNames(flow: Flow): string[] {
  const ids = flow.nodes.map(({ id }) => id)
  const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]
  return [
    ...twice.map((id) => `Two nodes are called “${id}”. Give each its own name.`),
    ...(ids.includes(flow.start) ? [] : [`The flow starts at “${flow.start}”, which does not exist.`]),
    ...(flow.nodes.some(({ kind }) => kind === 'end') ? [] : ['The flow has no end. Add one.']),
  ]
}

function checkNode(node: FlowNode, flow: Flow): string[] {
  const missing = (id: string) => !flow.nodes.some((other) => other.id === id)
  const answers = possibleAnswers(node)
  const asks = node.kind === 'question' || node.kind === 'gate'
  const wrong: [boolean, string][] = [
    ...exitsOf(node).map(({ to }): [boolean, string] => [
      missing(to),
      `leads to “${to}”, which does not exist.`,
    ]),
    [asks && answers.length === 0, 'has no answers.'],
    [node.kind === 'branch' && node.arms.length === 0, 'has no arms.'],
    [new Set(answers).size < answers.length, 'has two answers of the same name.'],
    [
      node.kind === 'consider' && !node.needsReason,
      'is a decision, and a decision always asks for its reason.',
    ],
    [node.origin === 'ours' && !node.note, 'is not from a clause; add a note that says why it is here.'],
    [
      node.kind === 'gate' && node.notBySameAs !== undefined && missing(node.notBySameAs),
      'names another person’s decision that does not exist.',
    ],
    ...hiddenTouches(node).map((touches): [boolean, string] => [
      true,
      `must say that it touches ${touches.join(' or ')}.`,
    ]),
  ]
  return wrong.flatMap(([isWrong, sentence]) => (isWrong ? [`“${node.title}” (${node.id}) ${sentence}`] : []))
}

function checkWays(flow: Flow): string[] {
  const ordered = inOrder(flow)
  const circle = flow.nodes.filter((node) => !ordered.includes(node))
  if (circle.length > 0) {
    const names = circle.map(({ id }) => id).join(', ')
    return [`The flow can go round for ever (${names}). Write what is asked twice as two questions.`]
  }
  const reach = reachOf(ordered)
  const reached = reach.get(flow.start) ?? new Set<string>()
  const ends = flow.nodes.filter(({ kind }) => kind === 'end').map(({ id }) => id)
  return flow.nodes.flatMap((node) => {
    const name = `“${node.title}” (${node.id})`
    if (node.id !== flow.start && !reached.has(node.id))
      return [`${name} can never be reached. Lead to it or remove it.`]
    const leaves = node.kind === 'end' || ends.some((id) => reach.get(node.id)?.has(id))
    return leaves ? [] : [`${name} has no way out.`]
  })
}

/** Flows hand over only to flows that stand later in the list, so that an incident always comes to an end. */
export function checkHandOvers(flows: readonly Flow[]): string[] {
  return flows.flatMap((flow, i) =>
    flow.nodes.flatMap((node) => {
      if (node.kind !== 'end' || !node.continueWith) return []
      const later = flows.slice(i + 1).some(({ key }) => key === node.continueWith)
      return later
        ? []
        : [`“${node.title}” (${node.id}) goes on with “${node.continueWith}”, which is no later flow.`]
    }),
  )
}

export type EditedFlow = { flow: Flow; refused: [] } | { flow: null; refused: string[] }

/**
 * Whether a school may use its own copy of a flow, under the settings it has now. Refuses a fixed flow, a broken one, and
 * one that would weaken what protects a child; each refusal is a sentence that names the node and the rule.
 */
export function checkEditedFlow(edited: unknown, settings: TriageSettings): EditedFlow {
  const parsed = flowSchema.safeParse(edited)
  if (!parsed.success) {
    return { flow: null, refused: parsed.error.issues.map((issue) => unreadable(issue, edited)) }
  }
  const flow = parsed.data
  const shipped = shippedFlows.find(({ key }) => key === flow.key)
  if (!shipped) return { flow: null, refused: [`There is no flow “${flow.key}” to make a copy of.`] }
  if (fixedFlows.includes(flow.key)) {
    return {
      flow: null,
      refused: [`“${shipped.title}” protects children in every school and cannot be edited.`],
    }
  }
  const flows = shippedFlows.map((other) => (other.key === flow.key ? flow : other))
  const shape = [...checkFlow(flow), ...checkHandOvers(flows), ...checkKept(flow, shipped)]
  const refused = shape.length > 0 ? shape : checkSafety(flows, settings)
  return refused.length > 0 ? { flow: null, refused } : { flow, refused: [] }
}

/** A copy may drop a node, if the safety rules still hold, but not make a node of ours do less than it says. */
function checkKept(flow: Flow, shipped: Flow): string[] {
  return flow.nodes.flatMap((node) => {
    const original = shipped.nodes.find(({ id }) => id === node.id)
    if (!original) return []
    const name = `“${node.title}” (${node.id})`
    const lost = original.touches.filter((touch) => !node.touches.includes(touch))
    const added = findsOf(node).filter((finding) => !findsOf(original).includes(finding))
    return [
      ...lost.map((touch) => `${name} no longer says that it touches ${touch}. Put that back.`),
      ...added.map((finding) => `${name} may not say by itself that “${finding}” is settled.`),
      ...(isDeepStrictEqual(whoOf(node), whoOf(original)) || !protects(original)
        ? []
        : [`${name} is decided by somebody else than before. Who protects a child stays as it is.`]),
    ]
  })
}

const findsOf = (node: FlowNode) => exitsOf(node).flatMap(({ finds }) => finds)
const whoOf = (node: FlowNode) => ('who' in node ? node.who : null)
const protects = (node: FlowNode) => findsOf(node).length > 0 || node.touches.includes('tellDsl')

/** One thing that a flow’s text gets wrong, in a sentence that names node and word. */
export function unreadable(issue: { path: PropertyKey[]; message: string }, edited: unknown): string {
  const [list, index, ...rest] = issue.path
  const nodes = typeof edited === 'object' && edited !== null && 'nodes' in edited ? edited.nodes : []
  const node: unknown =
    list === 'nodes' && typeof index === 'number' && Array.isArray(nodes) ? nodes[index] : null
  const id = typeof node === 'object' && node !== null && 'id' in node ? String(node.id) : null
  const where = id
    ? `Node “${id}”, ${rest.map(String).join(' ') || 'as a whole'}`
    : issue.path.map(String).join(' ')
  return `${where || 'The flow'}: ${issue.message}`
}
