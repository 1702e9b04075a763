import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreementClauses } from '../../../test/agreement-clauses.ts'
import {
  agreementKeys,
  agreements,
  clausesLost,
  editionAfter,
  fillModel,
  hashText,
  paragraphsOf,
} from './agreement.ts'

// T7 is said by there being a home-school agreement that is signed apart.
test('the model texts together say every clause about agreements and social media', () => {
  const said = new Set(
    agreementKeys.flatMap((key) => paragraphsOf(agreements[key].model)).flatMap((one) => one.clauses),
  )
  assert.deepEqual(
    agreementClauses.filter((clause) => !said.has(clause)),
    [],
  )
})

test('paragraphs of a text have keys of their own, and every sentence ends', () => {
  for (const key of agreementKeys) {
    const paragraphs = paragraphsOf(agreements[key].model)
    assert.equal(new Set(paragraphs.map((one) => one.key)).size, paragraphs.length, key)
    for (const { text } of paragraphs) assert.match(text, /[.!?]$/, text)
  }
})

test('what the youngest read has few words and a picture beside every line', () => {
  for (const { text, picture } of paragraphsOf(agreements.pupilEarly.model)) {
    assert.ok(text.split(/\s+/).length <= 14, text)
    assert.ok(picture, text)
  }
})

test('the ages that a school set stand in the text', () => {
  const text = fillModel(agreements.socialMedia.model, { minimumAge: 14, formerPupilAge: 21 })
  const words = paragraphsOf(text)
    .map((one) => one.text)
    .join(' ')
  assert.match(words, /former pupils under 21/)
  assert.match(words, /minimum age of 14/)
  assert.doesNotMatch(words, /[{}]/)
})

test('one changed letter gives another fingerprint, and what carries a clause is no part of it', () => {
  const { model } = agreements.staff
  const [first, ...others] = model.sections
  assert.ok(first)
  const [paragraph, ...rest] = first.paragraphs
  assert.ok(paragraph)
  const withFirst = (changed: typeof paragraph) => ({
    ...model,
    sections: [{ ...first, paragraphs: [changed, ...rest] }, ...others],
  })
  assert.notDeepEqual(hashText(withFirst({ ...paragraph, text: `${paragraph.text} ` })), hashText(model))
  assert.deepEqual(hashText(withFirst({ ...paragraph, clauses: [] })), hashText(model))
})

test('a clause that no paragraph carries any longer is named', () => {
  const { model } = agreements.volunteer
  assert.deepEqual(clausesLost('volunteer', model), [])
  const without = { ...model, sections: model.sections.slice(1) }
  assert.deepEqual(clausesLost('volunteer', without), ['A11', 'B20', 'B6', 'H31', 'R26', 'T190'])
})

test('signatures stand after a minor change and not after another', () => {
  assert.equal(editionAfter(undefined, 'first'), 1)
  assert.equal(editionAfter({ edition: 3 }, 'minor'), 3)
  assert.equal(editionAfter({ edition: 3 }, 'signatures'), 4)
})
