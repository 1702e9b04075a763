/** One measured promise. `holds` is null where a peer is missing or nothing is promised; `unit` says what the figure counts. */
export type Figure = {
  name: string
  figure: number
  unit: string
  peer: string | null
  peerFigure: number | null
  ratio: number | null
  must: string
  holds: boolean | null
}

/** A promise as a ratio to something measured in the same run: the machine's own speed falls out. */
export function ratioFigure(parts: {
  name: string
  figure: number
  unit: string
  peer: string
  peerFigure: number
  atMost: number
}): Figure {
  const { atMost, ...figure } = parts
  const ratio = parts.figure / parts.peerFigure
  return { ...figure, ratio, must: `ratio ≤ ${atMost}`, holds: ratio <= atMost }
}

/** A promise in absolute terms. */
export function atMostFigure(parts: { name: string; figure: number; unit: string; atMost: number }): Figure {
  const { atMost, ...figure } = parts
  return {
    ...figure,
    peer: null,
    peerFigure: null,
    ratio: null,
    must: `≤ ${atMost}`,
    holds: parts.figure <= atMost,
  }
}

/** A promise that more is better: so many times what a peer did in the same run. */
export function atLeastRatioFigure(parts: {
  name: string
  figure: number
  unit: string
  peer: string
  peerFigure: number
  atLeast: number
}): Figure {
  const { atLeast, ...figure } = parts
  const ratio = parts.figure / parts.peerFigure
  return { ...figure, ratio, must: `ratio ≥ ${atLeast}`, holds: ratio >= atLeast }
}

/** As `atMostFigure`, the other way round. */
export function atLeastFigure(parts: {
  name: string
  figure: number
  unit: string
  atLeast: number
}): Figure {
  const { atLeast, ...figure } = parts
  return {
    ...figure,
    peer: null,
    peerFigure: null,
    ratio: null,
    must: `≥ ${atLeast}`,
    holds: parts.figure >= atLeast,
  }
}

/** Nothing is promised: it stands beside what a peer did, where there is one. */
export const reportedFigure = (
  figure: Pick<Figure, 'name' | 'figure' | 'unit' | 'peer' | 'peerFigure'>,
): Figure => ({
  ...figure,
  ratio: figure.peerFigure === null ? null : figure.figure / figure.peerFigure,
  must: 'reported',
  holds: null,
})

/** As a table for people, or one JSON line a figure. */
export function printFigures(figures: readonly Figure[], asJson: boolean): string {
  if (asJson) return figures.map((figure) => `${JSON.stringify(figure)}\n`).join('')
  const rows = figures.map((figure) => [
    figure.name,
    `${round(figure.figure)} ${figure.unit}`,
    figure.peer === null
      ? ''
      : `${figure.peer}: ${figure.peerFigure === null ? '' : round(figure.peerFigure)}`,
    figure.ratio === null ? '' : `× ${round(figure.ratio)}`,
    figure.must,
    figure.holds === null ? (figure.peerFigure === null ? 'no peer' : '') : figure.holds ? 'holds' : 'FAILS',
  ])
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('')
}

const round = (value: number): string => value.toPrecision(3)

/** Of several runs of the same figures, the one in the middle of each; the upper one of two. */
export const middleOf = (runs: readonly (readonly Figure[])[]): Figure[] =>
  sorted(runs).flatMap((ofOne) => ofOne[ofOne.length >> 1] ?? [])

/** Of several runs of the same figures, the worst of each: the smallest where more is better. */
export const worstOf = (runs: readonly (readonly Figure[])[]): Figure[] =>
  sorted(runs).flatMap((ofOne) => ofOne.at(ofOne[0]?.must.includes('≥') ? 0 : -1) ?? [])

/** For each figure, what its runs made of it, from the smallest. */
const sorted = (runs: readonly (readonly Figure[])[]): Figure[][] =>
  (runs[0] ?? []).map((_, at) =>
    runs.flatMap((run) => run[at] ?? []).sort((a, b) => (a.ratio ?? a.figure) - (b.ratio ?? b.figure)),
  )

/** The middle of several runs, the upper one of two; 0 where there was none. */
export const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? 0
