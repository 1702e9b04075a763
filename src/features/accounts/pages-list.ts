// The school's logons, as those who look after them see them.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { csrfField } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { accountKindNames, accountKinds } from './account.ts'
import type { Listed } from './store.ts'

export const accountTable = {
  sortable: ['logon'],
  sort: 'logon',
  direction: 'ascending',
  filters: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'Kind',
      choices: accountKindNames.map((value) => ({ value, text: accountKinds[value].words })),
    },
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: [
        { value: 'works', text: 'Works' },
        { value: 'stopped', text: 'Stopped' },
      ],
    },
  ],
} as const satisfies TableDefinition

export type ListView = {
  rows: readonly Listed[]
  total: number
  request: TableRequest
  /** What was searched for; a name stands in no address. */
  words: string
  csrf: string
  mayKeep: boolean
  at: (path: string) => string
}

/** A page of the school’s logons. The name that was searched for came by POST and stands in no address. */
export function accountsPage(view: ListView): Html {
  const { rows, total, request, at, mayKeep } = view
  return html`<h1 class="govuk-heading-l">Network logons</h1>
<p class="govuk-body">Who logs on to the school’s network, and whether that works today. Signing in to Schoolkeeper, reporting and asking for help never depend on it.</p>
${
  mayKeep &&
  html`<div class="govuk-button-group">${govuk.button({ text: 'Give a temporary logon', href: at('/accounts/new/temporary') })}
${govuk.button({ text: 'Add a generic logon', href: at('/accounts/new/generic'), classes: 'govuk-button--secondary' })}</div>`
}
${searchForm(view)}
${dataTable<Listed>({
  caption: 'Network logons',
  captionHidden: true,
  columns: [
    {
      key: 'logon',
      text: 'Logon',
      cell: ({ id, personId, logonName }) =>
        html`<a class="govuk-link" href="${at(personId === null ? `/accounts/${id}` : `/people/${personId}/network`)}">${logonName}</a>`,
    },
    { key: 'kind', text: 'Kind', cell: ({ kind }) => accountKinds[kind].words },
    { key: 'whose', text: 'Whose', cell: whose },
    { key: 'state', text: 'State', cell: stateTag },
    {
      key: 'used',
      text: 'Last used',
      cell: ({ lastUsedAt }) => (lastUsedAt ? formatInstant(lastUsedAt) : '–'),
    },
    { key: 'ends', text: 'Ends', cell: ({ endsOn }) => (endsOn ? formatDate(endsOn) : '–') },
  ],
  rows,
  total,
  request,
  filters: accountTable.filters,
  empty: 'No logon is on record yet.',
})}
<p class="govuk-body"><a class="govuk-link" href="${at('/accounts/forgotten')}">Logons that somebody may have forgotten</a></p>`
}

function searchForm({ words, csrf, at }: ListView): Html {
  return html`<form class="sk-search" method="post" action="${at('/accounts')}" role="search" novalidate>
${csrfField(csrf)}${govuk.input({
  name: 'words',
  id: 'words',
  label: { text: 'Search by logon or name', classes: 'govuk-label--s' },
  value: words,
  type: 'search',
  classes: 'govuk-input--width-20',
  spellcheck: false,
})}
${govuk.button({ text: 'Search', classes: 'govuk-button--secondary' })}
</form>`
}

/** Three words for a network: stopped, no internet, works. */
function stateTag({ works, internet }: Pick<Listed, 'works' | 'internet'>): Html {
  if (!works) return govuk.tag({ text: 'Stopped', classes: 'govuk-tag--red' })
  if (!internet) return govuk.tag({ text: 'No internet', classes: 'govuk-tag--orange' })
  return govuk.tag({ text: 'Works', classes: 'govuk-tag--green' })
}

function whose({ name, owner, purpose }: Listed): string {
  if (name !== null) return name
  return [purpose, owner === null ? 'nobody answers for it' : `${owner} answers for it`]
    .filter(Boolean)
    .join('; ')
}
