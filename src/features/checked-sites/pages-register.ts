import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { phases } from '../schools/index.ts'
import { type CheckedSite, type Standing, standings } from './checked-site.ts'
import { holdsUntil, phaseNames } from './pages.ts'

export const registerTable = {
  sortable: ['checked'],
  sort: 'checked',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: choicesOf(standings),
    },
    {
      kind: 'choice',
      name: 'phase',
      label: 'Suitable for',
      choices: choicesOf(phases),
    },
  ],
} as const satisfies TableDefinition

export type RegisterLine = CheckedSite & { standing: Standing; checker: string }
type Register = Pick<WebRequest, 'at' | 'opens'> & {
  rows: readonly RegisterLine[]
  total: number
  request: TableRequest
}

/** Every site that somebody looked through, with who, when, for whom and until when. */
export function registerPage({ rows, total, request, at, opens }: Register): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Checked sites</h1>
${opens('/checked-sites/new') && govuk.button({ text: 'Check a site', href: at('/checked-sites/new') })}</div>
<p class="govuk-body">Look through a site before children use it. Then put it into a <a class="govuk-link" href="${at('/link-lists')}">list of links</a> for a lesson or homework.</p>
${dataTable({
  caption: 'Sites that were checked',
  captionHidden: true,
  columns: [
    {
      key: 'title',
      text: 'Site',
      cell: (row) =>
        html`<a class="govuk-link" href="${at(`/checked-sites/${row.id}`)}">${row.title}</a><br><span class="govuk-hint sk-breaks">${row.site}</span>`,
    },
    { key: 'state', text: 'State', cell: (row) => statusTag(standings[row.standing], 'brief') },
    { key: 'phases', text: 'Suitable for', cell: (row) => phaseNames(row.phases) },
    {
      key: 'checked',
      text: 'Checked',
      cell: (row) => `${formatInstant(row.checkedAt)}, ${row.checker}`,
    },
    { key: 'until', text: 'Holds until', cell: holdsUntil },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/checked-sites.csv'),
  empty: 'Nobody has checked a site yet. Begin with the pages that next week’s lessons need.',
})}
${statusKey(Object.values(standings))}`
}

export const csvHead = ['Site', 'Name', 'State', 'Suitable for', 'Checked by', 'Checked', 'Holds until']
/** A checked site as its line of the file. */
export const csvRow = (row: RegisterLine): string[] => [
  row.site,
  row.title,
  standings[row.standing].text,
  phaseNames(row.phases),
  row.checker,
  formatInstant(row.checkedAt),
  row.state === 'suitable' ? row.validUntil : '',
]
