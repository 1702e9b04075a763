import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { personBar, timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import { fullName, type Person, personKindWords } from '../people/index.ts'
import type { ChronologyItem } from './chronology.ts'
import { methods, type Transfer } from './transfer.ts'

export type ChronologyView = {
  person: Person
  className: string | null
  items: readonly ChronologyItem[]
  relatives: readonly Person[]
  transfers: readonly Transfer[]
  /** May send the record to another school. */
  maySend: boolean
  tokens: { csrf: string; once: string }
  at: (path: string) => string
}

/** Everything about one person in the order in which it happened. */
export function chronologyPage(view: ChronologyView): Html {
  const { person, items, at } = view
  return html`${govuk.backLink({ text: fullName(person), href: at(`/people/${person.id}`) })}
<h1 class="govuk-heading-xl">Chronology</h1>
${personBar({ name: fullName(person), href: at(`/people/${person.id}`), facts: factsOf(view) })}
${
  items.length === 0
    ? emptyState({ sentence: 'Nothing that you may see is held on this person.' })
    : timeline(items.map((item) => entryOf(item, at)))
}
${view.relatives.length > 0 && relativesOf(view)}
${person.kind === 'pupil' && transfersOf(view)}
<p class="govuk-body-s">It holds what you may see. That you read it is on record.</p>`
}

function factsOf({ person, className }: ChronologyView): string[] {
  const born = person.dateOfBirth ? `Born ${formatDate(person.dateOfBirth)}` : null
  return [personKindWords[person.kind], className, born].filter((fact) => fact !== null)
}

function entryOf(item: ChronologyItem, at: (path: string) => string) {
  return {
    at: item.at,
    title: item.what,
    body: html`<p class="govuk-body">${item.path === null ? item.summary : html`<a class="govuk-link" href="${at(item.path)}">${item.summary}</a>`}</p>`,
  }
}

function relativesOf({ relatives, at }: ChronologyView): Html {
  return html`<h2 class="govuk-heading-m">Brothers, sisters and other relatives at the school</h2>
<ul class="govuk-list govuk-list--bullet">${relatives.map(
    (one) =>
      html`<li><a class="govuk-link" href="${at(`/people/${one.id}/chronology`)}">${fullName(one)}</a>, ${personKindWords[one.kind].toLowerCase()}</li>`,
  )}</ul>`
}

function transfersOf({ person, transfers, maySend, tokens, at }: ChronologyView): Html {
  return html`<h2 class="govuk-heading-m">Sent to another school</h2>
${transfers.length === 0 && html`<p class="govuk-body">This record has not been sent to another school.</p>`}
${transfers.map(
  (
    one,
  ) => html`<div class="govuk-inset-text"><p class="govuk-body">${sentWords(one)} It had ${entriesWords(one.records)}.</p>
${
  one.receivedAt
    ? html`<p class="govuk-body">Received on ${formatInstant(one.receivedAt)} by ${one.receivedBy}.</p>`
    : html`<p class="govuk-body"><strong>No receipt yet.</strong></p>${maySend && receiptForm(one.id, tokens, at)}`
}</div>`,
)}
${maySend && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/people/${person.id}/transfer`)}">Send the record to another school</a></p>`}`
}

function receiptForm(
  transferId: string,
  tokens: { csrf: string; once: string },
  at: (path: string) => string,
  typed: { values?: Readonly<Record<string, string>>; errors?: FieldErrors } = {},
): Html {
  return form({
    action: at(`/transfers/${transferId}/receipt`),
    ...tokens,
    ...typed,
    fields: [{ kind: 'text', name: 'receivedBy', label: 'Who signed for it?' }],
    submit: 'Note the receipt',
  })
}

/** The same question on a page of its own, when it was left empty. */
export function receiptPage(
  view: Pick<TransferView, 'person' | 'values' | 'errors' | 'tokens' | 'at'> & { transfer: Transfer },
): Html {
  const { person, transfer, tokens, at, values, errors } = view
  return html`${govuk.backLink({ text: 'Chronology', href: at(`/people/${person.id}/chronology`) })}
<h1 class="govuk-heading-l">Who signed for the record of ${fullName(person)}?</h1>
<p class="govuk-body">${sentWords(transfer)}</p>
${receiptForm(transfer.id, tokens, at, { values, errors })}`
}

const sentWords = ({ toSchool, toPerson, sentAt, method }: Transfer): string =>
  `Sent to ${toSchool}, ${toPerson}, on ${formatInstant(sentAt)}. ${methods[method]}.`

const entriesWords = (records: number): string =>
  records === 0 ? 'no entries' : records === 1 ? 'one entry' : `${records} entries`

export type TransferView = {
  person: Person
  records: number
  values: Readonly<Record<string, string>>
  errors: FieldErrors
  tokens: { csrf: string; once: string }
  at: (path: string) => string
}

/** Before a record leaves: what goes, what stays, and by which way. */
export function transferPage({ person, records, values, errors, tokens, at }: TransferView): Html {
  const back = at(`/people/${person.id}/chronology`)
  return html`${govuk.backLink({ text: 'Chronology', href: back })}
<h1 class="govuk-heading-l">Send the safeguarding record of ${fullName(person)} to another school</h1>
<p class="govuk-body">The summary has ${entriesWords(records)}. What adults of this school may have done is not in it. It goes apart from the main file, within five school days, and you ask for a receipt. Parents are told, and cannot forbid it.</p>
<p class="govuk-body"><a class="govuk-link" href="${at(`/people/${person.id}/summary.pdf`)}">Summary to send (PDF)</a></p>
${form({
  action: at(`/people/${person.id}/transfer`),
  ...tokens,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'toSchool', label: 'Which school does it go to?' },
    {
      kind: 'text',
      name: 'toPerson',
      label: 'Who receives it there?',
      hint: 'Usually their safeguarding lead, by name',
    },
    {
      kind: 'choice',
      name: 'method',
      label: 'How is it sent?',
      choices: choicesOf(methods),
    },
  ],
  submit: 'Record that it was sent',
})}`
}
