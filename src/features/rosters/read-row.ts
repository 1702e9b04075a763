// One line of a file: its cells by the names of their columns, checked before anything is made of them.

import type { TableReader } from './formats.ts'
import { cellProblem, type Problem, type StagedRow } from './staged-row.ts'
import type { Source } from './store.ts'

/** Told of every batch of rows, and of every problem, while the files are read. */
export type Sink = {
  rows: (file: string, rows: readonly StagedRow[]) => Promise<void>
  problem: (problem: Problem & { file: string }) => void
}

/** Seen along the way: schools of the files, and lines that say active or to be deleted. */
export type Marks = { schools: Map<string, string>; deleted: { file: string; line: number } | null }
/** Nothing was noticed in the files so far. */
export const noMarks = (): Marks => ({ schools: new Map(), deleted: null })

/** Where each column stands; null, with the reason told, when the file cannot be read by it. */
export function headerOf(
  cells: readonly string[],
  file: string,
  { needs }: TableReader,
  sink: Sink,
): ReadonlyMap<string, number> | null {
  const columns = new Map(cells.map((cell, at) => [cell.trim(), at]))
  const say = (column: string, sentence: string) =>
    sink.problem({ stops: true, file, line: 1, column, sentence })
  const twice = cells.find((cell, at) => cell !== '' && cells.indexOf(cell) !== at)
  if (twice !== undefined) say(twice, `The column ${twice} is there twice.`)
  const missing = needs.filter((name) => !columns.has(name))
  for (const name of missing) {
    const other = cells.find((cell) => cell.trim().toLowerCase() === name.toLowerCase())
    say(
      name,
      other === undefined
        ? `The column ${name} is missing.`
        : `The column is called ${other} here; it has to be called ${name}, with the same capital letters.`,
    )
  }
  return missing.length > 0 || twice !== undefined ? null : columns
}

type Row = {
  header: ReadonlyMap<string, number>
  cells: readonly string[]
  line: number
  name: string
  reader: TableReader
  source: Source
  sink: Sink
  marks: Marks
}

/** What one line says. One with something wrong in it is left out, and what is wrong is told. */
export function readRow({
  header,
  cells,
  line,
  name,
  reader,
  source,
  sink,
  marks,
}: Row): readonly StagedRow[] {
  let left = false
  const say = (stops: boolean) => (column: string, sentence: string) => {
    left = true
    sink.problem({ stops, file: name, line, column, sentence })
  }
  const cell = (column: string): string => (cells[header.get(column) ?? -1] ?? '').trim()
  if (cells.length > header.size) {
    say(true)('', `The line has ${cells.length} cells, and the header ${header.size}.`)
    return []
  }
  for (const [column, at] of header) {
    const trouble = cellProblem((cells[at] ?? '').trim())
    if (trouble !== null) say(true)(column, `The cell ${trouble}`)
  }
  if (name === 'orgs.csv' && cell('type').toLowerCase() === 'school')
    marks.schools.set(cell('sourcedId'), cell('name'))
  if (cell('status').toLowerCase() === 'tobedeleted') marks.deleted ??= { file: name, line }
  if (!isOfSchool(reader, source, cell)) return []
  const rows = reader.read({ line, cell, say: say(true), leaveOut: say(false) })
  for (const row of rows) requireKeys(row, reader, say(true))
  return left ? [] : rows
}

function requireKeys(
  row: StagedRow,
  { needs }: TableReader,
  say: (column: string, sentence: string) => void,
): void {
  const [key = 'code', given = 'givenName', family = 'familyName'] = needs
  if (row.code === '' || row.other === '') say(key, 'The code is missing.')
  if (row.what !== 'person' || row.gone) return
  if (!row.fields.givenName) say(given, 'The given name is missing.')
  if (!row.fields.familyName) say(family, 'The family name is missing.')
}

function isOfSchool(
  { schools = [] }: TableReader,
  { schoolCode }: Source,
  cell: (column: string) => string,
): boolean {
  if (schoolCode === null) return true
  const named = schools.flatMap((column) => cell(column).split(',')).filter((code) => code !== '')
  return named.length === 0 || named.some((code) => code.trim() === schoolCode)
}
