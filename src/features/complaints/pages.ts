// Complaints, as those who decide on them read them. Titles name nobody.

import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag, timeline, writtenWords } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { roleWords } from '../people/index.ts'
import { actions, type Complaint, kinds, moves, outcomes, stateNames, states } from './complaint.ts'
import type { Entry } from './store.ts'

type Drawn = {
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
  at: (path: string) => string
}
export type NamedChoice = { value: string; text: string; hint?: string }

export const complaintTable = {
  sortable: ['received', 'kind', 'state'],
  sort: 'received',
  direction: 'descending',
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: stateNames.map((value) => ({ value, text: states[value].text })),
    },
  ],
} as const satisfies TableDefinition

/** Those that the reader decides on or was asked about, with when the next answer is owed. */
export function complaintsPage(parts: {
  rows: readonly Complaint[]
  total: number
  request: TableRequest
  at: (path: string) => string
  now: Date
}): Html {
  const { rows, total, request, at, now } = parts
  return html`<h1 class="govuk-heading-l">Complaints</h1>
<p class="govuk-body">You see those that you decide on, and those on which you were asked for advice.</p>
${govuk.button({ text: 'Write a complaint down', href: at('/complaints/new') })}
${dataTable<Complaint>({
  caption: 'Complaints',
  captionHidden: true,
  columns: [
    {
      key: 'reference',
      text: 'Reference',
      whole: true,
      cell: ({ id, reference }) =>
        html`<a class="govuk-link" href="${at(`/complaints/${id}`)}">${reference}</a>`,
    },
    { key: 'kind', text: 'Kind', cell: ({ kind }) => kinds[kind].words },
    { key: 'state', text: 'State', cell: ({ state }) => statusTag(states[state], 'brief') },
    { key: 'received', text: 'Received', cell: ({ receivedAt }) => formatInstant(receivedAt) },
    { key: 'due', text: 'Next', cell: (row) => nextOf(row, now) },
  ],
  rows,
  total,
  request,
  sortable: complaintTable.sortable,
  filters: complaintTable.filters,
  empty: 'No complaint is yours to decide.',
})}
${statusKey(stateNames.map((state) => states[state]))}`
}

function nextOf({ state, acknowledgeBy, answerBy }: Complaint, now: Date): Html | string {
  if (state !== 'received' && state !== 'acknowledged') return '–'
  const [what, by] = state === 'received' ? ['Acknowledge', acknowledgeBy] : ['Answer', answerBy]
  return by < now
    ? html`<strong>${what}: overdue since ${formatInstant(by)}</strong>`
    : `${what} by ${formatInstant(by)}`
}

/** Writes a complaint down. `people` are those of the name that was typed, to choose from. */
export function receivePage(drawn: Drawn & { people: readonly NamedChoice[] | null }): Html {
  const { csrf, once, values, errors, at, people } = drawn
  return html`<h1 class="govuk-heading-l">Write a complaint down</h1>
<p class="govuk-body">Write it as it was made. It goes by itself to those who decide, and never to whom it is about.</p>
${form({
  action: at('/complaints'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What is it?',
      choices: Object.entries(kinds).map(([value, { words, means }]) => ({
        value,
        text: words,
        hint: means,
      })),
    },
    {
      kind: 'text',
      name: 'complainant',
      label: 'Who complains, and how can we reach them?',
      hint: 'Name and telephone number or address. “No name” will do.',
    },
    { kind: 'longText', name: 'account', label: 'What is the complaint?', limit: 10_000 },
    {
      kind: 'text',
      name: 'aboutName',
      label: 'Is it about somebody at the school?',
      hint: 'First name or surname: we ask which person next. It is kept from them.',
      width: 20,
      optional: true,
    },
    ...(people === null
      ? []
      : [
          {
            kind: 'choice' as const,
            name: 'aboutId',
            label: 'Which person is it?',
            choices: [...people, { value: 'none', text: 'None of these' }],
          },
        ]),
  ],
  submit: 'Send it on its way',
})}
${govuk.insetText({ html: html`Are you worried about the school or the council yourself? Choose whistleblowing. The trail keeps who typed it; if you want no name on it, write to the chair of governors or the local authority instead. Never take it to social media: that may harm a child, and you.` })}`
}

/** After it was received: whom it went to is said in general, so that the page tells nothing of whom it is about. */
export function sentPage({ at, outside }: { at: (path: string) => string; outside: boolean }): Html {
  return html`${govuk.panel({ titleText: 'Thank you', html: html`It was passed to the right person.` })}
${outside && html`<p class="govuk-body-l"><strong>Nobody at this school may decide about this.</strong> Ring the local authority, and the LADO if a child may have been harmed. Anyone may.</p>`}
<p class="govuk-body"><a class="govuk-link" href="${at('/complaints')}">Complaints</a></p>`
}

export type ComplaintView = {
  complaint: Complaint
  entries: readonly Entry[]
  names: ReadonlyMap<string, string>
  mayDecide: boolean
  people: readonly NamedChoice[] | null
}

/** What was written, what was done, and the next step for whoever decides; an adviser reads it alone. */
export function complaintPage(view: ComplaintView, drawn: Drawn): Html {
  const { complaint, entries, names, mayDecide } = view
  const { at } = drawn
  const open = Object.keys(moves[complaint.state]).length > 0
  return html`<span class="govuk-caption-l">Complaint</span>
<h1 class="govuk-heading-l">${complaint.reference}</h1>
<p class="govuk-body">${statusTag(states[complaint.state])}</p>
${govuk.summaryList({
  rows: [
    summaryRow('Kind', kinds[complaint.kind].words),
    summaryRow('From', complaint.complainant),
    ...(complaint.aboutId === null ? [] : [summaryRow('About', names.get(complaint.aboutId) ?? '')]),
    summaryRow('Received', formatInstant(complaint.receivedAt)),
    summaryRow('Acknowledge by', formatInstant(complaint.acknowledgeBy)),
    summaryRow('Answer by', formatInstant(complaint.answerBy)),
    summaryRow('Decided by', complaint.decidedBy.map(roleWords).join(', ')),
    ...(complaint.outcome === null ? [] : [summaryRow('Outcome', outcomes[complaint.outcome])]),
    ...(complaint.incidentId === null
      ? []
      : [
          summaryRow(
            'Incident',
            html`<a class="govuk-link" href="${at(`/incidents/${complaint.incidentId}`)}">Logged as an incident</a>, for those who may see it`,
          ),
        ]),
  ],
})}
<h2 class="govuk-heading-m">The complaint</h2>
${writtenWords(complaint.account.reveal())}
${mayDecide && open && decisionForms(view, drawn)}
<h2 class="govuk-heading-m">Record</h2>
${timeline(entries.map(({ at: when, title, says, writtenBy }) => ({ at: when, title, ...(writtenBy === null ? {} : { by: names.get(writtenBy) ?? '' }), ...(says === null ? {} : { body: writtenWords(says) }) })))}`
}

function decisionForms(
  { complaint, people }: ComplaintView,
  { csrf, once, values, errors, at }: Drawn,
): Html {
  const can = Object.keys(moves[complaint.state]) as (keyof typeof actions)[]
  const outcome = {
    kind: 'choice' as const,
    name: 'outcome',
    label: 'Outcome',
    small: true,
    choices: choicesOf(outcomes),
  }
  return html`<h2 class="govuk-heading-m">What next?</h2>
${form({
  action: at(`/complaints/${complaint.id}`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'action',
      label: 'What do you do?',
      choices: can.map((value) => ({
        value,
        text: actions[value],
        ...(value === 'answer' ? { reveals: [outcome] } : {}),
      })),
    },
    { kind: 'longText', name: 'says', label: 'What was said or decided, and why?', rows: 4, limit: 4000 },
  ],
  submit: 'Save',
})}
${govuk.details({
  summaryText: 'Ask somebody for advice',
  open: people !== null || 'name' in errors || 'personId' in errors,
  html: form({
    action: at(`/complaints/${complaint.id}/advice`),
    csrf,
    values,
    errors,
    fields:
      people === null
        ? [
            {
              kind: 'text',
              name: 'name',
              label: 'Name',
              hint: 'For example the co-ordinator or the safeguarding lead. They may then read this complaint.',
              width: 20,
            },
          ]
        : [{ kind: 'choice', name: 'personId', label: 'Whom do you ask?', choices: people }],
    submit: people === null ? 'Look for the name' : 'Ask for advice',
  }),
})}`
}
