import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag, timeline } from '#/platform/web/components/records.ts'
import { knownRow } from '#/platform/web/components/summary-row.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Incident } from '../incidents/index.ts'
import { howElsewhere, networks } from './networks.ts'
import { acts, nextStep, states, type TakedownRequest, wantsWords, whoms } from './request.ts'
import type { Entry, RequestOfIncident } from './store.ts'

export type At = (path: string) => string
export type FormPage = { at: At; csrf: string; once: string; values: TypedValues; errors: FieldErrors }

export const registerTable = {
  sortable: ['asked'],
  sort: 'asked',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: choicesOf(states),
    },
    {
      kind: 'choice',
      name: 'whom',
      label: 'Who was asked',
      choices: choicesOf(whoms),
    },
  ],
} as const satisfies TableDefinition

type Register = { rows: readonly RequestOfIncident[]; total: number; request: TableRequest; at: At }

/** The register of all requests that the reader may see. */
export function registerPage({ rows, total, request, at }: Register): Html {
  return html`<h1 class="govuk-heading-l">Removal requests</h1>
<p class="govuk-body">New ones are entered from the page of their incident.</p>
${dataTable({
  caption: 'Register of removal requests',
  captionHidden: true,
  columns: [
    {
      key: 'place',
      text: 'Where',
      cell: (row) => html`<a class="govuk-link" href="${at(`/takedowns/${row.id}`)}">${placeOf(row)}</a>`,
    },
    { key: 'whom', text: 'Who was asked', cell: (row) => whoms[row.whom].words },
    {
      key: 'incident',
      text: 'Incident',
      whole: true,
      cell: (row) =>
        html`<a class="govuk-link" href="${at(`/incidents/${row.incidentId}`)}">${row.incidentReference}</a>`,
    },
    { key: 'state', text: 'State', cell: (row) => statusTag(states[row.state], 'brief') },
    {
      key: 'by',
      text: 'Answer by',
      cell: (row) => (row.state === 'asked' ? formatInstant(row.answerBy) : '–'),
    },
    { key: 'asked', text: 'Asked', cell: (row) => formatInstant(row.askedAt) },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/takedowns.csv'),
  empty: 'Nobody was asked to remove anything, as far as you may see.',
})}
${statusKey(Object.values(states))}`
}

/** Where it is: the network, and where there. */
function placeOf({ network, place }: TakedownRequest): string {
  return network === null ? place : `${networks.entries[network].name}: ${place}`
}

/** The part of an incident’s page. */
export function panelPart(rows: readonly RequestOfIncident[], incident: Incident, at: At): Html {
  const ask = incident.possibleChildImage
    ? html`<p class="govuk-body">This may be a picture of a child: nobody is asked to delete it. Report Remove and the Internet Watch Foundation are under <a class="govuk-link" href="${at(`/incidents/${incident.id}/referrals/new`)}">Tell somebody outside</a>.</p>`
    : html`<p class="govuk-body"><a class="govuk-link" href="${at(`/incidents/${incident.id}/takedowns/new`)}">Ask somebody to remove something</a></p>`
  return html`<section><h2 class="govuk-heading-m">Removal requests</h2>
${rows.length === 0 && html`<p class="govuk-body">None so far.</p>`}
${
  rows.length > 0 &&
  govuk.summaryList({
    rows: rows.map((row) => ({
      key: { html: html`<a class="govuk-link" href="${at(`/takedowns/${row.id}`)}">${placeOf(row)}</a>` },
      value: { html: html`${whoms[row.whom].words} ${statusTag(states[row.state], 'brief')}` },
    })),
  })
}${ask}</section>`
}

export type OnePage = FormPage & {
  request: RequestOfIncident
  entries: readonly Entry[]
  names: ReadonlyMap<string, string>
}

/** One request: what was asked, what came of it, and the next step after a no. */
export function requestPage(page: OnePage): Html {
  const { request, at } = page
  return html`${govuk.backLink({ text: 'Back to the incident', href: at(`/incidents/${request.incidentId}`) })}
<span class="govuk-caption-l">${request.incidentReference}</span>
<h1 class="govuk-heading-l">${wantsWords[request.wants]}: ${placeOf(request)}</h1>
<p class="govuk-body">${statusTag(states[request.state])}</p>
${request.state === 'refused' && nextPart(request, at)}
${govuk.summaryList({
  rows: [
    ...knownRow('What', request.what),
    ...knownRow('Who was asked', whoms[request.whom].words),
    ...knownRow('Whose it is', request.nameThen),
    ...knownRow('Under age', request.underAge === null ? 'Not known' : request.underAge ? 'Yes' : 'No'),
    ...knownRow('Answer by', request.state === 'asked' ? formatInstant(request.answerBy) : null),
    ...knownRow('How to report', request.whom === 'provider' ? howTo(request) : null),
  ],
})}
${request.state === 'asked' && answerForm(page)}
<h2 class="govuk-heading-m">What was done</h2>
${timeline(history(page))}`
}

const howTo = ({ network }: TakedownRequest) =>
  network === null ? howElsewhere : networks.entries[network].how

function nextPart(request: RequestOfIncident, at: At): Html {
  const { id, incidentId, network } = request
  const next = nextStep(request)
  if (next === null) {
    return govuk.insetText({
      html: html`<p class="govuk-body">Nobody is left to ask. Where somebody of 13 or over is harmed, <a class="govuk-link" href="${at(`/incidents/${incidentId}/referrals/new?route=report-harmful-content`)}">Report Harmful Content</a> can take it further.</p>`,
    })
  }
  const where = network === null ? '' : `&network=${network}`
  return govuk.insetText({
    html: html`<p class="govuk-body">Next: <a class="govuk-link" href="${at(`/incidents/${incidentId}/takedowns/new?whom=${next.whom}&wants=${next.wants}&follows=${id}${where}`)}">${next.words}</a></p>`,
  })
}

function history({ request, entries, names }: OnePage) {
  const by = (id: string | null) =>
    id === null ? 'Schoolkeeper' : (names.get(id) ?? 'Somebody who has left')
  return [
    { at: request.askedAt, title: 'Asked', by: by(request.askedBy) },
    ...entries.map(({ act, says, at, writtenBy }) => ({
      at,
      title: acts[act].words,
      by: by(writtenBy),
      body: says,
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
}

function answerForm({ request, at, ...state }: OnePage): Html {
  return form({
    action: at(`/takedowns/${request.id}/answers`),
    csrf: state.csrf,
    once: state.once,
    values: state.values,
    errors: state.errors,
    fields: [
      {
        kind: 'choice',
        name: 'act',
        label: 'What came of it?',
        choices: choicesOf(acts),
      },
      {
        kind: 'longText',
        name: 'says',
        label: 'Who looked or asked, and what was said?',
        rows: 3,
        limit: 2000,
      },
    ],
    submit: 'Save',
  })
}

export const csvHead = ['Incident', 'Where', 'Who was asked', 'State', 'Asked', 'Answer by']

/** A register’s line as it stands in a spreadsheet. */
export function csvRow(row: RequestOfIncident): string[] {
  return [
    row.incidentReference,
    placeOf(row),
    whoms[row.whom].words,
    states[row.state].text,
    formatInstant(row.askedAt),
    formatInstant(row.answerBy),
  ]
}
