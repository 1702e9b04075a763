/** A figure is a PNG (a chart drawn for print) and always says in words what it shows. */
export type Figure = { kind: 'figure'; png: Buffer; alt: string; caption: string }

/** The first column of each row is its header. Numbers stand right, so that they can be compared down a column. */
export type DocumentTable = {
  kind: 'table'
  caption: string
  columns: readonly { heading: string; holds: 'text' | 'numbers' }[]
  rows: readonly (readonly string[])[]
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: readonly string[] }
  | DocumentTable
  | Figure

/**
 * A report as data. The title is the one heading of level 1. `date` is when it was made: the same document and date
 * give the same bytes. `dateText` is what the reader sees.
 */
export type ReportDocument = {
  title: string
  subtitle: string
  organisation: string
  language: string
  date: Date
  dateText: string
  /** Small print at the foot of each page, such as who may read it. */
  footer: string
  blocks: readonly Block[]
}

/** Throws when a screen reader would lose its way: a level skipped, a figure without words, a row of wrong length. */
export function checkDocument(document: ReportDocument): void {
  let level = 1
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      if (block.level > level + 1) throw new RangeError(`The heading "${block.text}" skips a level.`)
      level = block.level
    }
    if (block.kind === 'figure' && block.alt.trim() === '')
      throw new RangeError('A figure says in words what it shows.')
    if (block.kind === 'table') checkTable(block)
  }
}

/** A PNG's size in pixels, from its header (PNG specification, 11.2.2). Refuses anything else. */
export function pngSize(png: Buffer): { width: number; height: number } {
  if (png.length < 24 || png.toString('latin1', 1, 4) !== 'PNG')
    throw new RangeError('A figure must be a PNG.')
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

function checkTable({ caption, columns, rows }: DocumentTable): void {
  const wrong = rows.findIndex((row) => row.length !== columns.length)
  if (wrong >= 0) throw new RangeError(`Row ${wrong + 1} of "${caption}" has not ${columns.length} cells.`)
}
