// One account: what its source says, who it is here, and, while that is open, the question whose it is. One group: what it means.

import { formatInstant } from '#/kernel/london-time.ts'
import type { Choice } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type PersonKind, personKindWords } from '../people/index.ts'
import type { Connection, SourceGroup } from './connection.ts'
import { type Difference, detailWords, type Entry, waits } from './entry.ts'
import type { Drawn } from './pages.ts'

export type Likely = { id: string; name: string; kind: PersonKind; leftOn: string | null }
export type EntryView = Drawn & {
  connection: Connection
  entry: Entry
  personName: string | null
  differences: readonly Difference[]
  /** A roster has the person, or they hold a role: the source writes nothing of them. */
  isSomebodyElses: boolean
  likely: readonly Likely[]
  maySettle: boolean
}

/** What a source says of somebody beside what is on record, to say who it is. */
export function entryPage(view: EntryView, state: FormState): Html {
  const { connection, entry, at, personName } = view
  const { said, waitsFor, personId } = entry
  const here = at(`/provisioning/${connection.id}`)
  const row = (text: string, value: string | null) => ({
    key: { text },
    value: value === null ? { text: 'Not said' } : { html: html`<span class="sk-breaks">${value}</span>` },
  })
  const whose =
    personId !== null && personName !== null
      ? { html: html`<a class="govuk-link" href="${at(`/people/${personId}`)}">${personName}</a>` }
      : { text: waitsFor === null ? 'Nobody of the school' : 'Not settled' }
  return html`${govuk.backLink({ text: connection.name, href: here })}
<span class="govuk-caption-l">Account</span>
<h1 class="govuk-heading-l sk-breaks">${said.userName}</h1>
${waitsFor !== null && govuk.insetText({ text: waits[waitsFor] })}
${govuk.summaryList({
  rows: [
    { key: { text: 'Whose' }, value: whose },
    row('Given name', said.givenName),
    row('Family name', said.familyName),
    row('E-mail address', said.email),
    row('Job title', said.title),
    row('Sort of account', said.userType),
    row('Number there', said.externalId),
    row('Active there', said.active ? 'Yes' : 'No'),
    row('Last said', formatInstant(entry.changedAt)),
  ],
})}
${differencePart(view)}
${waitsFor !== null && view.maySettle && settleForm(view, state, here)}`
}

function differencePart({ differences, isSomebodyElses, personName }: EntryView): Html | false {
  if (differences.length === 0 || personName === null) return false
  return html`<h2 class="govuk-heading-m">What the record says otherwise</h2>
<p class="govuk-body">${
    isSomebodyElses
      ? 'A roster keeps this person’s details, or they hold a role here, so nothing of them is written from elsewhere.'
      : 'Somebody changed these here, so they are not written over.'
  } Put right whichever is wrong.</p>
${plainTable({
  caption: 'What differs',
  classes: 'sk-breaks',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Detail' }, { text: 'On record here' }, { text: 'Said there' }],
  rows: differences.map(({ detail, here, there }) => [
    { text: detailWords[detail] },
    { text: here ?? 'Nothing' },
    { text: there },
  ]),
})}`
}

const newOnes: readonly PersonKind[] = ['staff', 'supply', 'governor', 'volunteer', 'contractor', 'pupil']

function settleForm(
  { csrf, once, entry, likely }: EntryView,
  { values, errors }: FormState,
  here: string,
): Html {
  const known: readonly Choice[] = likely.map(({ id, name, kind, leftOn }) => ({
    value: `person:${id}`,
    text: name,
    hint: `${personKindWords[kind]}${leftOn === null ? '' : ', has left: they would be here again'}`,
  }))
  const isNew = entry.personId === null && entry.said.givenName !== null && entry.said.familyName !== null
  const newcomers: readonly Choice[] = isNew
    ? newOnes.map((kind) => ({
        value: `new:${kind}`,
        text: `Somebody new: ${personKindWords[kind].toLowerCase()}`,
      }))
    : []
  return form({
    action: `${here}/accounts/${entry.id}`,
    csrf,
    once,
    values,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'whose',
        label: 'Whose account is it?',
        hint: 'People with the same family name or address are listed. If it is somebody else, put the account right where it is kept.',
        choices: [
          ...known,
          ...newcomers,
          {
            value: 'nobody',
            text: 'Nobody of the school',
            hint: 'A shared mailbox or a test, for instance.',
          },
        ],
      },
    ],
    submit: 'Save',
  })
}

export type GroupView = Drawn & {
  connection: Connection
  group: SourceGroup
  members: readonly { userName: string }[]
  classes: readonly { id: string; name: string }[]
}

/** What a group of the source means here; only a person of the school says so. */
export function groupPage(view: GroupView, { values, errors }: FormState): Html {
  const { connection, group, members, classes, at, csrf, once } = view
  const here = at(`/provisioning/${connection.id}`)
  return html`${govuk.backLink({ text: connection.name, href: here })}
<span class="govuk-caption-l">Group</span>
<h1 class="govuk-heading-l sk-breaks">${group.name}</h1>
<p class="govuk-body">${members.length === 1 ? 'One account is in it.' : `${members.length} accounts are in it.`}</p>
${
  members.length > 0 &&
  govuk.details({
    summaryText: 'Accounts in this group',
    html: html`<ul class="govuk-list sk-breaks">${members.map(({ userName }) => html`<li>${userName}</li>`)}</ul>`,
  })
}
${form({
  action: `${here}/groups/${group.id}`,
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'select',
      name: 'means',
      label: 'What does it mean here?',
      hint: 'No group gives a role. Pupils whom a roster places stay in the roster’s class.',
      choices: [
        { value: 'nothing', text: 'Nothing' },
        { value: 'tells', text: 'The head is told whenever it changes' },
        ...classes.map(({ id, name }) => ({ value: `class:${id}`, text: `Its pupils are in ${name}` })),
      ],
    },
  ],
  submit: 'Save',
})}`
}
