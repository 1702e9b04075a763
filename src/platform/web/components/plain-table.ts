import { type Html, html } from '../html.ts'

export type PlainCell = { text?: string | number; html?: Html; format?: string }

/** The same options as GOV.UK's table, as far as pages use them. */
export type PlainTable = {
  caption?: string
  captionClasses?: string
  classes?: string
  /** A card is named by its first cell in any case. */
  firstCellIsHeader?: boolean
  /** The cells are so short that three columns stand side by side on a phone. */
  narrow?: boolean
  head: readonly PlainCell[]
  rows: readonly (readonly PlainCell[])[]
}

/** More columns than these do not stand side by side on a phone: each row becomes a card. */
const mostColumnsOnPhone = 2

/** A table that is neither sorted nor paged. `dataTable` does both. */
export function plainTable(table: PlainTable): Html {
  const { caption, captionClasses = '', classes = '', narrow, firstCellIsHeader, head, rows } = table
  const cards = head.length > mostColumnsOnPhone && !narrow && 'sk-table'
  const named = firstCellIsHeader === true || cards !== false
  return html`<table class="govuk-table ${cards} ${classes}" role="table">
${caption !== undefined && html`<caption class="govuk-table__caption ${captionClasses}">${caption}</caption>`}
<thead class="govuk-table__head" role="rowgroup"><tr class="govuk-table__row" role="row">${head.map(headingOf)}</tr></thead>
<tbody class="govuk-table__body" role="rowgroup">${rows.map((row) => rowOf(row, head, named))}</tbody>
</table>`
}

function headingOf(cell: PlainCell): Html {
  return html`<th scope="col" role="columnheader" class="govuk-table__header sk-table__still ${cell.format && `govuk-table__header--${cell.format}`}">${contentOf(cell)}</th>`
}

function rowOf(row: readonly PlainCell[], head: readonly PlainCell[], named: boolean): Html {
  const cells = row.map((cell, index) =>
    index === 0 && named
      ? html`<th scope="row" role="rowheader" class="govuk-table__header sk-table__name">${contentOf(cell)}</th>`
      : html`<td role="cell" class="govuk-table__cell ${cell.format && `govuk-table__cell--${cell.format}`} ${isGap(contentOf(cell)) && 'sk-table__gap'}" data-label="${head[index]?.text}"><span>${contentOf(cell)}</span></td>`,
  )
  return html`<tr class="govuk-table__row ${row.every((cell) => isGap(contentOf(cell))) && 'sk-table__gap'}" role="row">${cells}</tr>`
}

/** A dash fills a gap in a row; a card leaves the line out. Markup that is no bare dash is none. */
export const isGap = (content: string | number | Html | undefined): boolean =>
  ['', '–'].includes(String(content ?? '').trim())

const contentOf = ({ text, html: markup }: PlainCell): Html | string | number | undefined => markup ?? text
