import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { untilWords } from './pages.ts'
import { kinds, type Standing, standings, type Tool } from './tool.ts'

export const registerTable = {
  sortable: ['name'],
  sort: 'name',
  direction: 'ascending',
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: choicesOf(standings),
    },
    {
      kind: 'choice',
      name: 'kind',
      label: 'What it is',
      choices: choicesOf(kinds),
    },
  ],
} as const satisfies TableDefinition

export type RegisterLine = Tool & { standing: Standing }
type Register = Pick<WebRequest, 'at' | 'opens'> & {
  rows: readonly RegisterLine[]
  total: number
  request: TableRequest
}

/** Every tool that somebody proposed, and where it stands. */
export function registerPage({ rows, total, request, at, opens }: Register): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Tools</h1>
${opens('/tools/new') && govuk.button({ text: 'Propose a tool', href: at('/tools/new') })}</div>
<p class="govuk-body">Apps, games, blogs, AI tools, online services and new technology. Nothing is used before it is approved. <a class="govuk-link" href="${at('/approved-tools')}">What everybody can read</a></p>
${dataTable({
  caption: 'Tools that were proposed',
  captionHidden: true,
  columns: [
    {
      key: 'name',
      text: 'Name',
      cell: (row) => html`<a class="govuk-link" href="${at(`/tools/${row.id}`)}">${row.name}</a>`,
    },
    { key: 'kind', text: 'What it is', cell: (row) => kinds[row.kind].words },
    { key: 'state', text: 'State', cell: (row) => statusTag(standings[row.standing], 'brief') },
    { key: 'until', text: 'Approved until', cell: (row) => untilWords(row) },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/tools.csv'),
  empty:
    'Nobody has proposed a tool yet. Begin with what is used most: the learning platform, the reading app, the times-tables game.',
})}
${statusKey(Object.values(standings))}`
}

export const csvHead = ['Name', 'What it is', 'Made by', 'Site', 'State', 'Approved until']
/** A tool as its line of the file. */
export const csvRow = (row: RegisterLine): string[] => [
  row.name,
  kinds[row.kind].words,
  row.maker ?? '',
  row.site ?? '',
  standings[row.standing].text,
  row.approvedUntil ?? '',
]
