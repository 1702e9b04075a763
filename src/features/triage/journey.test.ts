import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PersonInIt } from './facts.ts'
import { shippedFlows } from './flows/shipped-flows.ts'
import { legsOf, openInIncident } from './journey.ts'
import { answer } from './run-flow.ts'
import { settleFlow } from './settle-flow.ts'
import { triagePresets } from './triage-settings.ts'
import { type Finding, roles, type Touch } from './triage-words.ts'
import { type Entry, possibleAnswers } from './walk-flow.ts'

const person = fc.record<PersonInIt>({
  kind: fc.constantFrom('pupil', 'staff', 'parent', 'other'),
  as: fc.constantFrom('allegedInstigator', 'victim', 'witness'),
  under13: fc.boolean(),
})

const incident = fc.record({
  settings: fc.constantFrom(...Object.values(triagePresets)),
  people: fc.array(person, { maxLength: 4 }),
  /** Half of the incidents are everyday ones, so that the walks come to the everyday steps too. */
  isEveryday: fc.boolean(),
  choices: fc.infiniteStream(fc.nat({ max: 1000 })),
})

type Incident = typeof incident extends fc.Arbitrary<infer Value> ? Value : never
const grave: readonly Touch[] = ['adultQuestion', 'imageQuestion', 'illegalQuestion']
const firstFour = ['danger', 'child', 'adult', 'image']
const nodesInAll = shippedFlows.flatMap(({ nodes }) => nodes).length * 3

/** Answers at random whatever is open, until nothing is; hands each node over before it is answered. */
function walkAtRandom(
  { settings, people, isEveryday, choices }: Incident,
  look: (touches: readonly Touch[], seen: Look) => void,
): Entry[] {
  const flows = shippedFlows.map((flow) => settleFlow(flow, settings))
  const facts = { settings, people, found: new Set<never>() }
  const pick = (below: number) => Number(choices.next().value) % below
  const entries: Entry[] = []
  for (let turn = 0; turn <= nodesInAll; turn++) {
    const open = openInIncident(flows, facts, entries).filter(({ standing }) => standing === 'open')
    const next = open[pick(Math.max(1, open.length))]
    if (!next) return entries
    const leg = legsOf(flows, facts, entries).find(({ flow }) => next.flowId.startsWith(`${flow.key}/`))
    assert(leg)
    look(next.node.touches, { entries, found: leg.walk.found })
    const answers = possibleAnswers(next.node).filter((given) => given !== 'waiting')
    const by = { personId: `person-${turn}`, roles }
    const isGrave = next.node.touches.some((touch) => grave.includes(touch))
    const given = isEveryday && isGrave ? 'no' : (answers[pick(answers.length)] ?? '')
    const reply = { nodeId: next.node.id, answer: given, reason: 'as reported', by, at: new Date(0) }
    entries.push(answer(leg.flow, leg.facts, entries, reply))
  }
  throw new Error('The walk did not end.')
}

type Look = { entries: readonly Entry[]; found: ReadonlySet<Finding> }

/** What must hold whenever a node with that touch is open. */
const invariants: [string, Touch[], (look: Look) => boolean][] = [
  [
    'nothing is done to anyone before the four questions',
    [
      'tellVictimParents',
      'tellInstigatorParents',
      'interview',
      'confiscation',
      'evidenceUpload',
      'tellAdult',
    ],
    ({ entries }) => firstFour.every((id) => entries.some(({ nodeId }) => nodeId === id)),
  ],
  [
    'no evidence is asked for before “could it be illegal?”',
    ['evidenceUpload', 'evidenceWords'],
    ({ entries }) => entries.some(({ nodeId }) => nodeId === 'illegal'),
  ],
  [
    'nothing is kept where nobody may look',
    ['evidenceUpload', 'evidenceWords'],
    ({ found }) =>
      !found.has('terroristMaterial') && (!found.has('childImage') || found.has('noChildInImage')),
  ],
  [
    'no adult is told and nobody is interviewed before the LADO has advised',
    ['tellAdult', 'interview'],
    ({ found }) => !found.has('adultOfTheSchool') || found.has('ladoAdvised'),
  ],
  [
    'parents are told once it is safe',
    ['tellVictimParents'],
    ({ found }) => found.has('victimParentsMayBeTold'),
  ],
  [
    'the other parents are told once it is safe',
    ['tellInstigatorParents'],
    ({ found }) => found.has('instigatorParentsMayBeTold'),
  ],
]

test('every incident ends, and no order of answers breaks what protects a child', () => {
  const met = new Map(invariants.map(([name]) => [name, 0]))
  const look = (touches: readonly Touch[], seen: Look) => {
    for (const [name, touching, holds] of invariants) {
      if (!touching.some((touch) => touches.includes(touch))) continue
      met.set(name, (met.get(name) ?? 0) + 1)
      assert(holds(seen), name)
    }
  }
  fc.assert(
    fc.property(incident, (given) => walkAtRandom(given, look).length > 3),
    { numRuns: 120, seed: 2026 },
  )
  for (const [name, times] of met) assert(times > 0, `The walks never met: ${name} (${times})`)
})
