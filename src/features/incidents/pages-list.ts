import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { registers, stateNames, states } from './incident.ts'
import type { ListLine, NamedIn } from './list-store.ts'
import { kindWords, misuseCatalogue } from './misuse-catalogue.ts'

/** What the log can be sorted and narrowed by. */
export function logTable(classes: readonly { id: string; name: string }[]): TableDefinition {
  return {
    sortable: ['told'],
    sort: 'told',
    direction: 'descending',
    filters: [
      {
        kind: 'choice',
        name: 'state',
        label: 'State',
        choices: [
          { value: 'open', text: 'All open' },
          { value: 'overdue', text: 'Overdue' },
          ...stateNames.map((value) => ({ value, text: states[value].words })),
        ],
      },
      {
        kind: 'choice',
        name: 'kind',
        label: 'Kind',
        choices: misuseCatalogue
          .filter(({ register }) => register !== 'adult')
          .map(({ id, words }) => ({ value: id, text: words })),
      },
      {
        kind: 'choice',
        name: 'register',
        label: 'Register',
        choices: (['pupil', 'staffVictim', 'technical'] as const).map((value) => ({
          value,
          text: registers[value],
        })),
      },
      {
        kind: 'choice',
        name: 'class',
        label: 'Class',
        choices: classes.map(({ id, name }) => ({ value: id, text: name })),
      },
      { kind: 'day', name: 'from', label: 'Told from' },
      { kind: 'day', name: 'to', label: 'Told until' },
    ],
  }
}

export type LogPage = {
  name: string
  lines: readonly ListLine[]
  named: readonly NamedIn[]
  total: number
  table: TableDefinition
  request: TableRequest
  now: Date
  at: (path: string) => string
  mayExport: boolean
}

/** The log: the newest first, a state's meaning below the table. */
export function logPage(page: LogPage): Html {
  const { at, now, named } = page
  return html`<h1 class="govuk-heading-l">${page.name}</h1>
<p class="govuk-body">You see what your role lets you see, and nothing that is about you or somebody close to you.
<a class="govuk-link" href="${at('/report')}">Report something new</a></p>
${dataTable({
  caption: page.name,
  captionHidden: true,
  columns: [
    {
      key: 'reference',
      text: 'Reference',
      whole: true,
      cell: ({ id, reference }) =>
        html`<a class="govuk-link" href="${at(`/incidents/${id}`)}">${reference}</a>`,
    },
    { key: 'kind', text: 'Kind', cell: (line) => kindCell(line) },
    { key: 'who', text: 'About', cell: ({ id }) => namesOf(named.filter((one) => one.incidentId === id)) },
    { key: 'state', text: 'State', cell: (line) => stateCell(line, now) },
    { key: 'told', text: 'Told', cell: ({ toldAt }) => formatDate(londonDate(toldAt)) },
  ],
  rows: page.lines,
  request: page.request,
  total: page.total,
  sortable: page.table.sortable,
  filters: page.table.filters ?? [],
  ...(page.mayExport ? { csvHref: at('/incidents.csv') } : {}),
  empty: 'Nothing has been reported yet that you may see.',
})}
${statusKey(stateNames.map((state) => ({ text: states[state].words, means: states[state].means, colour: states[state].colour })))}`
}

function kindCell({ kind, safeguarding }: ListLine): Html {
  return html`${kindWords(kind)}${safeguarding && html`<br><strong class="govuk-body-s">Safeguarding</strong>`}`
}

function stateCell({ state, nextDueAt }: ListLine, now: Date): Html {
  const { words, means, colour } = states[state]
  const overdue = nextDueAt !== null && nextDueAt < now
  return html`${statusTag({ text: words, means, colour }, 'brief')}${
    overdue && html`<br><span class="govuk-body-s">Due ${formatInstant(nextDueAt)}</span>`
  }`
}

/** Nobody named yet is an answer of its own: the line says so. */
function namesOf(named: readonly NamedIn[]): string {
  if (named.length === 0) return 'Nobody named'
  const names = [
    ...new Set(named.map(({ nameThen, classThen }) => (classThen ? `${nameThen} (${classThen})` : nameThen))),
  ]
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}
