// A logon that several people use, and the forms that make new ones.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { personKindWords } from '../people/index.ts'
import { type Account, accountKinds } from './account.ts'
import { temporaryKinds } from './give-temporary.ts'
import type { NetworkState } from './hold.ts'
import { type Drawn, holdList, passwordActions, stateLine } from './pages-network.ts'

export type Staff = readonly { id: string; name: string }[]

export type AccountView = {
  account: Account
  state: NetworkState
  owner: string | null
  className: string | null
  staff: Staff
  mayKeep: boolean
  mayReset: boolean
}

/** One logon. `more` is what its directory says of it, where there is one. */
export function accountPage(view: AccountView, drawn: Drawn, more?: Html): Html {
  const { account, state, mayKeep } = view
  return html`<span class="govuk-caption-l">${accountKinds[account.kind].words} logon</span>
<h1 class="govuk-heading-l">${account.logonName}</h1>
<p class="govuk-body">${accountKinds[account.kind].means}</p>
<p class="govuk-body">${account.closedAt === null ? stateLine(state) : 'Closed for good.'}</p>
${state.holds.length > 0 && holdList(state.holds, state)}
${govuk.summaryList({ rows: factsOf(view).map(([key, text]) => ({ key: { text: key }, value: { text } })) })}
${more}
${mayKeep && account.closedAt === null && actions(view, drawn)}`
}

function factsOf({ account, owner, className }: AccountView): (readonly [string, string])[] {
  return [
    ['Who uses it', className ?? account.purpose ?? 'Not said'],
    ['Who answers for it', owner ?? 'Nobody: choose somebody below'],
    ['Since', formatDate(account.startsOn)],
    ['Last used', account.lastUsedAt === null ? 'Not on record' : formatInstant(account.lastUsedAt)],
  ]
}

function actions({ account, staff, mayReset }: AccountView, { csrf, once, at, values, errors }: Drawn): Html {
  return html`${passwordActions(account.id, mayReset, { csrf, once, at })}
<h2 class="govuk-heading-m">Who answers for it</h2>
${form({
  action: at(`/accounts/${account.id}/owner`),
  csrf,
  once,
  values: { ownerId: account.ownerId ?? '', ...values },
  errors,
  fields: [ownerField(staff)],
  submit: 'Save',
})}
${govuk.details({
  summaryText: 'Close this logon',
  html: html`<p class="govuk-body">It stops working now and its name is never given out again.</p>
${buttonForm({
  action: at(`/accounts/${account.id}/close`),
  csrf,
  once,
  text: 'Close it for good',
  classes: 'govuk-button--warning',
})}`,
})}`
}

const ownerField = (staff: Staff) =>
  ({
    kind: 'select',
    name: 'ownerId',
    label: 'Member of staff who answers for it',
    choices: [{ value: '', text: 'Choose' }, ...staff.map(({ id, name }) => ({ value: id, text: name }))],
  }) as const

/** The office's record of a temporary logon: who, what for, until when, and that they were told. */
export function temporaryPage({ csrf, once, at, values, errors }: Drawn, latest: string): Html {
  return html`<h1 class="govuk-heading-l">Give a temporary logon</h1>
<p class="govuk-body">For supply staff and visitors. It ends by itself, and misuse can be traced by this record.</p>
${form({
  action: at('/accounts/new/temporary'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'kind',
      label: 'What are they here?',
      inline: true,
      choices: temporaryKinds.map((value) => ({ value, text: personKindWords[value] })),
    },
    { kind: 'text', name: 'givenName', label: 'Given name', width: 20, autocomplete: 'off' },
    { kind: 'text', name: 'familyName', label: 'Family name', width: 20, autocomplete: 'off' },
    {
      kind: 'text',
      name: 'purpose',
      label: 'What are they here for?',
      hint: 'For example: covers 4 Ash; from which agency.',
    },
    { kind: 'date', name: 'lastDay', label: 'Last day', hint: `Not after ${formatDate(latest)}` },
    {
      kind: 'tick',
      name: 'told',
      text: 'They were told of the school’s policies, and that use is filtered and monitored',
    },
  ],
  submit: 'Give the logon',
})}`
}

/** Asks for a logon that several people use, which is never without somebody who answers for it. */
export function genericPage({ csrf, once, at, values, errors }: Drawn, staff: Staff): Html {
  return html`<h1 class="govuk-heading-l">Add a generic logon</h1>
<p class="govuk-body">Several people will use it. One member of staff answers for it, an adult opens it each time, and its password is changed regularly.</p>
${form({
  action: at('/accounts/new/generic'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'logonName', label: 'Logon', width: 20, autocomplete: 'off' },
    { kind: 'text', name: 'purpose', label: 'Who uses it, and what for?' },
    ownerField(staff),
  ],
  submit: 'Add it',
})}`
}
