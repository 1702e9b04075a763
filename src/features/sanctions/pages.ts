import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { momentFields } from '#/platform/web/components/moment.ts'
import { statusKey, statusTag, timeline } from '#/platform/web/components/records.ts'
import { knownRow } from '#/platform/web/components/summary-row.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Decision, Entry } from './decision-store.ts'
import { type Act, acts, approvers, type Sanction, states, stops } from './sanction.ts'
import type { SanctionOfIncident } from './store.ts'

export type At = (path: string) => string
export type Names = ReadonlyMap<string, string>
export type FormPage = { at: At; csrf: string; once: string; values: TypedValues; errors: FieldErrors }

export const registerTable = {
  sortable: ['proposed'],
  sort: 'proposed',
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
      name: 'of',
      label: 'Of',
      choices: [
        { value: 'pupil', text: 'Pupils' },
        { value: 'staff', text: 'Adults of the school' },
      ],
    },
  ],
} as const satisfies TableDefinition

type Register = { rows: readonly SanctionOfIncident[]; total: number; request: TableRequest; at: At }

/** The register of all sanctions that the reader may see. */
export function registerPage({ rows, total, request, at }: Register): Html {
  return html`<h1 class="govuk-heading-l">Sanctions</h1>
<p class="govuk-body">New ones are entered from the page of their incident. <a class="govuk-link" href="${at('/sanctions/ladders')}">What may follow</a></p>
${dataTable({
  caption: 'Register of sanctions',
  captionHidden: true,
  columns: [
    {
      key: 'who',
      text: 'Who',
      cell: (row) => html`<a class="govuk-link" href="${at(`/sanctions/${row.id}`)}">${row.nameThen}</a>`,
    },
    { key: 'what', text: 'What', cell: (row) => row.levelWords },
    {
      key: 'incident',
      text: 'Incident',
      whole: true,
      cell: (row) =>
        html`<a class="govuk-link" href="${at(`/incidents/${row.incidentId}`)}">${row.incidentReference}</a>`,
    },
    { key: 'state', text: 'State', cell: (row) => statusTag(states[row.state], 'brief') },
    { key: 'until', text: 'Until', cell: untilWords },
    { key: 'proposed', text: 'Proposed', cell: (row) => formatDate(londonDate(row.proposedAt)) },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/sanctions.csv'),
  empty: 'No sanction has been entered that you may see.',
})}
${statusKey(Object.values(states))}`
}

/** Until when something is stopped: a day, a talk, or both. Nothing for what stops nothing. */
function untilWords({ stops: stopped, endsOn, needsTalk }: Sanction): string {
  if (stopped === null) return '–'
  const day = endsOn === null ? null : formatDate(endsOn)
  return [day, needsTalk ? 'after a talk' : null].filter(Boolean).join(', ')
}

/** The part of an incident’s page. */
export function panelPart(rows: readonly SanctionOfIncident[], incidentId: string, at: At): Html {
  return html`<section><h2 class="govuk-heading-m">Sanctions and support</h2>
${rows.length === 0 && html`<p class="govuk-body">None so far.</p>`}
${
  rows.length > 0 &&
  govuk.summaryList({
    rows: rows.map((row) => ({
      key: { html: html`<a class="govuk-link" href="${at(`/sanctions/${row.id}`)}">${row.levelWords}</a>` },
      value: { html: html`${row.nameThen} ${statusTag(states[row.state], 'brief')}` },
    })),
  })
}
<p class="govuk-body"><a class="govuk-link" href="${at(`/incidents/${incidentId}/sanctions/new`)}">Enter a sanction</a></p></section>`
}

export type OnePage = FormPage & {
  sanction: SanctionOfIncident
  decisions: readonly Decision[]
  entries: readonly Entry[]
  names: Names
  mayDecide: boolean
  may: readonly Act[]
}

/** One sanction: what it is, who decided, what was done, and what may be done now. */
export function sanctionPage(page: OnePage): Html {
  const { sanction, at } = page
  return html`${govuk.backLink({ text: 'Back to the incident', href: at(`/incidents/${sanction.incidentId}`) })}
<span class="govuk-caption-l">${sanction.incidentReference}</span>
<h1 class="govuk-heading-l">${sanction.levelWords}</h1>
<p class="govuk-body">${statusTag(states[sanction.state])}</p>
${govuk.summaryList({
  rows: [
    ...knownRow('Who', sanction.nameThen),
    ...knownRow('What for', sanction.why),
    ...knownRow('Stopped', stoppedWords(sanction)),
    ...knownRow('Until', sanction.stops === null ? null : untilWords(sanction)),
    ...knownRow('Needs', approvers[sanction.approver].words),
    ...knownRow('LADO’s advice', sanction.ladoAdvice),
  ],
})}
${page.mayDecide && decideForm(page)}
<h2 class="govuk-heading-m">What was done</h2>
${timeline(history(page))}
${page.may.length > 0 && govuk.details({ summaryText: 'Record what was done', open: hasErrors(page, 'act'), html: stepForm(page) })}`
}

const hasErrors = ({ errors, values }: FormPage, name: string) =>
  Object.keys(errors).length > 0 && values[name] !== undefined

function stoppedWords({ stops: stopped, tool }: Sanction): string | null {
  return stopped === null ? null : stopped === 'tool' ? (tool ?? stops.tool) : stops[stopped]
}

function history({ sanction, decisions, entries, names }: OnePage) {
  const by = (id: string | null) =>
    id === null ? 'Schoolkeeper' : (names.get(id) ?? 'Somebody who has left')
  return [
    { at: sanction.proposedAt, title: 'Proposed', by: by(sanction.proposedBy) },
    ...decisions.map(({ decision, says, decidedAt, decidedBy }) => ({
      at: decidedAt,
      title: decision === 'approved' ? 'Approved' : 'Refused',
      by: by(decidedBy),
      body: says ?? '',
    })),
    ...entries.map(({ act, says, at, writtenBy }) => ({
      at,
      title: acts[act].words,
      by: by(writtenBy),
      body: says ?? '',
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
}

function decideForm({ sanction, at, csrf, once, values, errors }: OnePage): Html {
  return form({
    action: at(`/sanctions/${sanction.id}/decide`),
    csrf,
    once,
    values,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: 'Do you approve it?',
        choices: [
          { value: 'approved', text: 'Yes, I approve it' },
          { value: 'refused', text: 'No, I refuse it' },
        ],
      },
      {
        kind: 'longText',
        name: 'says',
        label: 'Reason',
        hint: 'Needed when you refuse it.',
        rows: 3,
        limit: 2000,
      },
    ],
    submit: 'Save the decision',
  })
}

function stepForm({ sanction, may, at, csrf, once, values, errors }: OnePage): Html {
  return form({
    action: at(`/sanctions/${sanction.id}/steps`),
    csrf,
    once,
    values,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'act',
        label: 'What was done?',
        choices: may.map((value) => ({ value, text: acts[value].words })),
      },
      { kind: 'longText', name: 'says', label: 'What was said or done?', rows: 3, limit: 2000 },
      ...momentFields('On which day?'),
    ],
    submit: 'Save',
  })
}

export const csvHead = ['Incident', 'Who', 'What', 'State', 'Until', 'Proposed']

/** A register’s line as it stands in a spreadsheet. */
export function csvRow(row: SanctionOfIncident): string[] {
  return [
    row.incidentReference,
    row.nameThen,
    row.levelWords,
    states[row.state].text,
    untilWords(row),
    formatInstant(row.proposedAt),
  ]
}
