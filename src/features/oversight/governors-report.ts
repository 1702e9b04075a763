// The termly report: what governors are told. Small numbers are hidden so that no child can be picked out (S15), and
// "none" is said where there was nothing. Pure: from counts to tables and sentences.

import { type CalendarDate, formatDate } from '#/kernel/london-time.ts'
import { type Edition, suppress } from '#/kernel/suppress.ts'
import type { Block, ReportDocument } from '#/platform/documents/document.ts'

export type CountTable = {
  /** Names the table from edition to edition. */
  key: string
  caption: string
  along: string
  columns: readonly string[]
  rows: readonly { label: string; counts: readonly number[] }[]
}

export type PrintedTable = {
  caption: string
  along: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** The report as it went out: words and printed figures only, none that was hidden. */
export type ReportBody = { facts: readonly string[]; tables: readonly PrintedTable[] }

/** Prints the tables against the earlier editions for the same term. Returns what later editions must agree with. */
export function printTables(
  tables: readonly CountTable[],
  earlier: readonly Readonly<Record<string, Edition>>[],
): { printed: readonly PrintedTable[]; editions: Record<string, Edition> } {
  const editions: Record<string, Edition> = {}
  const printed = tables.map((table) => {
    const before = earlier.flatMap((edition) => edition[table.key] ?? [])
    const { printed: cells, edition } = suppress(
      table.rows.map(({ counts }) => counts),
      before,
    )
    if (edition) editions[table.key] = edition
    return printedTable(table, cells)
  })
  return { printed, editions }
}

function printedTable(table: CountTable, cells: readonly (readonly string[])[]): PrintedTable {
  const oneColumn = table.columns.length === 1
  const labels = [...table.rows.map(({ label }) => label), 'All']
  return {
    caption: table.caption,
    along: table.along,
    columns: oneColumn ? table.columns : [...table.columns, 'All'],
    rows: labels.map((label, index) => [label, ...(cells[index] ?? []).slice(0, oneColumn ? 1 : undefined)]),
  }
}

export type ReportParts = {
  schoolName: string
  termName: string
  termFrom: CalendarDate
  termTo: CalendarDate
  edition: number
  madeAt: Date
  madeOn: CalendarDate
  body: ReportBody
  comment: string | null
}

/** The report as a document: page, PDF and Word file are drawn from the same. */
export function reportDocument(parts: ReportParts): ReportDocument {
  const { body, comment } = parts
  return {
    title: 'Online safety: termly report to governors',
    subtitle: `${parts.termName}, ${formatDate(parts.termFrom)} to ${formatDate(parts.termTo)}`,
    organisation: parts.schoolName,
    language: 'en-GB',
    date: parts.madeAt,
    dateText: `${formatDate(parts.madeOn)}, edition ${parts.edition}`,
    footer:
      'For governors and senior leaders. Counts of 1 to 4 are shown as “fewer than 5” so that no child can be picked out.',
    blocks: [
      { kind: 'heading', level: 2, text: 'In short' },
      { kind: 'list', ordered: false, items: body.facts },
      ...(comment
        ? [{ kind: 'heading', level: 2, text: 'From the school' } as const, ...paragraphs(comment)]
        : []),
      { kind: 'heading', level: 2, text: 'Figures' },
      ...body.tables.map(tableBlock),
      { kind: 'heading', level: 2, text: 'How to read this' },
      {
        kind: 'paragraph',
        text: 'It counts what was told to the school in the term and how it stood on the day of the report. Concerns about adults of the school are not in it: they are reported to the chair of governors by themselves.',
      },
    ],
  }
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ kind: 'paragraph', text: paragraph.trim() }))
}

function tableBlock(table: PrintedTable): Block {
  return {
    kind: 'table',
    caption: table.caption,
    columns: [
      { heading: table.along, holds: 'text' },
      ...table.columns.map((heading) => ({ heading, holds: 'numbers' as const })),
    ],
    rows: table.rows,
  }
}
