import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textWidthPx, wrapText } from './wrap-text.ts'

test('words are kept whole, and no line is wider than it may be unless one word is', () => {
  const text = 'Could a child be harmed, or at risk of harm?'
  const lines = wrapText(text, 120)
  assert.equal(lines.join(' '), text)
  assert.ok(lines.length > 1)
  for (const line of lines) assert.ok(textWidthPx(line) <= 120, line)
})
