import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../html.ts'
import { type DataTable, dataTable } from './data-table.ts'
import { readTableRequest, type TableDefinition } from './table-request.ts'

type Row = { reference: string; days: number }

const definition: TableDefinition = {
  sortable: ['reference'],
  sort: 'reference',
  direction: 'ascending',
  pageSize: 2,
  filters: [{ kind: 'choice', name: 'state', label: 'State', choices: [{ value: 'open', text: 'Open' }] }],
}
const rows: readonly Row[] = [
  { reference: '<1>', days: 3 },
  { reference: '2', days: 40 },
]

function drawn(query: Record<string, string>, changes: Partial<DataTable<Row>> = {}): string {
  return String(
    dataTable({
      caption: 'Incidents',
      request: readTableRequest(query, definition),
      sortable: definition.sortable,
      filters: definition.filters ?? [],
      total: 9,
      rows,
      csvHref: '/s/alder/incidents.csv',
      empty: 'Nothing was reported this term.',
      columns: [
        { key: 'reference', text: 'Reference', cell: (row) => html`<a href="/i">${row.reference}</a>` },
        { key: 'days', text: 'Days', numeric: true, cell: (row) => row.days },
      ],
      ...changes,
    }),
  )
}

test('rows are drawn with a heading each, escaped, and named again for a phone', () => {
  const table = drawn({})
  assert.match(table, /<th scope="row"[^>]*><a href="\/i">&#60;1&#62;<\/a><\/th>/)
  assert.match(table, /<td role="cell" class="[^"]*numeric" data-label="Days"><span>40<\/span>/)
})

test('the column in force says its order, and its link turns it round', () => {
  assert.match(
    drawn({}),
    /aria-sort="ascending"><a class="sk-table__sort" href="\?sort=reference&#38;direction=descending&#38;page=1">/,
  )
  assert.match(drawn({ direction: 'descending' }), /aria-sort="descending"><a[^>]*direction=ascending/)
  assert.doesNotMatch(drawn({}), /<a[^>]*>Days/)
})

test('pages are links that keep the filter', () => {
  const table = drawn({ page: '3', state: 'open' })
  assert.match(table, /<strong>5<\/strong> to <strong>6<\/strong> of <strong>9<\/strong>/)
  assert.match(
    table,
    /href="\?state=open&amp;sort=reference&amp;direction=ascending&amp;page=4"[^>]*rel="next"/,
  )
  assert.match(table, /aria-current="page"[^>]*>\s*3/)
  assert.match(table, /page=5/)
  assert.doesNotMatch(drawn({}, { total: 2 }), /govuk-pagination/)
})

test('the CSV has the same rows: the filter and the order, and no page', () => {
  assert.match(
    drawn({ page: '2', state: 'open' }),
    /href="\/s\/alder\/incidents\.csv\?state=open&#38;sort=reference&#38;direction=ascending" download/,
  )
})

test('the filter is a form that works without scripts and shows what is chosen', () => {
  const table = drawn({ state: 'open' })
  assert.match(table, /<form class="sk-filters" method="get"/)
  assert.match(table, /value="open" selected/)
  assert.match(table, /href="\?">Show all/)
})

test('nothing at all says why; nothing that matches offers all', () => {
  assert.match(drawn({}, { rows: [], total: 0 }), /Nothing was reported this term\./)
  const narrowed = drawn({ state: 'open' }, { rows: [], total: 0 })
  assert.match(narrowed, /Nothing matches\.[\s\S]*href="\?">Show all/)
  assert.doesNotMatch(narrowed, /<table/)
})

test('a page of 25 rows is drawn in a few milliseconds', () => {
  const many = Array.from({ length: 25 }, () => ({ reference: '1', days: 1 }))
  for (let warm = 0; warm < 20; warm++) drawn({}, { rows: many })
  const startedAtMs = performance.now()
  for (let turn = 0; turn < 20; turn++) drawn({}, { rows: many })
  const tookMs = (performance.now() - startedAtMs) / 20
  assert.ok(tookMs < 25, `took ${tookMs.toFixed(1)} ms`)
})
