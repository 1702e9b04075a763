// The register, as its case manager reads it. Titles never name an adult, nor what it is about.

import { formatInstant } from '#/kernel/london-time.ts'
import { type Column, dataTable } from '#/platform/web/components/data-table.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Allegation, type State, stateNames, states } from './allegation.ts'
import type { Pattern } from './store.ts'

/** Lists that the register is read by. */
export const shelves = {
  open: stateNames.filter((state) => states[state].register !== 'lowLevel' && !states[state].over),
  lowLevel: stateNames.filter((state) => states[state].register === 'lowLevel'),
  closed: ['closed'],
  all: stateNames,
} as const satisfies Record<string, readonly State[]>
export type Shelf = keyof typeof shelves

export const registerTable = {
  sortable: ['opened', 'adult', 'state'],
  sort: 'opened',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'shelf',
      label: 'Show',
      choices: [
        { value: 'open', text: 'Open' },
        { value: 'lowLevel', text: 'Low-level concerns' },
        { value: 'closed', text: 'Closed' },
      ],
    },
  ],
} as const satisfies TableDefinition

/** A state with its meaning, for its tag. */
export const stateOf = (state: State) => ({
  text: states[state].words,
  means: states[state].means,
  colour: states[state].colour,
})

/** The matters that the reader manages, and adults with several low-level concerns above them. */
export function registerPage(parts: {
  rows: readonly Allegation[]
  total: number
  request: TableRequest
  patterns: readonly Pattern[]
  at: (path: string) => string
  now: Date
}): Html {
  const { rows, total, request, patterns, at, now } = parts
  return html`<h1 class="govuk-heading-l">Confidential register</h1>
<p class="govuk-body-l">Concerns about adults who work or volunteer at the school. You see those that you manage. Nobody else at the school sees this page with what is on it.</p>
<div class="govuk-button-group">
${govuk.button({ text: 'Write down a concern', href: at('/staff-concerns/new') })}
<a class="govuk-link" href="${at('/staff-concerns/patterns')}">Low-level concerns by adult</a>
</div>
${patterns.length > 0 && govuk.insetText({ html: html`${patterns.length === 1 ? 'One adult has' : `${patterns.length} adults have`} more than one low-level concern. <a class="govuk-link" href="${at('/staff-concerns/patterns')}">Look at them together</a>: several small worries may meet the threshold.` })}
${dataTable<Allegation>({
  caption: 'Confidential register',
  captionHidden: true,
  columns: columnsOf(at, now),
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/staff-concerns.csv'),
  empty: 'Nothing has been told that is yours to decide.',
})}
${statusKey(stateNames.map(stateOf))}`
}

function columnsOf(at: (path: string) => string, now: Date): readonly Column<Allegation>[] {
  return [
    {
      key: 'reference',
      text: 'Reference',
      whole: true,
      cell: ({ id, reference }) =>
        html`<a class="govuk-link" href="${at(`/staff-concerns/${id}`)}">${reference}</a>`,
    },
    { key: 'adult', text: 'Adult', cell: (row) => nameOf(row) },
    { key: 'state', text: 'State', cell: ({ state }) => statusTag(stateOf(state), 'brief') },
    { key: 'opened', text: 'Told', cell: ({ openedAt }) => formatInstant(openedAt) },
    { key: 'lado', text: 'LADO by', cell: (row) => ladoCell(row, now) },
  ]
}

function ladoCell({ state, ladoDueAt }: Allegation, now: Date): Html | string {
  if (state !== 'new' && state !== 'consultLado') return '–'
  return ladoDueAt < now
    ? html`<strong>overdue since ${formatInstant(ladoDueAt)}</strong>`
    : formatInstant(ladoDueAt)
}

/** The adult by name, or by what is known of them. */
export function nameOf({ adultId, adultNameThen, adultDescribed }: Allegation): string {
  return adultId === null ? `Not named: ${adultDescribed ?? ''}` : adultNameThen
}

/** Low-level concerns by adult. `mark` is the number from which it counts as a pattern. */
export function patternsPage(parts: {
  patterns: readonly Pattern[]
  mark: number
  months: number
  at: (path: string) => string
}): Html {
  const { patterns, mark, months, at } = parts
  const rows = patterns.map(({ adultId, name, concerns, lastAt }) => [
    { html: html`<a class="govuk-link" href="${at(`/staff-concerns/adults/${adultId}`)}">${name}</a>` },
    { text: String(concerns), format: 'numeric' },
    { text: formatInstant(lastAt) },
    { html: concerns >= mark ? govuk.tag({ text: 'Pattern?', classes: 'govuk-tag--orange' }) : html`` },
  ])
  return html`<h1 class="govuk-heading-l">Low-level concerns by adult</h1>
<p class="govuk-body">Over the last ${months} months. From ${mark} concerns on, look at them together and ask: would the threshold be met?</p>
${
  rows.length === 0
    ? html`<p class="govuk-body">There are no low-level concerns about a named adult.</p>`
    : plainTable({
        firstCellIsHeader: true,
        head: [
          { text: 'Adult' },
          { text: 'Concerns', format: 'numeric' },
          { text: 'Last told' },
          { text: 'Look at' },
        ],
        rows,
      })
}`
}

/** Everything about one adult, for the case manager. */
export function adultPage(parts: {
  name: string
  matters: readonly Allegation[]
  at: (path: string) => string
}): Html {
  const { name, matters, at } = parts
  return html`<h1 class="govuk-heading-l">${name}</h1>
<p class="govuk-body">All that has been told and is yours to see, newest first. An allegation that was false or malicious says nothing about the adult.</p>
${plainTable({
  firstCellIsHeader: true,
  head: [{ text: 'Reference' }, { text: 'Told' }, { text: 'State' }],
  rows: matters.map(({ id, reference, openedAt, state }) => [
    { html: html`<a class="govuk-link" href="${at(`/staff-concerns/${id}`)}">${reference}</a>` },
    { text: formatInstant(openedAt) },
    { html: statusTag(stateOf(state)) },
  ]),
})}`
}
