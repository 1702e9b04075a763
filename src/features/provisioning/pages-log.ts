// What came in, and what became of it: the last of it, and all of it.

import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import type { TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { askedWords, type Connection, outcomes } from './connection.ts'
import type { Deed } from './deed-store.ts'
import type { Drawn } from './pages.ts'

/** Linked for those who may open it. */
const nameCell = ({ name, entryId }: Deed, here: string | null): Html =>
  name !== null && entryId !== null && here !== null
    ? html`<a class="govuk-link" href="${here}/accounts/${entryId}">${name}</a>`
    : html`${name ?? '–'}`

/** `here` is where each entry is settled; null for whoever may not settle any. */
export function deedTable(deeds: readonly Deed[], here: string | null): Html {
  return plainTable({
    caption: 'What came in, newest first',
    classes: 'sk-breaks',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'When' },
      { text: 'What' },
      { text: 'Account or group' },
      { text: 'Outcome' },
      { text: 'Why' },
    ],
    rows: deeds.map((deed) => [
      { text: formatInstant(deed.at) },
      { text: askedWords[deed.asked] },
      { html: nameCell(deed, here) },
      { html: statusTag(outcomes[deed.outcome], 'brief') },
      { text: deed.sentence },
    ]),
  })
}

export const logTable = {
  sortable: [],
  sort: 'at',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'outcome',
      label: 'Outcome',
      choices: choicesOf(outcomes),
    },
  ],
} as const

export type Log = {
  connection: Connection
  deeds: readonly Deed[]
  total: number
  request: TableRequest
  maySettle: boolean
}

/** Everything that a source asked for, a page at a time. */
export function logPage({ connection, deeds, total, request, maySettle }: Log, at: Drawn['at']): Html {
  const here = at(`/provisioning/${connection.id}`)
  return html`${govuk.backLink({ text: connection.name, href: here })}
<h1 class="govuk-heading-l">Everything that came in</h1>
${dataTable<Deed>({
  caption: 'What came in, newest first',
  captionHidden: true,
  columns: [
    { key: 'at', text: 'When', cell: ({ at: when }) => formatInstant(when) },
    { key: 'asked', text: 'What', cell: ({ asked }) => askedWords[asked] },
    { key: 'name', text: 'Account or group', cell: (deed) => nameCell(deed, maySettle ? here : null) },
    { key: 'outcome', text: 'Outcome', cell: ({ outcome }) => statusTag(outcomes[outcome], 'brief') },
    { key: 'sentence', text: 'Why', cell: ({ sentence }) => sentence },
  ],
  rows: deeds,
  total,
  request,
  filters: logTable.filters,
  empty: 'Nothing has come in yet.',
})}`
}
