import { isSmallCount, printCount, smallestPrintedCount } from './limits.ts'
import { cheapestCycle, type Move } from './suppress-cycle.ts'

/** A table as it went out, totals in the last row and column. Kept (not printed), so that later editions agree with it. */
export type Edition = { counts: readonly (readonly number[])[]; hidden: readonly (readonly boolean[])[] }

/** `printed` has the totals in the last row and column. `edition` is to be kept; there is none when nothing was shown. */
export type SuppressedTable = { printed: string[][]; edition: Edition | undefined }

type Draft = { counts: readonly (readonly number[])[]; hidden: boolean[][] }

const notShown = 'not shown'

/**
 * Prints a table of counts so that nobody who adds, subtracts, or compares it with earlier editions of the same table
 * can work out a hidden one. Hidden are counts of 1 to 4, changes of 1 to 4 since the last edition, whatever an earlier
 * edition hid, and as many others as it takes. What it takes is settled thus: a hidden cell is safe when it could be
 * one more or one fewer, with other hidden cells (in this edition and those before) making up for it, and everything
 * that was printed would still be true. It also holds against somebody who knows that counts only ever grow.
 * When no choice is safe, the whole table is not shown. Refuses earlier editions of another shape.
 */
export function suppress(
  counts: readonly (readonly number[])[],
  earlier: readonly Edition[] = [],
): SuppressedTable {
  const full = withTotals(counts)
  for (const { counts: before } of earlier) checkShape(full, before)
  const draft: Draft = { counts: full, hidden: firstHidden(full, earlier) }
  const editions = [...earlier, draft]
  for (let exposed = firstExposed(editions); exposed; exposed = firstExposed(editions)) {
    const cycle = cheapestWayOut(editions, exposed, true)
    if (cycle === undefined)
      return { printed: full.map((row) => row.map(() => notShown)), edition: undefined }
    for (const { row, column } of cycle) setHidden(draft, row, column)
  }
  return {
    printed: full.map((row, i) => row.map((count, j) => print(count, draft.hidden[i]?.[j]))),
    edition: draft,
  }
}

function print(count: number, isHidden: boolean | undefined): string {
  if (isHidden !== true) return printCount(count)
  // A count that was hidden and has become 0 is fewer than 5 too; "none" would give the earlier one away.
  return count < smallestPrintedCount ? `fewer than ${smallestPrintedCount}` : notShown
}

function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const width = counts[0]?.length ?? 0
  const isTable = width > 0 && counts.every((row) => row.length === width)
  if (!isTable || !counts.flat().every((count) => Number.isInteger(count) && count >= 0)) {
    throw new RangeError('A table to print has rows of equal length, of whole numbers from 0.')
  }
  const rows = counts.map((row) => [...row, sum(row)])
  return [...rows, Array.from({ length: width + 1 }, (_, j) => sum(rows.map((row) => row[j] ?? 0)))]
}

function checkShape(counts: Edition['counts'], before: Edition['counts']): void {
  const same = counts.length === before.length && counts[0]?.length === before[0]?.length
  if (!same)
    throw new RangeError('Editions of one table have the same rows and columns: fill what is new with 0.')
}

function firstHidden(counts: Edition['counts'], earlier: readonly Edition[]): boolean[][] {
  const last = earlier.at(-1)
  return counts.map((row, i) =>
    row.map((count, j) => {
      const wasHidden = earlier.some((edition) => edition.hidden[i]?.[j] === true)
      const change = last === undefined ? 0 : Math.abs(count - (last.counts[i]?.[j] ?? 0))
      return wasHidden || isSmallCount(count) || isSmallCount(change)
    }),
  )
}

type Place = { edition: number; row: number; column: number }

function firstExposed(editions: readonly Edition[]): Place | undefined {
  for (const [edition, { hidden }] of editions.entries()) {
    for (const [row, cells] of hidden.entries()) {
      for (const [column, isHidden] of cells.entries()) {
        const place = { edition, row, column }
        if (isHidden && cheapestWayOut(editions, place, false) === undefined) return place
      }
    }
  }
  return undefined
}

/**
 * The cells that would change together if this one were one more or one fewer, in a run of editions that holds its own.
 * `mayHide` lets it use cells that the last edition could hide still, at a price.
 */
function cheapestWayOut(editions: readonly Edition[], place: Place, mayHide: boolean): Move[] | undefined {
  const height = editions[0]?.counts.length ?? 0
  const width = editions[0]?.counts[0]?.length ?? 0
  let best: { moves: Move[]; price: number } | undefined
  for (let first = 0; first <= place.edition; first++) {
    for (let last = place.edition; last < editions.length; last++) {
      const price = (move: Move) => priceOf(editions, first, last, move, mayHide)
      for (const change of [1, -1] as const) {
        const found = cheapestCycle(height, width, { row: place.row, column: place.column, change }, price)
        if (found !== undefined && (best === undefined || found.price < best.price)) best = found
      }
    }
  }
  return best?.moves
}

/** What it costs to let a cell change in these editions: nothing where it is hidden; infinite where a reader would know. */
function priceOf(
  editions: readonly Edition[],
  first: number,
  last: number,
  move: Move,
  mayHide: boolean,
): number {
  const { row, column, change } = move
  const at = (edition: number) => editions[edition]?.counts[row]?.[column] ?? 0
  let price = 0
  for (let edition = first; edition <= last; edition++) {
    const isHidden = editions[edition]?.hidden[row]?.[column] === true
    const couldHide = mayHide && edition === editions.length - 1 && at(edition) >= smallestPrintedCount
    if (!isHidden && !couldHide) return Number.POSITIVE_INFINITY
    if (!staysTrue(at(edition), change)) return Number.POSITIVE_INFINITY
    if (!isHidden) price += 1 + Math.log2(at(edition))
  }
  const grewBefore = first > 0 ? at(first) - at(first - 1) : -1
  const growsAfter = last < editions.length - 1 ? at(last + 1) - at(last) : -1
  const seemsToFall =
    (grewBefore >= 0 && grewBefore + change < 0) || (growsAfter >= 0 && growsAfter - change < 0)
  return seemsToFall ? Number.POSITIVE_INFINITY : price
}

/** Whether what was printed for a hidden count would still be printed for the other. */
function staysTrue(count: number, change: 1 | -1): boolean {
  if (count >= smallestPrintedCount) return count + change >= smallestPrintedCount
  return count + change < smallestPrintedCount && (count + change > 0 || count === 0) && count + change >= 0
}

function setHidden(draft: Draft, row: number, column: number): void {
  const cells = draft.hidden[row]
  if (cells) cells[column] = true
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
