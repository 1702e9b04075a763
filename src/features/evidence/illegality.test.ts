import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Answer,
  addsProtection,
  answerNames,
  type Keeps,
  takesProtectionBack,
  whatMayBeKept,
} from './illegality.ts'

const rows: readonly [Answer | null, Keeps, Keeps][] = [
  // The answer, with the setting "none", with the setting "wordsOnly".
  [null, 'unanswered', 'unanswered'],
  ['childImage', 'entries', 'entries'],
  ['terroristMaterial', 'entries', 'entries'],
  ['otherCrime', 'entries', 'words'],
  ['notIllegal', 'files', 'files'],
]

test('what may be kept follows from the answer, and only another crime asks the setting', () => {
  for (const [answer, none, wordsOnly] of rows) {
    const incident = { possibleChildImage: false }
    assert.equal(whatMayBeKept(incident, answer, 'none'), none)
    assert.equal(whatMayBeKept(incident, answer, 'wordsOnly'), wordsOnly)
  }
})

test('an incident that may hold a picture of a child keeps no file, whatever was answered or set', () => {
  for (const answer of [null, ...answerNames]) {
    for (const setting of ['none', 'wordsOnly'] as const) {
      assert.equal(whatMayBeKept({ possibleChildImage: true }, answer, setting), 'entries')
    }
  }
})

test('a lighter answer takes protection back; a graver one, the same, or the first does not', () => {
  assert.ok(takesProtectionBack('childImage', 'notIllegal'))
  assert.ok(takesProtectionBack('terroristMaterial', 'otherCrime'))
  assert.ok(takesProtectionBack('otherCrime', 'notIllegal'))
  assert.ok(!takesProtectionBack('notIllegal', 'childImage'))
  assert.ok(!takesProtectionBack('childImage', 'terroristMaterial'))
  assert.ok(!takesProtectionBack(null, 'notIllegal'))
})

test('a graver answer adds protection, and so does a possible picture of a child to terrorist material', () => {
  assert.ok(addsProtection(null, 'otherCrime'))
  assert.ok(addsProtection('notIllegal', 'otherCrime'))
  assert.ok(addsProtection('terroristMaterial', 'childImage'))
  assert.ok(!addsProtection('childImage', 'terroristMaterial'))
  assert.ok(!addsProtection('childImage', 'childImage'))
  assert.ok(!addsProtection('otherCrime', 'notIllegal'))
})
