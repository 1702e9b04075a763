/** One cell, and whether it grows or shrinks by one. The last row and the last column are totals. */
export type Move = { row: number; column: number; change: 1 | -1 }

/** A row or a column of the table, as a number: rows first, then columns. */
type Line = number

/**
 * The cheapest set of moves that contains the given one and leaves every sum right; none when every one has an infinite
 * price. Each cell lies in one row and one column, so rows and columns are the points of a graph and cells its edges;
 * sums stay right exactly when the moves make a round trip (a circulation in a transport network). That one unit there
 * and back exists is the same as: the cell has another whole value that fits (Ahuja, Magnanti, Orlin, chapter 9).
 */
export function cheapestCycle(
  height: number,
  width: number,
  wanted: Move,
  priceOf: (move: Move) => number,
): { moves: Move[]; price: number } | undefined {
  const own = priceOf(wanted)
  if (own === Number.POSITIVE_INFINITY) return undefined
  const ends = [height + wanted.column, wanted.row] as const
  const [from, to] = isForward(height, width, wanted) ? ends : ends.toReversed()
  if (from === undefined || to === undefined) return undefined
  const isWanted = (move: Move) => move.row === wanted.row && move.column === wanted.column
  const price = (move: Move) => (isWanted(move) ? Number.POSITIVE_INFINITY : priceOf(move))
  const reached = reachFrom(from, height, width, price)
  const end = reached.get(to)
  return end && { moves: [wanted, ...movesTo(to, reached)], price: own + end.price }
}

type Reached = Map<Line, { price: number; by: Move | undefined; before: Line }>

/** Dijkstra's shortest ways from one line to every other that can be reached. */
function reachFrom(from: Line, height: number, width: number, priceOf: (move: Move) => number): Reached {
  const reached: Reached = new Map([[from, { price: 0, by: undefined, before: from }]])
  const done = new Set<Line>()
  for (let line = nearest(reached, done); line !== undefined; line = nearest(reached, done)) {
    done.add(line)
    const price = reached.get(line)?.price ?? 0
    for (const [next, move] of movesFrom(line, height, width)) {
      // A little for each step, so that among free ways the shortest is taken and few cells change.
      const total = price + priceOf(move) + 0.001
      const known = reached.get(next)?.price ?? Number.POSITIVE_INFINITY
      if (total < known) reached.set(next, { price: total, by: move, before: line })
    }
  }
  return reached
}

function movesTo(line: Line, reached: Reached): Move[] {
  const step = reached.get(line)
  return step?.by === undefined ? [] : [...movesTo(step.before, reached), step.by]
}

/** From a row one leaves by a cell that grows the row's balance, from a column by one that shrinks it. */
function movesFrom(line: Line, height: number, width: number): [Line, Move][] {
  const isRow = line < height
  const count = isRow ? width : height
  return Array.from({ length: count }, (_, k) => {
    const row = isRow ? line : k
    const column = isRow ? k : line - height
    const change = signOf(height, width, row, column) * (isRow ? 1 : -1) > 0 ? 1 : -1
    return [isRow ? height + column : row, { row, column, change }]
  })
}

function isForward(height: number, width: number, { row, column, change }: Move): boolean {
  return signOf(height, width, row, column) * change > 0
}

/** A total counts against the cells that it sums; the grand total, as a total of totals, counts with them again. */
function signOf(height: number, width: number, row: number, column: number): 1 | -1 {
  return (row === height - 1) === (column === width - 1) ? 1 : -1
}

function nearest(reached: ReadonlyMap<Line, { price: number }>, done: ReadonlySet<Line>): Line | undefined {
  let best: { line: Line; price: number } | undefined
  for (const [line, { price }] of reached) {
    if (!done.has(line) && (best === undefined || price < best.price)) best = { line, price }
  }
  return best?.line
}
