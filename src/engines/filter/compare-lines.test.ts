import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareLines } from './index.ts'

test('what was added and taken away is counted once each, with the first few of it', () => {
  const numbered = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `site${from + at}.example`).join('\n')
  assert.deepEqual(compareLines(numbered(0, 20), `${numbered(8, 30)}\nsite29.example\n`), {
    added: 10,
    takenAway: 8,
    firstAdded: [20, 21, 22, 23, 24].map((number) => `site${number}.example`),
    firstTakenAway: [0, 1, 2, 3, 4].map((number) => `site${number}.example`),
  })
})

const text = fc.array(fc.stringMatching(/^[a-c.]{1,4}$/), { maxLength: 30 })

test('two sets say the same, for any two lists', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [was, is] = [new Set(before), new Set(after)]
      const { added, takenAway } = compareLines(before.join('\n'), after.join('\n'))
      const without = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
        [...some].filter((one) => !others.has(one)).length
      assert.deepEqual([added, takenAway], [without(is, was), without(was, is)])
    }),
  )
})
