import { type Facts, holds, isForNobodysSight } from './facts.ts'
import { type ConsiderNode, exitsOf, type Flow, type FlowNode, type StepNode } from './flow.ts'
import type { Finding } from './triage-words.ts'

/** The entry in a register that ended a step. */
export type EndedBy = {
  kind: 'evidence' | 'sanction' | 'referral' | 'takedown' | 'parentsInformed'
  id: string
}

/** One answer, decision or recorded step. The list only grows; the latest entry for a node counts. */
export type Entry = {
  flowId: string
  nodeId: string
  means: string | null
  answer: string
  reason: string | null
  by: string
  at: Date
  /** Set where nobody answered, but made the entry that the step asks for. */
  endedBy?: EndedBy
}

/** `open`: to be done now. `waiting`: begun. `done`: recorded. `passed`: nothing to do here for this incident. */
export type Standing = 'open' | 'waiting' | 'done' | 'passed'

export type Visit = { node: FlowNode; standing: Standing; entry: Entry | null }

export type Walk = {
  /** Nodes reached so far, in reading order. */
  visits: Visit[]
  /** Lines followed, as `from>to`. */
  taken: ReadonlySet<string>
  found: ReadonlySet<Finding>
}

/** Nodes in an order in which every node stands after all that lead to it. Nodes on a circle are left out. */
export function inOrder(flow: Flow): FlowNode[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const incoming = new Map(flow.nodes.map((node) => [node.id, 0]))
  for (const { to } of flow.nodes.flatMap(exitsOf)) incoming.set(to, (incoming.get(to) ?? 0) + 1)
  const ready = flow.nodes.filter((node) => incoming.get(node.id) === 0)
  const ordered: FlowNode[] = []
  for (let node = ready.shift(); node; node = ready.shift()) {
    ordered.push(node)
    for (const { to } of exitsOf(node)) {
      const left = (incoming.get(to) ?? 0) - 1
      incoming.set(to, left)
      const next = byId.get(to)
      if (left === 0 && next) ready.push(next)
    }
  }
  return ordered
}

/** For each node, all nodes that it can still lead to. */
export function reachOf(ordered: readonly FlowNode[]): Map<string, ReadonlySet<string>> {
  const reach = new Map<string, ReadonlySet<string>>()
  for (const node of ordered.toReversed()) {
    const all = new Set<string>()
    for (const { to } of exitsOf(node)) {
      all.add(to)
      for (const further of reach.get(to) ?? []) all.add(further)
    }
    reach.set(node.id, all)
  }
  return reach
}

/** The entry that counts for a node: the latest under its own name in this flow, or under the same meaning. */
export function entryFor(flow: Flow, node: FlowNode, entries: readonly Entry[]): Entry | null {
  const mine = (entry: Entry) =>
    (entry.nodeId === node.id && entry.flowId.startsWith(`${flow.key}/`)) ||
    (node.means !== undefined && entry.means === node.means)
  return entries.findLast((entry) => mine(entry) && possibleAnswers(node).includes(entry.answer)) ?? null
}

/** The answers that a node knows. */
export function possibleAnswers(node: FlowNode): string[] {
  switch (node.kind) {
    case 'question':
    case 'gate':
      return node.answers.map(({ id }) => id)
    case 'step':
      return node.required ? ['done', 'waiting'] : ['done', 'waiting', 'not-needed']
    case 'consider':
      return ['yes', 'no']
    default:
      return []
  }
}

type Passage = { standing: Standing; exits: string[]; finds: readonly Finding[] }

/** Where one reached node stands, and which lines lead on from it. */
function passage(node: FlowNode, entry: Entry | null, facts: Facts): Passage {
  switch (node.kind) {
    case 'end':
      return { standing: 'passed', exits: [], finds: [] }
    case 'join':
      return { standing: 'passed', exits: [node.next], finds: [] }
    case 'branch': {
      const arms = node.arms.filter((arm) => holds(arm.when, facts)).map((arm) => arm.next)
      return { standing: 'passed', exits: arms.length > 0 ? arms : [node.otherwise.next], finds: [] }
    }
    case 'step':
      return stepPassage(node, entry, facts)
    case 'consider':
      return considerPassage(node, entry, facts)
    default: {
      const answer = node.answers.find(({ id }) => id === entry?.answer)
      return answer ? { standing: 'done', exits: [answer.next], finds: answer.finds } : stillOpen
    }
  }
}

const stillOpen: Passage = { standing: 'open', exits: [], finds: [] }

/** The seal rule at run time: even a flow that slipped past every check never asks for such material. */
function keepsMaterial(node: FlowNode): boolean {
  return node.touches.some((touch) => ['evidenceUpload', 'evidenceWords', 'evidenceView'].includes(touch))
}

function considerPassage(node: ConsiderNode, entry: Entry | null, facts: Facts): Passage {
  if (node.when && !holds(node.when, facts)) return { standing: 'passed', exits: [node.no], finds: [] }
  if (!entry) return stillOpen
  return { standing: 'done', exits: [entry.answer === 'yes' ? node.yes : node.no], finds: [] }
}

function stepPassage(node: StepNode, entry: Entry | null, facts: Facts): Passage {
  const exits = [node.next]
  const isBarred = !entry && keepsMaterial(node) && isForNobodysSight(facts.found)
  if (isBarred || (node.when && !holds(node.when, facts))) return { standing: 'passed', exits, finds: [] }
  if (!entry) return { standing: 'open', exits: node.goesOn === 'atOnce' ? exits : [], finds: [] }
  if (entry.answer === 'waiting')
    return { standing: 'waiting', exits: node.goesOn === 'done' ? [] : exits, finds: [] }
  return { standing: 'done', exits, finds: entry.answer === 'done' ? node.finds : [] }
}

/**
 * Follows a flow as far as the entries lead. Where several lines meet, a node opens only when nothing that is still
 * to be settled could lead to it. The flow must be one that `checkFlow` accepts.
 */
export function walkFlow(flow: Flow, facts: Facts, entries: readonly Entry[]): Walk {
  const ordered = inOrder(flow)
  const reach = reachOf(ordered)
  const arrived = new Set([flow.start])
  const found = new Set(facts.found)
  const taken = new Set<string>()
  const visits: Visit[] = []
  const unsettled: string[] = []
  for (const node of ordered) {
    if (!arrived.has(node.id) || unsettled.some((id) => reach.get(id)?.has(node.id))) continue
    const entry = entryFor(flow, node, entries)
    const { standing, exits, finds } = passage(node, entry, { ...facts, found })
    visits.push({ node, standing, entry: standing === 'passed' ? null : entry })
    for (const finding of finds) found.add(finding)
    if (exits.length === 0 && node.kind !== 'end') unsettled.push(node.id)
    for (const to of exits) {
      arrived.add(to)
      taken.add(`${node.id}>${to}`)
    }
  }
  return { visits, taken, found }
}
