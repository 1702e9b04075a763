/** What a cell may hold. Numbers and what is missing are safe as they are; every text is guarded. */
export type CsvCell = string | number | undefined

/** `byteOrderMark` makes Excel read the file as UTF-8; other programs do not want it. */
export type CsvOptions = { byteOrderMark?: boolean }

// A spreadsheet runs a cell that begins so (OWASP, "CSV Injection"); the wide forms are what Excel folds into them. What
// cannot be seen in front of it (spaces, marks of direction) may be dropped on the way in, so it does not count.
const startsFormula = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u

// They turn round how a line is read, across cells; no name needs them. The plain marks of Arabic and Hebrew stay.
const turnsLineRound = /[\u202a-\u202e\u2066-\u2069]/g

const needsQuotes = /[",;\r\n\t]|^\s|\s$/

/**
 * One line of RFC 4180, its CRLF included. A text that a spreadsheet would run gets an apostrophe in front, and marks that
 * would show the line in another order are left out.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** A file, line by line, so that a long register is never held in memory. */
export async function* csvLines(
  rows: Iterable<readonly CsvCell[]> | AsyncIterable<readonly CsvCell[]>,
  { byteOrderMark = false }: CsvOptions = {},
): AsyncGenerator<string> {
  if (byteOrderMark) yield '\uFEFF'
  for await (const row of rows) yield csvLine(row)
}

function csvCell(cell: CsvCell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const shown = cell.replaceAll(turnsLineRound, '')
  const safe = startsFormula.test(shown) ? `'${shown}` : shown
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
