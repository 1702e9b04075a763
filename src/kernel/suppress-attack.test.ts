import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Edition, suppress } from './suppress.ts'

type Grid = number[][]

const highestGuess = 13

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
      compareEditions([before, after], true)
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

test('nor somebody who holds two earlier editions', () => {
  fc.assert(
    fc.property(fc.tuple(grid(3, 1), grid(3, 1), grid(3, 1)), fc.boolean(), (grids, onlyGrows) => {
      const rows = [0, 1, 2].map((row) => grids.map((each) => each[row]?.[0] ?? 0).toSorted((a, b) => a - b))
      const grown = [0, 1, 2].map((edition) => rows.map((row) => [row[edition] ?? 0]))
      compareEditions(onlyGrows ? grown : grids, onlyGrows)
    }),
    { numRuns: 100 },
  )
})

test('nor somebody who holds the earlier edition of a table that was corrected', () => {
  fc.assert(
    fc.property(grid(2, 2), grid(2, 2), (before, after) => compareEditions([before, after], false)),
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

function compareEditions(versions: Grid[], onlyGrows: boolean): void {
  const editions: Edition[] = []
  const printed: string[][][] = []
  for (const version of versions) {
    const table = suppress(version, editions)
    if (table.edition === undefined) continue
    editions.push(table.edition)
    printed.push(table.printed)
  }
  assertNothingFound(editions, printed, onlyGrows)
}

/** Tries every table that fits what was printed: each hidden cell must have two values at least. */
function assertNothingFound(editions: Edition[], printed: string[][][], onlyGrows: boolean): void {
  const lowest = editions.some(({ counts, hidden }) =>
    hidden.some((row, i) => row.some((h, j) => h && counts[i]?.[j] === 0)),
  )
  const worlds = printed.map((table) => [...tablesThatFit(table, lowest ? 0 : 1)])
  const possible = onlyGrows
    ? withPredecessor(withPredecessor(worlds, neverFalls).reverse(), (a, b) => neverFalls(b, a)).reverse()
    : worlds
  for (const [k, edition] of editions.entries()) {
    for (const [i, j] of hiddenCells(edition)) {
      const values = new Set((possible[k] ?? []).map((world) => world[i]?.[j]))
      assert.ok(values.size > 1, `edition ${k}, cell ${i} ${j} is ${[...values]}: ${JSON.stringify(printed)}`)
    }
  }
}

/** Of each edition's possible tables, those that follow some possible table of the edition before. */
function withPredecessor(worlds: Grid[][], follows: (before: Grid, after: Grid) => boolean): Grid[][] {
  const kept: Grid[][] = []
  for (const [k, tables] of worlds.entries()) {
    const before = kept[k - 1]
    kept.push(
      before === undefined ? tables : tables.filter((after) => before.some((each) => follows(each, after))),
    )
  }
  return kept
}

/** Whether no count is lower in the second. */
function neverFalls(first: Grid, second: Grid): boolean {
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
