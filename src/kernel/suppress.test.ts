import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printCount } from './limits.ts'
import { type Edition, suppress } from './suppress.ts'

type Grid = number[][]

const highestGuess = 13

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

const small = fc.integer({ min: 0, max: 9 })

function grid(rows: number, columns: number, cell = small): fc.Arbitrary<Grid> {
  return fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  })
}

test('nobody who adds and subtracts finds a hidden count', () => {
  const shapes = fc.oneof(grid(2, 2), grid(3, 1), grid(1, 4), grid(2, 1), grid(1, 1), grid(4, 1))
  fc.assert(
    fc.property(shapes, (counts) => {
      const { printed, edition } = suppress(counts)
      if (edition) assertNothingFound([edition], [printed], false)
    }),
    { numRuns: 300 },
  )
})

test('nor somebody who holds the earlier edition and knows that counts only grow', () => {
  const growth = fc.constantFrom(0, 0, 0, 1, 2, 5)
  const upTo7 = fc.integer({ min: 0, max: 7 })
  const shapes = fc.constantFrom([2, 2] as const, [3, 1] as const)
  const pairs = shapes.chain(([rows, columns]) =>
    fc.tuple(grid(rows, columns, upTo7), grid(rows, columns, growth)),
  )
  fc.assert(
    fc.property(pairs, ([before, grown]) => {
      const after = before.map((row, i) => row.map((count, j) => Math.min(9, count + (grown[i]?.[j] ?? 0))))
      compareEditions(before, after, true)
    }),
    {
      numRuns: 300,
      examples: [
        [
          [
            [[0], [0], [6]],
            [[1], [5], [0]],
          ],
        ],
      ],
    },
  )
})

test('nor somebody who holds the earlier edition of a table that was corrected', () => {
  fc.assert(
    fc.property(grid(2, 2), grid(2, 2), (before, after) => compareEditions(before, after, false)),
    { numRuns: 100 },
  )
})

test('a table that nobody could print safely is not shown, and most are shown', () => {
  let shown = 0
  for (const counts of fc.sample(grid(4, 5, fc.integer({ min: 0, max: 30 })), 200)) {
    const { printed, edition } = suppress(counts)
    if (edition) shown++
    else assert.ok(printed.flat().every((cell) => cell === 'not shown'))
  }
  assert.ok(shown >= 195, `only ${shown} of 200 were shown`)
})

function compareEditions(before: Grid, after: Grid, onlyGrows: boolean): void {
  const first = suppress(before)
  const second = suppress(after, first.edition ? [first.edition] : [])
  if (!first.edition || !second.edition) return
  assertNothingFound([first.edition, second.edition], [first.printed, second.printed], onlyGrows)
}

/** Tries every table that fits what was printed: each hidden cell must have two values at least. */
function assertNothingFound(editions: Edition[], printed: string[][][], onlyGrows: boolean): void {
  const lowest = editions.some(({ counts, hidden }) =>
    hidden.some((row, i) => row.some((h, j) => h && counts[i]?.[j] === 0)),
  )
  const worlds = printed.map((table) => [...tablesThatFit(table, lowest ? 0 : 1)])
  const open = editions.map((edition) => hiddenCells(edition))
  const seen = new Map<string, Set<number>>()
  const note = (edition: number, world: Grid) => {
    for (const [i, j] of open[edition] ?? []) {
      const key = `${edition} ${i} ${j}`
      seen.set(key, (seen.get(key) ?? new Set()).add(world[i]?.[j] ?? -1))
    }
  }
  const wanted = open.flat().length
  const settled = () => [...seen.values()].filter((values) => values.size > 1).length === wanted
  for (const first of worlds[0] ?? []) {
    const seconds = worlds[1] === undefined ? [undefined] : worlds[1]
    for (const second of seconds) {
      if (second && onlyGrows && !grows(first, second)) continue
      note(0, first)
      if (second) note(1, second)
    }
    if (settled()) return
  }
  assert.ok(
    settled(),
    `found: ${JSON.stringify([printed, [...seen].map(([key, values]) => [key, [...values]])])}`,
  )
}

function grows(first: Grid, second: Grid): boolean {
  return first.every((row, i) => row.every((count, j) => count <= (second[i]?.[j] ?? 0)))
}

function hiddenCells({ hidden }: Edition): [number, number][] {
  return hidden.flatMap((row, i) =>
    row.flatMap((isHidden, j): [number, number][] => (isHidden ? [[i, j]] : [])),
  )
}

function* tablesThatFit(printed: string[][], lowest: number): Generator<Grid> {
  const inner = printed.slice(0, -1).map((row) => row.slice(0, -1))
  const width = inner[0]?.length ?? 0
  for (const flat of combinations(inner.flat().map((text) => guesses(text, lowest)))) {
    const rows = inner.map((_, i) => flat.slice(i * width, (i + 1) * width))
    const totals = rows.map((row) => [...row, row.reduce((a, b) => a + b, 0)])
    const last = Array.from({ length: width + 1 }, (_, j) => totals.reduce((a, row) => a + (row[j] ?? 0), 0))
    const world = [...totals, last]
    if (world.every((row, i) => row.every((count, j) => couldBe(count, printed[i]?.[j] ?? '', lowest))))
      yield world
  }
}

function* combinations(choices: number[][]): Generator<number[]> {
  const [first, ...rest] = choices
  if (first === undefined) yield []
  else for (const value of first) for (const others of combinations(rest)) yield [value, ...others]
}

function guesses(text: string, lowest: number): number[] {
  return Array.from({ length: highestGuess }, (_, value) => value).filter((value) =>
    couldBe(value, text, lowest),
  )
}

function couldBe(count: number, text: string, lowest: number): boolean {
  if (text === 'none') return count === 0
  if (text === 'not shown') return count >= 5
  return text === 'fewer than 5' ? count >= lowest && count <= 4 : count === Number(text)
}
