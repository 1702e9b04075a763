import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { after, at, everyone, factsOf, openIds } from '../../../test/triage/answer-in-turn.ts'
import type { Facts } from './facts.ts'
import type { Flow } from './flow.ts'
import { firstFour } from './flows/first-four.ts'
import { illegal } from './flows/illegal.ts'
import { nonIllegal } from './flows/non-illegal.ts'
import { nudeImage } from './flows/nude-image.ts'
import { answer, progress } from './run-flow.ts'
import { settleFlow } from './settle-flow.ts'
import { triagePresets } from './triage-settings.ts'
import { walkFlow } from './walk-flow.ts'

describe('an answer is refused in a sentence', () => {
  const facts = factsOf()
  const by = { personId: 'one', roles: everyone }
  const refusals: [string, Flow, { nodeId: string; answer: string }, RegExp][] = [
    [
      'out of order',
      firstFour,
      { nodeId: 'image', answer: 'no' },
      /First answer: “Is anyone in danger now\?”/,
    ],
    ['unknown', firstFour, { nodeId: 'danger', answer: 'perhaps' }, /Choose one of the answers/],
    ['of another flow', firstFour, { nodeId: 'nowhere', answer: 'yes' }, /not part of the steps/],
    ['without its reason', illegal, { nodeId: 'illegal', answer: 'yes' }, /Give the reason/],
    ['where nothing is asked', nonIllegal, { nodeId: 'review', answer: 'yes' }, /not asked yet/],
  ]
  for (const [name, flow, reply, sentence] of refusals) {
    test(name, () => assert.throws(() => answer(flow, facts, [], { ...reply, by, at }), sentence))
  }

  test('by somebody whom it is not for', () => {
    const reply = {
      nodeId: 'illegal',
      answer: 'no',
      reason: 'a game',
      by: { personId: 'x', roles: ['classTeacher'] as const },
      at,
    }
    assert.throws(() => answer(illegal, facts, [], reply), /This is for the senior leader/)
  })

  test('by the same person where two must agree', () => {
    const found = factsOf([], ['childImage', 'sealed'])
    const criteria = ['adult-involved', 'pressure', 'unusual', 'under-13', 'immediate-risk']
    const entries = after(nudeImage, found, [
      ['card', 'done'],
      ['tell-dsl', 'done'],
      ['seal', 'done'],
      ['review', 'yes'],
      ...criteria.map((id) => [id, 'no'] as const),
      ['risk', 'done'],
      ['refer-after-all', 'no', 'handled here'],
      ['viewing', 'yes', 'a site asks for it'],
    ])
    const reply = { nodeId: 'viewing-agreed', answer: 'agreed', reason: 'no other way', at }
    assert.throws(() => answer(nudeImage, found, entries, { ...reply, by }), /Two people must agree/)
    const head = { personId: 'head', roles: ['head'] as const }
    assert.equal(answer(nudeImage, found, entries, { ...reply, by: head }).by, 'head')
  })

  test('of a change without a reason', () => {
    const entries = after(firstFour, facts, [['danger', 'no']])
    assert.throws(
      () => answer(firstFour, facts, entries, { nodeId: 'danger', answer: 'yes', by, at }),
      Refused,
    )
  })
})

describe('arms side by side', () => {
  const both = factsOf(
    [
      { kind: 'pupil', as: 'victim', under13: true },
      { kind: 'pupil', as: 'allegedInstigator', under13: true },
    ],
    ['notIllegal'],
  )

  test('are open at once when one child is both, and meet only when both are finished', () => {
    const start = after(nonIllegal, both, [['log', 'done']])
    assert.deepEqual(openIds(nonIllegal, both, start).sort(), [
      'evidence',
      'others',
      'support',
      'victim-at-risk',
    ])
    const oneDone = after(nonIllegal, both, [
      ['log', 'done'],
      ['victim-at-risk', 'no'],
      ['victim-parents-safe', 'no', 'not yet'],
      ['victim-device', 'no', 'none'],
    ])
    assert(!openIds(nonIllegal, both, oneDone).includes('lessons'))
    assert(openIds(nonIllegal, both, oneDone).includes('others'))
  })

  test('count how far it is', () => {
    const before = progress(nonIllegal, both, [])
    const later = progress(nonIllegal, both, after(nonIllegal, both, [['log', 'done']]))
    assert.equal(before.settled, 0)
    assert.equal(later.settled, 1)
    assert(later.stillToComeAtMost < before.stillToComeAtMost)
  })
})

test('a changed answer supersedes, and the first one is still on record', () => {
  const facts = factsOf([], [])
  const entries = after(illegal, facts, [
    ['illegal', 'not-sure'],
    ['illegal', 'no', 'the adviser says so'],
  ])
  assert.equal(entries.length, 2)
  assert(walkFlow(illegal, facts, entries).found.has('notIllegal'))
})

test('each policy tells its own authorities, in its own order and by their own route', () => {
  const told = (settings: Facts['settings']) =>
    settleFlow(illegal, settings).nodes.flatMap((n) =>
      n.kind === 'step' && n.means?.startsWith('report-crime') ? [[n.contact, n.route]] : [],
    )
  assert.deepEqual(told(triagePresets.alder), [
    ['police', 'police-101'],
    ['filterProvider', undefined],
  ])
  assert.deepEqual(told(triagePresets.beech), [
    ['localAuthority', 'local-authority'],
    ['police', 'police-101'],
  ])
  assert.deepEqual(told(triagePresets.thorn), [
    ['police', 'police-101'],
    ['onlineSafetyAdviser', 'county-adviser'],
  ])
  assert.deepEqual(told(triagePresets.hazel), [['police', 'police-101']])
  assert.deepEqual(told(triagePresets.rowan), [['police', 'police-101']])
})

test('the seal rule wins over the setting that allows a preliminary look', () => {
  const hazel = settleFlow(illegal, triagePresets.hazel)
  const replies = [
    ['seal-first', 'done'],
    ['words', 'done'],
    ['suitable-advice', 'done'],
  ] as const
  const start = [['illegal', 'yes', 'threats'] as const, ...replies]
  const words = factsOf([], [], triagePresets.hazel)
  assert(openIds(hazel, words, after(hazel, words, start)).includes('preliminary-look'))
  const image = factsOf([], ['childImage'], triagePresets.hazel)
  const open = openIds(
    hazel,
    image,
    after(hazel, image, [
      start[0] ?? ['illegal', 'yes', 'x'],
      ['seal-first', 'done'],
      ['suitable-advice', 'done'],
    ]),
  )
  assert(!open.includes('preliminary-look') && !open.includes('words'))
})
