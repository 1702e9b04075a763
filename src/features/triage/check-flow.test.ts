import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkEditedFlow, checkFlow, checkHandOvers } from './check-flow.ts'
import { checkSafety } from './check-safety.ts'
import { type Flow, type FlowNode, flowSchema } from './flow.ts'
import { entry } from './flows/entry.ts'
import { firstFour } from './flows/first-four.ts'
import { illegal } from './flows/illegal.ts'
import { nonIllegal } from './flows/non-illegal.ts'
import { shippedFlows } from './flows/shipped-flows.ts'
import { defaultTriageSettings, triagePresets } from './triage-settings.ts'

test('the shipped flows can run, for each of the five policies, and keep every safety rule', () => {
  for (const flow of shippedFlows) assert.deepEqual(checkFlow(flow), [], flow.key)
  assert.deepEqual(checkHandOvers(shippedFlows), [])
  for (const [name, preset] of Object.entries(triagePresets))
    assert.deepEqual(checkSafety(shippedFlows, preset), [], name)
})

test('every clause of Thorn’s three charts is served by a node', () => {
  const cited = new Set(shippedFlows.flatMap(({ nodes }) => nodes.flatMap(({ clauses }) => clauses)))
  const ofCharts = Array.from({ length: 151 - 107 + 1 }, (_, i) => `T${107 + i}`)
  const elsewhere = ['T117', 'T124'] // how a finder behaves is the report form’s; victim or instigator is a person’s part
  assert.deepEqual(
    ofCharts.filter((id) => !cited.has(id) && !elsewhere.includes(id)),
    [],
  )
})

/** The flow with one node changed. */
function withNode(flow: Flow, id: string, change: Partial<Record<string, unknown>>): unknown {
  assert(flow.nodes.some((node) => node.id === id))
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) }
}

/** The flow with a new step put in front of a node. */
function withStepBefore(flow: Flow, id: string, step: Partial<FlowNode> & { title: string }): unknown {
  const added = {
    id: 'added',
    kind: 'step',
    who: 'head',
    origin: 'school',
    note: 'Ours.',
    next: id,
    required: true,
    goesOn: 'done',
    ...step,
  }
  const lead = JSON.parse(JSON.stringify(flow).replaceAll(`"next":"${id}"`, '"next":"added"'))
  return { ...lead, start: flow.start === id ? 'added' : flow.start, nodes: [...lead.nodes, added] }
}

/** The flow without a node; what led there leads on to another. */
function without(flow: Flow, id: string, to: string): unknown {
  const lead = JSON.parse(JSON.stringify(flow).replaceAll(`"next":"${id}"`, `"next":"${to}"`))
  return { ...lead, nodes: lead.nodes.filter((node: FlowNode) => node.id !== id) }
}

function refusals(edited: unknown): string {
  return checkEditedFlow(edited, defaultTriageSettings).refused.join('\n')
}

test('a harmless copy is accepted: other words, other guidance, a step more', () => {
  assert.equal(refusals(withNode(nonIllegal, 'log', { title: 'Look at the log once more' })), '')
  assert.equal(refusals(withStepBefore(nonIllegal, 'lessons', { title: 'Thank everyone who helped' })), '')
})

describe('a broken copy is refused with the node and the reason', () => {
  const broken: [string, unknown, RegExp][] = [
    ['unknown next', withNode(entry, 'log', { next: 'nowhere' }), /\(log\) leads to “nowhere”/],
    ['unreachable', withNode(entry, 'log', { next: 'to-illegal' }), /can never be reached/],
    ['no answers', withNode(entry, 'complaint', { answers: [] }), /\(complaint\) has no answers/],
    ['a circle', withNode(entry, 'open-complaint', { next: 'complaint' }), /round for ever \(.*complaint/],
    [
      'a decision without a reason',
      withNode(illegal, 'device', { needsReason: false }),
      /always asks for its reason/,
    ],
    ['an unknown role', withNode(entry, 'log', { who: 'caretaker' }), /Node “log”, who/],
    [
      'an unknown clock',
      withNode(illegal, 'disable', { timer: { setting: 'removalHours', clock: 'moons' } }),
      /Node “disable”, timer clock/,
    ],
    [
      'an unknown setting',
      withNode(illegal, 'disable', { timer: { setting: 'soon', clock: 'hours' } }),
      /Node “disable”, timer setting/,
    ],
    ['two of a name', { ...entry, nodes: [...entry.nodes, entry.nodes[0]] }, /Two nodes are called “log”/],
    ['no end', { ...entry, nodes: entry.nodes.filter(({ kind }) => kind !== 'end') }, /has no end/],
    [
      'going back to an earlier flow',
      withNode(illegal, 'done', { continueWith: 'main.entry' }),
      /no later flow/,
    ],
    ['not a flow', 'hello', /The flow: /],
    ['a flow of no name', { ...entry, key: 'main.other' }, /There is no flow “main.other”/],
  ]
  for (const [name, edited, sentence] of broken) test(name, () => assert.match(refusals(edited), sentence))
})

const touching = (touches: string) =>
  ({ title: 'A step of ours', touches: [touches] }) as Partial<FlowNode> & { title: string }
const weaker: [string, unknown, RegExp][] = [
  [
    'the four questions changed',
    withNode(firstFour, 'danger', { title: 'Is it urgent?' }),
    /cannot be edited/,
  ],
  [
    'parents first',
    withStepBefore(entry, 'log', touching('tellVictimParents')),
    /\(added\) comes too early. Parents are told only/,
  ],
  [
    'confiscation before the seal',
    withStepBefore(illegal, 'known', touching('confiscation')),
    /(sealed before anything else|before “could it be illegal)/,
  ],
  [
    'investigation before the seal',
    withStepBefore(illegal, 'known', touching('investigation')),
    /(sealed before anything else|before “could it be illegal)/,
  ],
  [
    'interview before the LADO',
    withStepBefore(entry, 'log', touching('interview')),
    /The LADO advises before anyone/,
  ],
  [
    'adult told before the LADO',
    withStepBefore(nonIllegal, 'harm', touching('tellAdult')),
    /The LADO advises before anyone/,
  ],
  [
    'upload before the question',
    withStepBefore(entry, 'complaint', touching('evidenceUpload')),
    /only after “could it be illegal\?”/,
  ],
  [
    'evidence without its condition',
    withNode(nonIllegal, 'evidence', { when: undefined }),
    /never uploaded, kept or looked at/,
  ],
  ['the seal left out', without(illegal, 'seal-first', 'words'), /sealed/],
  [
    'the seal made optional',
    withNode(illegal, 'seal-first', { required: false }),
    /What may be illegal is always sealed/,
  ],
  [
    'the LADO gate passed by',
    withNode(nonIllegal, 'consult-lado', { next: 'review-evidence' }),
    /can never be reached|LADO advises/,
  ],
  [
    'touches hidden',
    withNode(nonIllegal, 'others', { touches: [] }),
    /no longer says that it touches investigation/,
  ],
  [
    'a hidden call home',
    withStepBefore(entry, 'log', { title: 'Ring the parents' }),
    /must say that it touches tellVictimParents/,
  ],
  [
    'a finding slipped in',
    withNode(entry, 'log', { finds: ['notIllegal'] }),
    /may not say by itself that “notIllegal”/,
  ],
  [
    'the decision given to another',
    withNode(nonIllegal, 'victim-parents-safe', { who: 'anyStaff' }),
    /decided by somebody else/,
  ],
]

for (const [name, edited, sentence] of weaker) {
  test(`a weaker copy is refused: ${name}`, () => assert.match(refusals(edited), sentence))
}

test('a flow is plain JSON: written out and read again it is the same', () => {
  for (const flow of shippedFlows) assert.deepEqual(flowSchema.parse(JSON.parse(JSON.stringify(flow))), flow)
})
