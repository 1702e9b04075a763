import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Paragraph } from './version.ts'
import { changesBetween, wordChanges } from './word-changes.ts'

const paragraph = (key: string, text: string): Paragraph => ({
  id: key,
  key,
  heading: 'Phones',
  number: '1.1',
  text,
  printed: null,
  clauses: [],
  revision: 1,
})

test('a changed word is shown as that word, and the pieces give both texts back', () => {
  const was = 'Phones stay in bags all day.'
  const is = 'Phones stay in lockers all day, and on trips.'
  const pieces = wordChanges(was, is)
  const text = (left: 'added' | 'removed') =>
    pieces
      .filter(({ kind }) => kind !== left)
      .map((one) => one.text)
      .join('')
  assert.equal(text('added'), was)
  assert.equal(text('removed'), is)
  assert.ok(pieces.some(({ kind, text: one }) => kind === 'removed' && one === 'bags'))
})

test('paragraphs are new, taken out, moved, changed or the same, whatever their order', () => {
  const before = [
    paragraph('a', 'One.'),
    paragraph('b', 'Two.'),
    paragraph('c', 'Three.'),
    paragraph('d', 'Four.'),
  ]
  const after = [
    paragraph('b', 'Two.'),
    paragraph('a', 'One.'),
    paragraph('e', 'Five.'),
    paragraph('d', 'Four, now.'),
  ]
  const kinds = changesBetween(before, after).map(
    ({ kind, pieces }) => `${kind} ${pieces.map((one) => one.text)[0]}`,
  )
  assert.equal(kinds.filter((kind) => kind.startsWith('moved')).length, 1)
  assert.equal(kinds.filter((kind) => kind.startsWith('same')).length, 1)
  assert.ok(kinds.includes('added Five.'))
  assert.ok(kinds.includes('removed Three.'))
  assert.ok(kinds.some((kind) => kind.startsWith('changed Four')))
})

test('two long texts without a word in common do not keep anybody waiting', () => {
  const words = (seed: number) =>
    Array.from({ length: 1_000 }, (_, index) => ((index * seed) % 9973).toString(36)).join(' ')
  const began = performance.now()
  const pieces = wordChanges(words(7919), words(6007))
  assert.ok(performance.now() - began < 2_000)
  assert.ok(pieces.length > 0)
})
