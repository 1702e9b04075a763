import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag, timeline } from '#/platform/web/components/records.ts'
import { knownRow } from '#/platform/web/components/summary-row.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Contact } from '../schools/index.ts'
import { type FormPage, sendingFields } from './pages-fields.ts'
import { routeGuide } from './pages-route.ts'
import { acts, actsIn, consents, methods, states } from './referral.ts'
import { type ReferralRoute, referralRoutes } from './referral-routes.ts'
import type { Entry, ReferralOfIncident } from './store.ts'

export type At = (path: string) => string

export const registerTable = {
  sortable: ['entered'],
  sort: 'entered',
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
      name: 'route',
      label: 'To',
      choices: referralRoutes.routes.map(({ id, name }) => ({ value: id, text: name })),
    },
  ],
} as const satisfies TableDefinition

type Register = { rows: readonly ReferralOfIncident[]; total: number; request: TableRequest; at: At }

/** The register of all referrals that the reader may see. */
export function registerPage({ rows, total, request, at }: Register): Html {
  return html`<h1 class="govuk-heading-l">Referrals</h1>
<p class="govuk-body">New ones are entered from the page of their incident. You told somebody outside yourself? <a class="govuk-link" href="${at('/referrals/own')}">Write it down</a></p>
${dataTable({
  caption: 'Register of referrals',
  captionHidden: true,
  columns: [
    {
      key: 'route',
      text: 'To',
      cell: (row) => html`<a class="govuk-link" href="${at(`/referrals/${row.id}`)}">${row.routeWords}</a>`,
    },
    { key: 'incident', text: 'Incident', whole: true, cell: (row) => incidentLink(row, at) },
    { key: 'state', text: 'State', cell: (row) => statusTag(states[row.state], 'brief') },
    { key: 'due', text: 'Due', cell: dueWords },
    { key: 'reference', text: 'Their reference', cell: (row) => row.reference ?? '–' },
    { key: 'entered', text: 'Entered', cell: (row) => formatInstant(row.enteredAt) },
  ],
  rows,
  total,
  request,
  sortable: registerTable.sortable,
  filters: registerTable.filters,
  csvHref: at('/referrals.csv'),
  empty: 'No referral has been entered that you may see.',
})}
${statusKey(Object.values(states))}`
}

function incidentLink({ incidentId, incidentReference }: ReferralOfIncident, at: At): Html | string {
  return incidentId === null
    ? 'Made directly'
    : html`<a class="govuk-link" href="${at(`/incidents/${incidentId}`)}">${incidentReference}</a>`
}

/** What is due next: that it is made, or that it is answered. */
function dueWords({ state, dueAt, answerDueAt }: ReferralOfIncident): string {
  if (state === 'due') return dueAt === null ? 'Soon' : `To be made by ${formatInstant(dueAt)}`
  if (state !== 'sent' || answerDueAt === null) return '–'
  return `Answer by ${formatInstant(answerDueAt)}`
}

/** The part of an incident’s page. */
export function panelPart(rows: readonly ReferralOfIncident[], incidentId: string, at: At): Html {
  return html`<section><h2 class="govuk-heading-m">Referrals</h2>
${rows.length === 0 && html`<p class="govuk-body">Nobody outside the school has been told.</p>`}
${
  rows.length > 0 &&
  govuk.summaryList({
    rows: rows.map((row) => ({
      key: { html: html`<a class="govuk-link" href="${at(`/referrals/${row.id}`)}">${row.routeWords}</a>` },
      value: {
        html: html`${statusTag(states[row.state], 'brief')} ${dueWords(row) !== '–' && html`<br>${dueWords(row)}`}`,
      },
    })),
  })
}
<p class="govuk-body"><a class="govuk-link" href="${at(`/incidents/${incidentId}/referrals/new`)}">Tell somebody outside</a></p></section>`
}

export type OnePage = FormPage & {
  referral: ReferralOfIncident
  route: ReferralRoute | undefined
  contact: Contact | undefined
  /** The school’s own hours by this route; null where it keeps to the rule. */
  hours: number | null
  entries: readonly Entry[]
  names: ReadonlyMap<string, string>
  mayWork: boolean
}

/** One referral: how to make it, what was done, what may be done now. */
export function referralPage(page: OnePage): Html {
  const { referral, route, contact, at, mayWork } = page
  const back = referral.incidentId === null ? '/referrals' : `/incidents/${referral.incidentId}`
  return html`${govuk.backLink({ text: 'Back', href: at(back) })}
<span class="govuk-caption-l">${referral.incidentReference ?? 'Made directly'}</span>
<h1 class="govuk-heading-l">${referral.routeWords}</h1>
<p class="govuk-body">${statusTag(states[referral.state])}</p>
${referral.state === 'due' && route && routeGuide(route, { contact, hours: page.hours })}
${govuk.summaryList({
  rows: [
    ...knownRow('What it is about', referral.why),
    ...knownRow('Due', dueWords(referral) !== '–' && dueWords(referral)),
    ...knownRow(
      'Made',
      referral.sentAt &&
        `${formatInstant(referral.sentAt)}, ${referral.method ? methods[referral.method].toLowerCase() : ''}`,
    ),
    ...knownRow('Taken by', referral.namedPerson),
    ...knownRow('Their reference', referral.reference),
    ...knownRow('Consent', referral.consent && consents[referral.consent]),
    ...knownRow('Why without', referral.consentWhy),
    ...knownRow('Their answer', referral.answer),
    ...knownRow('If nobody answers', referral.state === 'sent' && (route?.escalation ?? null)),
  ],
})}
${referral.state === 'due' && mayWork && sendForm(page)}
<h2 class="govuk-heading-m">What was done</h2>
${timeline(history(page))}
${mayWork && actsIn(referral.state).length > 0 && actForm(page)}`
}

function history({ referral, entries, names }: OnePage) {
  const by = (id: string | null) =>
    id === null ? 'Schoolkeeper' : (names.get(id) ?? 'Somebody who has left')
  return [
    { at: referral.enteredAt, title: 'Entered', by: by(referral.enteredBy) },
    ...entries.map(({ act, says, at, writtenBy }) => ({
      at,
      title: acts[act].words,
      by: by(writtenBy),
      body: says ?? '',
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
}

function sendForm({ referral, at, ...state }: OnePage): Html {
  return html`<h2 class="govuk-heading-m">When you have made it</h2>
${form({
  action: at(`/referrals/${referral.id}/send`),
  csrf: state.csrf,
  once: state.once,
  values: state.values,
  errors: state.errors,
  fields: sendingFields,
  submit: 'It has been made',
})}`
}

function actForm({ referral, at, ...state }: OnePage): Html {
  const choices = actsIn(referral.state)
    .filter((act) => act !== 'send')
    .map((value) => ({ value, text: acts[value].words }))
  if (choices.length === 0) return html``
  return govuk.details({
    summaryText: referral.state === 'due' ? 'It is not needed after all' : 'Record what was done',
    open: state.values.act !== undefined,
    html: form({
      action: at(`/referrals/${referral.id}/acts`),
      csrf: state.csrf,
      once: state.once,
      values: state.values,
      errors: state.errors,
      fields: [
        { kind: 'choice', name: 'act', label: 'What was done?', choices },
        { kind: 'longText', name: 'says', label: 'What was said or answered?', rows: 3, limit: 4000 },
      ],
      submit: 'Save',
    }),
  })
}

export const csvHead = ['Incident', 'To', 'State', 'Due', 'Made', 'Their reference']

/** A register’s line as it stands in a spreadsheet. */
export function csvRow(row: ReferralOfIncident): string[] {
  return [
    row.incidentReference ?? 'Made directly',
    row.routeWords,
    states[row.state].text,
    dueWords(row),
    row.sentAt ? formatInstant(row.sentAt) : '',
    row.reference ?? '',
  ]
}
