import type { Facts } from './facts.ts'
import type { Flow } from './flow.ts'
import { nextOpen, type Open } from './run-flow.ts'
import type { Finding } from './triage-words.ts'
import { type Entry, type Walk, walkFlow } from './walk-flow.ts'

/** One flow of an incident, as far as it has come. */
export type Leg = { flow: Flow; facts: Facts; walk: Walk }

/**
 * All flows that an incident has reached, from the first of the list on: what a flow finds is known to the flows it
 * hands over to. A flow hands over only to one that stands later in the list.
 */
export function legsOf(flows: readonly Flow[], facts: Facts, entries: readonly Entry[]): Leg[] {
  const knownAt = new Map<string, Set<Finding>>()
  const first = flows[0]
  if (first) knownAt.set(first.key, new Set(facts.found))
  const legs: Leg[] = []
  for (const flow of flows) {
    const found = knownAt.get(flow.key)
    if (!found) continue
    const factsHere = { ...facts, found }
    const walk = walkFlow(flow, factsHere, entries)
    legs.push({ flow, facts: factsHere, walk })
    for (const { node } of walk.visits) {
      if (node.kind !== 'end' || !node.continueWith) continue
      knownAt.set(node.continueWith, new Set([...(knownAt.get(node.continueWith) ?? []), ...walk.found]))
    }
  }
  return legs
}

/** What is open over all flows of an incident; the same thing in two flows is listed once. */
export function openInIncident(flows: readonly Flow[], facts: Facts, entries: readonly Entry[]): Open[] {
  const seen = new Set<string>()
  return legsOf(flows, facts, entries)
    .flatMap((leg) => nextOpen(leg.flow, leg.facts, entries))
    .filter(({ flowId, node }) => {
      const name = node.means ?? `${flowId} ${node.id}`
      if (seen.has(name)) return false
      seen.add(name)
      return true
    })
}
