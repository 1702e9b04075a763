import type { DocumentTable } from './document.ts'
import {
  type Cursor,
  drawArtifact,
  drawAs,
  lowestPt,
  makeRoom,
  openTag,
  page,
  rightAlignedPt,
  type Tag,
  textWidthPt,
} from './pdf-page.ts'
import { colours, styles } from './pdf-styles.ts'
import {
  actualText,
  drawLine,
  type Line,
  lineHeightPt,
  lineWidthPt,
  type Pdf,
  type TextStyle,
  wrapText,
} from './pdf-text.ts'

const padding = { sidePt: 7, topPt: 5 } as const

type Column = { xPt: number; widthPt: number; right: boolean }
type Cell = { text: string; lines: Line[] }
type Row = { cells: Cell[]; heightPt: number; style: TextStyle }

/** A table with its caption above it. Its header row is drawn again on each page, as decoration: readers have it once. */
export function setTable(at: Cursor, table: DocumentTable): void {
  const { pdf } = at
  const columns = columnsOf(pdf, table)
  const header = rowOf(
    pdf,
    table.columns.map((column) => column.heading),
    columns,
    styles.tableHeading,
  )
  const rows = table.rows.map((cells) => rowOf(pdf, cells, columns, styles.table))
  const caption = wrapText(pdf, table.caption, styles.caption, textWidthPt)
  const captionPt = caption.length * lineHeightPt(styles.caption) + 6
  makeRoom(at, captionPt + header.heightPt + (rows[0]?.heightPt ?? 0))
  const tag = openTag(pdf, at.root, 'Table')
  const captionTag = openTag(pdf, tag, 'Caption')
  drawAs(pdf, captionTag, 'Caption', () => {
    for (const [i, line] of caption.entries()) {
      drawLine(pdf, line, styles.caption, page.sidePt, at.yPt + i * lineHeightPt(styles.caption))
    }
  })
  at.yPt += captionPt
  const head = openTag(pdf, tag, 'THead')
  setRow(at, head, header, columns, 'header')
  const body = openTag(pdf, tag, 'TBody')
  for (const row of rows) {
    if (makeRoom(at, row.heightPt)) repeatHeader(at, header, columns)
    setRow(at, body, row, columns, 'body')
  }
  tag.end()
  at.yPt += 16
}

function setRow(at: Cursor, above: Tag, row: Row, columns: readonly Column[], part: 'header' | 'body'): void {
  const { pdf } = at
  drawBack(at, row, part)
  const rowTag = openTag(pdf, above, 'TR')
  for (const [i, cell] of row.cells.entries()) {
    const column = columns[i]
    if (column === undefined) continue
    const isHeader = part === 'header' || i === 0
    const type = isHeader ? 'TH' : 'TD'
    const actual = actualText(pdf, cell.text)
    const tag = openTag(pdf, rowTag, type, {
      ...(isHeader ? { scope: part === 'header' ? 'Column' : 'Row' } : {}),
      ...(actual === undefined ? {} : { actual }),
    })
    drawAs(pdf, tag, type, () => drawCell(at, cell, column, row.style))
  }
  at.yPt += row.heightPt
}

function repeatHeader(at: Cursor, header: Row, columns: readonly Column[]): void {
  drawBack(at, header, 'header')
  drawArtifact(
    at.pdf,
    () => {
      for (const [i, cell] of header.cells.entries()) {
        const column = columns[i]
        if (column) drawCell(at, cell, column, header.style)
      }
    },
    'Pagination',
  )
  at.yPt += header.heightPt
}

function drawBack(at: Cursor, row: Row, part: 'header' | 'body'): void {
  const { pdf } = at
  drawArtifact(pdf, () => {
    if (part === 'header') pdf.rect(page.sidePt, at.yPt, textWidthPt, row.heightPt).fill(colours.shade)
    const bottom = at.yPt + row.heightPt
    pdf.moveTo(page.sidePt, bottom).lineTo(page.sidePt + textWidthPt, bottom)
    pdf.lineWidth(part === 'header' ? 1.2 : 0.5).stroke(part === 'header' ? colours.brand : colours.rule)
  })
}

function drawCell(at: Cursor, cell: Cell, column: Column, style: TextStyle): void {
  for (const [i, line] of cell.lines.entries()) {
    const left = column.xPt + padding.sidePt
    const x = column.right ? rightAlignedPt(line, column.xPt + column.widthPt - padding.sidePt) : left
    drawLine(at.pdf, line, style, x, at.yPt + padding.topPt + i * lineHeightPt(style))
  }
}

function rowOf(pdf: Pdf, texts: readonly string[], columns: readonly Column[], style: TextStyle): Row {
  const cells = texts.map((text, i) => ({
    text,
    lines: wrapText(pdf, text, style, (columns[i]?.widthPt ?? textWidthPt) - 2 * padding.sidePt),
  }))
  const tallest = Math.max(1, ...cells.map((cell) => cell.lines.length))
  const heightPt = tallest * lineHeightPt(style) + 2 * padding.topPt
  // A row taller than a page could never be placed; it is a text, not a row.
  if (heightPt > lowestPt - page.topPt - 60) throw new RangeError('A table’s row is longer than a page.')
  return { cells, heightPt, style }
}

/** Columns share the width by what they need: the widest cell, within bounds, so that none starves. */
function columnsOf(pdf: Pdf, table: DocumentTable): Column[] {
  const needs = table.columns.map((column, i) => {
    const widths = [column.heading, ...table.rows.map((row) => row[i] ?? '')].map((text) =>
      Math.max(...wrapText(pdf, text, styles.tableHeading, 10_000).map(lineWidthPt)),
    )
    return Math.min(Math.max(...widths) + 2 * padding.sidePt, textWidthPt / 2)
  })
  const total = needs.reduce((sum, need) => sum + need, 0)
  let xPt = page.sidePt
  return table.columns.map((column, i) => {
    const widthPt = ((needs[i] ?? 0) / total) * textWidthPt
    const placed = { xPt, widthPt, right: column.holds === 'numbers' }
    xPt += widthPt
    return placed
  })
}
