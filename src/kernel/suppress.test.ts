import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printCount } from './limits.ts'
import { suppress } from './suppress.ts'

test('a count alone', () => {
  assert.deepEqual([0, 1, 4, 5, 12].map(printCount), ['none', 'fewer than 5', 'fewer than 5', '5', '12'])
})

test('a table without small counts is printed whole', () => {
  assert.deepEqual(
    suppress([
      [7, 0],
      [9, 5],
    ]).printed,
    [
      ['7', 'none', '7'],
      ['9', '5', '14'],
      ['16', '5', '21'],
    ],
  )
})

test('one small count takes a rectangle with it, and no more', () => {
  assert.deepEqual(
    suppress([
      [3, 20, 40],
      [10, 30, 50],
      [60, 70, 80],
    ]).printed,
    [
      ['fewer than 5', 'not shown', '40', '63'],
      ['not shown', 'not shown', '50', '90'],
      ['60', '70', '80', '210'],
      ['73', '120', '170', '363'],
    ],
  )
})

test('a row whose only count is small hides its total too', () => {
  const { printed } = suppress([
    [3, 0],
    [20, 30],
  ])
  assert.equal(printed[0]?.[2], 'fewer than 5')
  assert.equal(printed[0]?.[1], 'none')
})

test('a list is a table of one column: its total hides with it, or a second line does', () => {
  assert.deepEqual(
    suppress([[3], [9], [20]]).printed.map((row) => row[0]),
    ['fewer than 5', 'not shown', '20', '32'],
  )
  assert.deepEqual(
    suppress([[3], [0]]).printed.map((row) => row[0]),
    ['fewer than 5', 'none', 'fewer than 5'],
  )
})

test('what one edition hid stays hidden, and a later total does not give it away', () => {
  const first = suppress([[3], [9], [20]])
  assert.ok(first.edition)
  const second = suppress([[6], [9], [20]], [first.edition])
  assert.deepEqual(
    second.printed.map((row) => row[0]),
    ['not shown', 'not shown', '20', 'not shown'],
  )
})

test('a hidden count that becomes 0 is not announced as none', () => {
  const first = suppress([
    [1, 9],
    [20, 30],
  ])
  assert.ok(first.edition)
  const second = suppress(
    [
      [0, 10],
      [20, 30],
    ],
    [first.edition],
  )
  assert.equal(second.printed[0]?.[0], 'fewer than 5')
})

test('what is not a table of counts, or another table, is refused', () => {
  for (const bad of [[], [[]], [[1], [1, 2]], [[-1]], [[0.5]]])
    assert.throws(() => suppress(bad), /rows of equal length/)
  const { edition } = suppress([[7, 8]])
  assert.ok(edition)
  assert.throws(() => suppress([[7], [8]], [edition]), /same rows and columns/)
})
