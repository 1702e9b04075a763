import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import {
  type Action,
  type Allegation,
  actions,
  drawReference,
  move,
  moves,
  notYet,
  stateNames,
  stepNames,
  steps,
} from './allegation.ts'

const at = new Date('2026-11-24T10:00:00Z')
const actionNames = Object.keys(actions) as Action[]

const matter = (parts: Partial<Allegation>): Allegation => ({
  id: '',
  schoolId: '',
  reference: '',
  state: 'new',
  caseManager: 'head',
  adultId: null,
  adultDescribed: null,
  adultNameThen: '',
  adultKindThen: '',
  account: null,
  happenedOn: null,
  danger: false,
  selfReport: false,
  incidentId: null,
  welfareIncidentId: null,
  limbs: [],
  threshold: null,
  ladoDueAt: at,
  openedAt: at,
  openedBy: null,
  closedAt: null,
  ...parts,
})

test('each action leads where the table says, and is refused in words everywhere else', () => {
  for (const state of stateNames) {
    for (const action of actionNames) {
      const to = moves[state][action]
      if (to === undefined) assert.throws(() => move(matter({ state }), action, at), Refused)
      else assert.equal(move(matter({ state }), action, at).state, to)
    }
  }
})

test('no way leads past the LADO to an outcome', () => {
  const advised: readonly Action[] = ['othersLead', 'schoolInvestigates', 'belowThreshold']
  const reached = new Set(['new'])
  for (const state of reached) {
    for (const action of actionNames.filter((one) => !advised.includes(one))) {
      const to = moves[state as keyof typeof moves][action]
      if (to) reached.add(to)
    }
  }
  assert.deepEqual([...reached].sort(), ['consultLado', 'lowLevel', 'new', 'reviewed'])
})

test('nothing that touches the adult is possible where the LADO has not advised, whatever the state', () => {
  const touching = stepNames.filter((step) => steps[step].afterLado !== null)
  assert.deepEqual(touching.length, 6)
  for (const state of stateNames) {
    for (const step of stepNames) {
      const refusal = notYet(matter({ state, threshold: 'met' }), step, null)
      assert.equal(refusal !== null, touching.includes(step), `${state} ${step}`)
    }
  }
})

test('a thousand references are a thousand, without letters that look alike', () => {
  const drawn = new Set(Array.from({ length: 1000 }, drawReference))
  assert.equal(drawn.size, 1000)
  for (const reference of drawn) assert.doesNotMatch(reference.slice(2), /[01ILOU]/)
})
