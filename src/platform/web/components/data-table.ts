import { type Html, html } from '../html.ts'
import { emptyState } from './empty-state.ts'
import { govuk } from './govuk.ts'
import { isGap } from './plain-table.ts'
import { type TableFilter, type TableRequest, tableQuery } from './table-request.ts'

export type Column<Row> = {
  key: string
  text: string
  numeric?: boolean
  /** Stays on one line: references and numbers, which people read out on the telephone. */
  whole?: boolean
  cell: (row: Row) => string | number | Html | undefined
}

export type DataTable<Row> = {
  caption: string
  /** The page's heading says the same already: only screen readers get the caption. */
  captionHidden?: boolean
  /** The first names the row: it becomes the row's heading. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  request: TableRequest
  /** All rows that match, on every page. */
  total: number
  sortable?: readonly string[]
  filters?: readonly TableFilter[]
  /** Where the same rows are had as CSV: the filters and the order are added. */
  csvHref?: string
  /** What is said when there is nothing: a sentence, not "No results". */
  empty: string
}

/** A table that the server sorts, pages and filters, by links and one GET form. On a phone each row is a card. */
export function dataTable<Row>(table: DataTable<Row>): Html {
  const { request, rows, total } = table
  return html`<div>
${filterForm(table.filters ?? [], request)}
${rows.length === 0 ? nothing(table) : html`${countLine(table)}${tableOf(table)}${pages(request, total)}`}
</div>`
}

function nothing<Row>({ request, empty }: DataTable<Row>): Html {
  const narrowed = request.page > 1 || Object.keys(request.filters).length > 0
  return narrowed
    ? emptyState({ sentence: 'Nothing matches.', action: { text: 'Show all', href: '?' } })
    : emptyState({ sentence: empty })
}

function countLine<Row>({ request, rows, total, csvHref }: DataTable<Row>): Html {
  const from = request.offset + 1
  const csv = csvHref === undefined ? undefined : `${csvHref}${tableQuery(request, { page: null })}`
  return html`<div class="sk-table-count"><p><strong>${from}</strong> to <strong>${request.offset + rows.length}</strong> of <strong>${total}</strong></p>
${csv !== undefined && html`<a class="govuk-link" href="${csv}" download>Download as CSV</a>`}</div>`
}

function tableOf<Row>(table: DataTable<Row>): Html {
  const { caption, captionHidden, columns, rows } = table
  return html`<table class="govuk-table sk-table" role="table">
<caption class="${captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'}">${caption}</caption>
<thead class="govuk-table__head" role="rowgroup"><tr class="govuk-table__row" role="row">${columns.map((column) => headingOf(column, table))}</tr></thead>
<tbody class="govuk-table__body" role="rowgroup">${rows.map((row) => rowOf(row, columns))}</tbody>
</table>`
}

function headingOf<Row>({ key, text, numeric }: Column<Row>, { request, sortable }: DataTable<Row>): Html {
  const classes = `govuk-table__header ${numeric ? 'govuk-table__header--numeric' : ''}`
  if (!sortable?.includes(key))
    return html`<th scope="col" role="columnheader" class="${classes} sk-table__still">${text}</th>`
  const now = request.sort === key ? request.direction : 'none'
  const next = now === 'ascending' ? 'descending' : 'ascending'
  const href = tableQuery(request, { sort: key, direction: next, page: 1 })
  return html`<th scope="col" role="columnheader" class="${classes}" aria-sort="${now}"><a class="sk-table__sort" href="${href}">${text}</a></th>`
}

function rowOf<Row>(row: Row, columns: readonly Column<Row>[]): Html {
  const cells = columns.map(({ text, numeric, whole, cell }, index) => {
    const content = cell(row)
    return index === 0
      ? html`<th scope="row" role="rowheader" class="govuk-table__header sk-table__name ${whole && 'sk-table__whole'}">${content}</th>`
      : html`<td role="cell" class="govuk-table__cell ${whole && 'sk-table__whole'} ${isGap(content) && 'sk-table__gap'} ${numeric && 'govuk-table__cell--numeric'}" data-label="${text}"><span>${content}</span></td>`
  })
  return html`<tr class="govuk-table__row" role="row">${cells}</tr>`
}

function filterForm(filters: readonly TableFilter[], request: TableRequest): Html | undefined {
  if (filters.length === 0) return undefined
  const narrowed = Object.keys(request.filters).length > 0
  return html`<form class="sk-filters" method="get" role="search" aria-label="Narrow the table">
<input type="hidden" name="sort" value="${request.sort}"><input type="hidden" name="direction" value="${request.direction}">
${filters.map((filter) => filterField(filter, request.filters[filter.name] ?? ''))}
<div class="sk-filters__go">${govuk.button({ text: 'Show', classes: 'govuk-button--secondary' })}
${narrowed && html`<a class="govuk-link" href="?">Show all</a>`}</div>
</form>`
}

function filterField(filter: TableFilter, value: string): Html {
  const id = `filter-${filter.name}`
  if (filter.kind === 'day') {
    return govuk.input({ id, name: filter.name, type: 'date', label: { text: filter.label }, value })
  }
  const all = { value: '', text: 'All' }
  return govuk.select({
    id,
    name: filter.name,
    label: { text: filter.label },
    items: [all, ...filter.choices].map((choice) => ({ ...choice, selected: choice.value === value })),
  })
}

function pages(request: TableRequest, total: number): Html | undefined {
  const last = Math.ceil(total / request.pageSize)
  if (last <= 1) return undefined
  const href = (page: number) => tableQuery(request, { page })
  const near = [1, request.page - 1, request.page, request.page + 1, last]
  const shown = [...new Set(near.filter((page) => page >= 1 && page <= last))].sort((a, b) => a - b)
  const items = shown.flatMap((page, index) => {
    const gap = page - (shown[index - 1] ?? 0) > 1 ? [{ ellipsis: true, href: '' }] : []
    return [...gap, { number: String(page), href: href(page), current: page === request.page }]
  })
  return govuk.pagination({
    previous: request.page > 1 ? { href: href(request.page - 1) } : undefined,
    next: request.page < last ? { href: href(request.page + 1) } : undefined,
    items,
  })
}
