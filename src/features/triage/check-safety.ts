import { type Condition, exitsOf, type Flow, type FlowNode, type StepNode } from './flow.ts'
import { endRules, orderRules, type Past } from './safety-rules.ts'
import { settleFlow } from './settle-flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import type { Finding, Touch } from './triage-words.ts'

/**
 * Goes every way through the flows, from the first of the list, and reports each broken safety rule once, with the
 * node at which it breaks. Who is involved is not known here, so both possibilities are gone through; on parallel arms
 * a node may rely only on its own arm. So it may refuse too much, never too little.
 */
export function checkSafety(flows: readonly Flow[], settings: TriageSettings): string[] {
  const settled = flows.map((flow) => settleFlow(flow, settings))
  const nodes = new Map(settled.flatMap((flow) => flow.nodes.map((node) => [`${flow.key} ${node.id}`, node])))
  const starts = new Map(settled.map((flow) => [flow.key, flow.start]))
  const broken = new Set<string>()
  const seen = new Set<string>()
  const first = settled[0]
  const todo: Stand[] = first ? [{ flow: first.key, id: first.start, past: nothingYet }] : []
  for (let here = todo.pop(); here; here = todo.pop()) {
    const node = nodes.get(`${here.flow} ${here.id}`)
    const key = keyOf(here)
    if (!node || seen.has(key)) continue
    seen.add(key)
    const { flow, past } = here
    const ways = node.kind === 'end' ? [] : waysFrom(node, past, settings)
    for (const way of ways) todo.push(...way.exits.map((id) => ({ flow, id, past: way.past })))
    if (node.kind === 'end') todo.push(...handOver(node, past, starts))
    for (const sentence of brokenIn(node, past, ways)) broken.add(`${flow}: ${sentence}`)
  }
  return [...broken]
}

type EndNode = Extract<FlowNode, { kind: 'end' }>
type Stand = { flow: string; id: string; past: Past }
type Way = { exits: string[]; past: Past; acts: boolean }

const nothingYet: Past = { found: new Set(), settled: new Set(), begun: new Set() }

function keyOf({ flow, id, past }: Stand): string {
  return [flow, id, ...[past.found, past.settled, past.begun].map((set) => [...set].sort().join())].join('|')
}

function handOver(node: EndNode, past: Past, starts: ReadonlyMap<string, string>): Stand[] {
  const id = starts.get(node.continueWith ?? '')
  return node.continueWith && id ? [{ flow: node.continueWith, id, past }] : []
}

function brokenIn(node: FlowNode, past: Past, ways: readonly Way[]): string[] {
  if (node.kind === 'end') return node.continueWith ? [] : brokenAtEnd(node, past)
  return ways.some(({ acts }) => acts) ? brokenAt(node, past) : []
}

function brokenAt(node: FlowNode, past: Past): string[] {
  return orderRules
    .filter(({ touching, kept }) => touching.some((touch) => node.touches.includes(touch)) && !kept(past))
    .map(({ sentence }) => `“${node.title}” (${node.id}) comes too early. ${sentence}`)
}

function brokenAtEnd(node: FlowNode, past: Past): string[] {
  return endRules
    .filter(({ kept }) => !kept(past))
    .map(({ sentence }) => `“${node.title}” (${node.id}) is reached with something left out. ${sentence}`)
}

/** True, false, or null where it hangs on who is involved. */
function possible(condition: Condition, past: Past, settings: TriageSettings): boolean | null {
  if ('always' in condition) return true
  if ('found' in condition) return past.found.has(condition.found)
  if ('setting' in condition) return settings.switches[condition.setting]
  if ('involved' in condition || 'under13' in condition) return null
  if ('not' in condition) {
    const inner = possible(condition.not, past, settings)
    return inner === null ? null : !inner
  }
  const parts = ('all' in condition ? condition.all : condition.any).map((c) => possible(c, past, settings))
  const decisive = !('all' in condition)
  if (parts.includes(decisive)) return decisive
  return parts.includes(null) ? null : !decisive
}

/** Only what a rule speaks of is remembered, so that the ways through the flows stay few. */
const remembered: readonly Touch[] = [
  'dangerQuestion',
  'childQuestion',
  'adultQuestion',
  'imageQuestion',
  'illegalQuestion',
  'emergency',
  'tellDsl',
  'tellLado',
]
const forgotten: readonly Finding[] = [
  'serious',
  'persistent',
  'deliberate',
  'onSchoolNetwork',
  'removalRefused',
  'policeObject',
]

function after(past: Past, node: FlowNode, finds: readonly Finding[], isSettled: boolean): Past {
  const touched = node.touches.filter((touch) => remembered.includes(touch))
  return {
    found: withAlso(
      past.found,
      finds.filter((finding) => !forgotten.includes(finding)),
    ),
    settled: isSettled ? withAlso(past.settled, touched) : past.settled,
    begun: withAlso(past.begun, touched),
  }
}

function withAlso<T>(set: ReadonlySet<T>, more: readonly T[]): ReadonlySet<T> {
  return new Set([...set, ...more])
}

function waysFrom(node: FlowNode, past: Past, settings: TriageSettings): Way[] {
  if (node.kind === 'branch') {
    const arms = node.arms.map((arm) => ({ arm, value: possible(arm.when, past, settings) }))
    const exits = arms.filter(({ value }) => value !== false).map(({ arm }) => arm.next)
    const sure = arms.some(({ value }) => value === true)
    return [{ exits: sure ? exits : [...exits, node.otherwise.next], past, acts: false }]
  }
  if (node.kind === 'step') return waysOfStep(node, past, settings)
  if (node.kind === 'consider' && node.when && possible(node.when, past, settings) === false) {
    return [{ exits: [node.no], past, acts: false }]
  }
  return exitsOf(node).map(({ to, finds }) => ({
    exits: [to],
    past: after(past, node, finds, true),
    acts: true,
  }))
}

function waysOfStep(node: StepNode, past: Past, settings: TriageSettings): Way[] {
  const applies = node.when ? possible(node.when, past, settings) : true
  const exits = [node.next]
  const without: Way = { exits, past, acts: false }
  if (applies === false) return [without]
  const certain = node.required && node.goesOn === 'done'
  const done: Way = { exits, past: after(past, node, node.finds, certain), acts: true }
  if (certain) return applies === null ? [done, without] : [done]
  const begun: Way = { exits, past: node.required ? after(past, node, [], false) : past, acts: true }
  return applies === null ? [done, begun, without] : [done, begun]
}
