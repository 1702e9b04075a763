import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import {
  type AccessAsk,
  type Answer,
  type AskState,
  answers,
  askStates,
  mustAskAgain,
  mustWait,
  type PupilNeeds,
  type Standing,
  stateAfter,
} from './ask.ts'

test('each state takes the answers of its row and refuses the others', () => {
  const answerNames = Object.keys(answers) as Answer[]
  const outcome = (state: AskState, answer: Answer): string => {
    try {
      return stateAfter(state, answer)
    } catch (error) {
      assert.ok(error instanceof Refused)
      return '-'
    }
  }
  const askStateNames = Object.keys(askStates) as AskState[]
  const rows = askStateNames.map((state) => [state, ...answerNames.map((answer) => outcome(state, answer))])
  assert.deepEqual(rows, [
    ['open', 'signed', 'refused', '-', '-'],
    ['signed', '-', '-', 'withdrawn', 'open'],
    ['refused', 'signed', '-', '-', 'open'],
    ['withdrawn', 'signed', '-', '-', 'open'],
    ['ended', '-', '-', '-', '-'],
  ])
})

const signedOn = (answeredOn: string, parts: Partial<Standing> = {}): Standing => ({
  state: 'signed',
  edition: 1,
  phase: 'keyStage1',
  answeredAt: new Date(`${answeredOn}T10:00:00Z`),
  answeredOn,
  ...parts,
})
const now = { edition: 1, cycle: 'eachYear', phase: 'keyStage1', today: '2026-11-24' } as const

test('people sign on joining, each school year, on moving up, and when the text asks for it', () => {
  assert.equal(mustAskAgain(undefined, now), true, 'never asked')
  assert.equal(mustAskAgain(signedOn('2026-09-03'), now), false, 'signed this year')
  assert.equal(mustAskAgain(signedOn('2026-08-20'), now), false, 'signed just before it began')
  assert.equal(mustAskAgain(signedOn('2026-06-30'), now), true, 'signed last year')
  const once = { ...now, cycle: 'onChange' } as const
  assert.equal(mustAskAgain(signedOn('2024-09-03'), once), false, 'signed once')
  assert.equal(mustAskAgain(signedOn('2024-09-03'), { ...once, edition: 2 }), true, 'another edition')
  const moving = { ...now, cycle: 'eachPhase', phase: 'keyStage2' } as const
  assert.equal(mustAskAgain(signedOn('2026-09-03'), moving), true, 'entered key stage 2')
  assert.equal(mustAskAgain(signedOn('2026-09-03', { state: 'open' }), moving), false, 'asked already')
  assert.equal(mustAskAgain(signedOn('2026-09-03', { state: 'refused' }), now), false, 'said no this year')
})

const ask = (signerId: string, state: AskState, holdsFrom = '2026-11-30'): AccessAsk => ({
  signerId,
  aboutId: 'child',
  agreement: signerId === 'child' ? 'pupilKeyStage2' : 'parent',
  state,
  holdsFrom,
  lastAnswer: state === 'open' || state === 'ended' ? null : state,
  everSigned: state === 'signed',
  maySign: true,
})

test('a missing signature holds from its day, a no at once, and one parent is enough where the school says so', () => {
  const today = '2026-11-24'
  const waits = (asks: AccessAsk[], needs: PupilNeeds = 'pupilAndOneParent') => mustWait(asks, needs, today)
  const child = ask('child', 'signed')
  assert.equal(waits([]), false)
  assert.equal(waits([ask('child', 'open')]), false, 'there is still time')
  assert.equal(waits([ask('child', 'open', today)]), true, 'the day has come')
  assert.equal(waits([ask('child', 'refused')]), true)
  assert.equal(waits([child, ask('mother', 'open', today), ask('father', 'signed')]), false)
  assert.equal(
    waits([child, ask('mother', 'open', today), ask('father', 'signed')], 'pupilAndEachParent'),
    true,
  )
  assert.equal(waits([child, ask('mother', 'withdrawn'), ask('father', 'signed')]), true, 'parents differ')
  assert.equal(waits([child, ask('mother', 'refused')], 'pupil'), false)
  const gone = (state: AskState) => ({ ...ask('gone', state), maySign: false })
  assert.equal(waits([child, gone('signed'), ask('mother', 'open', today)]), true, 'nobody’s yes')
  assert.equal(waits([child, gone('signed'), ask('mother', 'open')]), false, 'she is asked and has time')
  assert.equal(waits([child, gone('refused'), ask('mother', 'open')]), true, 'silence is no yes')
  assert.equal(waits([child, gone('refused'), ask('mother', 'signed')]), false, 'hers decides')
  assert.equal(
    waits([child, gone('refused'), { ...ask('mother', 'open'), everSigned: true }]),
    false,
    'she agreed last year and has time',
  )
  assert.equal(waits([child, gone('refused')]), true, 'nobody is left who could agree')
})

test('a no stands while the same person is asked again, and after that asking has ended', () => {
  const waits = (asks: AccessAsk[], needs: PupilNeeds = 'pupilAndOneParent') =>
    mustWait(asks, needs, '2026-11-24')
  const child = ask('child', 'signed')
  const mother = (state: AskState) => ask('mother', state)
  for (const lastAnswer of ['refused', 'withdrawn'] as const) {
    for (const state of ['open', 'ended'] as const) {
      const father = { ...ask('father', state), lastAnswer }
      assert.equal(waits([child, father]), true)
      assert.equal(waits([child, father, mother('signed')]), true, 'parents differ')
      assert.equal(waits([child, father], 'pupil'), false)
      const gone = { ...father, maySign: false }
      assert.equal(waits([child, gone, mother('open')]), true, 'silence is no yes')
      assert.equal(waits([child, gone, mother('signed')]), false, 'hers decides')
      assert.equal(waits([{ ...ask('child', state), lastAnswer }]), true, 'the child’s own')
    }
    assert.equal(waits([child, { ...ask('father', 'signed'), lastAnswer }]), false, 'he agreed this time')
  }
  assert.equal(waits([child, { ...ask('father', 'open'), lastAnswer: 'signed' }]), false, 'he has time')
  assert.equal(waits([child, ask('father', 'ended')]), false, 'nobody asks him')
})
