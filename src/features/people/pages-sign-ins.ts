import { formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { type BoundAccount, providerKinds, type SignInStanding } from '#/platform/sign-in/sign-in.ts'
import { dataTable } from '#/platform/web/components/data-table.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { TableDefinition, TableRequest } from '#/platform/web/components/table-request.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { adultsOfTheSchool, fullName, type Person, personKindWords } from './person.ts'

export type SignInPage = {
  person: Person
  signIn: SignInStanding | null
  /** The accounts at Google and Microsoft that sign them in. */
  accounts: readonly BoundAccount[]
  /** The actor looks after sign-ins, and may do so for this person. */
  may: { close: boolean; letIn: boolean }
  /** Why they may not let this person in, where they may not. */
  whyNot: string | null
  resetPath: string | null
  back: string | null
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
  at: (path: string) => string
}

/** How one person stands with signing in, and what can be done about it. */
export function signInPage(shown: SignInPage): Html {
  const { person, signIn, whyNot, back, at } = shown
  return html`${back !== null && govuk.backLink({ text: 'Back', href: at(back) })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Sign-in of ${fullName(person)}</h1>
${signIn ? standing(signIn) : html`<p class="govuk-body">${fullName(person)} has no sign-in to Schoolkeeper.</p>`}
${whyNot !== null && govuk.insetText({ text: whyNot })}
${signIn === null && shown.may.letIn && inviting(shown)}
${signIn !== null && helping(shown, signIn)}
</div></div>`
}

function standing(signIn: SignInStanding): Html {
  const password = signIn.mustChangePassword
    ? 'Temporary: a new one must be chosen at the next sign-in'
    : 'Chosen by the person'
  return govuk.summaryList({
    rows: [
      summaryRow('Sign-in name', signIn.signInName),
      { key: { text: 'State' }, value: { html: statusTag(stateOf(signIn), 'brief') } },
      ...(signIn.disabledAt && signIn.disabledWhy
        ? [summaryRow('Closed', `${formatInstant(signIn.disabledAt)}: ${signIn.disabledWhy}`)]
        : []),
      summaryRow('Last signed in', signIn.lastSignedInAt ? formatInstant(signIn.lastSignedInAt) : 'Never'),
      summaryRow('Password', signIn.hasPassword ? password : 'Not chosen yet'),
      summaryRow('Second factor', signIn.hasSecondFactor ? 'Set up' : 'None'),
    ],
  })
}

/** Whoever connected an account at Google or Microsoft may never choose a password. */
function stateOf({ disabledAt, hasPassword, lastSignedInAt }: SignInStanding) {
  if (disabledAt) return { text: 'Closed', means: 'Nobody can sign in with it.', colour: 'red' as const }
  if (!hasPassword && lastSignedInAt === null)
    return { text: 'Invited', means: 'The link was not used yet.', colour: 'yellow' as const }
  return { text: 'Open', means: 'Can be used.', colour: 'green' as const }
}

function helping(shown: SignInPage, signIn: SignInStanding): Html {
  const { person, may, csrf, once, resetPath, at } = shown
  const path = `/people/${person.id}/sign-in`
  const open = signIn.disabledAt === null
  return html`${
    open &&
    may.letIn &&
    html`<h2 class="govuk-heading-m">Forgotten password</h2>
<p class="govuk-body">Makes a password for one sign-in and ends every session. See the person, or ring the number the school has for them: it is shown to you once.</p>
${buttonForm({ action: at(`${path}/temporary-password`), csrf, once, text: 'Make a temporary password', classes: 'govuk-button--secondary' })}`
  }
${
  open &&
  signIn.hasSecondFactor &&
  resetPath !== null &&
  html`<h2 class="govuk-heading-m">Lost phone or key</h2>
<p class="govuk-body"><a class="govuk-link" href="${at(resetPath)}">Ask for the second factor to be reset</a>. Two people are needed.</p>`
}
${shown.accounts.map((account) => connected(shown, account))}
${open && may.close && closing(shown, at(`${path}/disable`))}
${
  !open &&
  may.letIn &&
  html`<h2 class="govuk-heading-m">Open it again</h2>
<p class="govuk-body">With the password it had.</p>
${buttonForm({ action: at(`${path}/enable`), csrf, once, text: 'Open the sign-in again', classes: 'govuk-button--secondary' })}`
}`
}

/** When an account was connected, and that its address was enough then: it may be another's since. */
export function howConnected({ boundAt, boundBy }: Pick<BoundAccount, 'boundAt' | 'boundBy'>): string {
  const how = boundBy === 'address' ? ' by its address, as was possible before November 2026' : ''
  return `Connected ${formatInstant(boundAt)}${how}.`
}

function connected({ person, may, csrf, once, at }: SignInPage, account: BoundAccount): Html {
  const { kind } = account
  const { name } = providerKinds[kind]
  return html`<h2 class="govuk-heading-m">${name} account</h2>
<p class="govuk-body">${howConnected(account)} It signs them in.</p>
${
  may.close &&
  buttonForm({
    action: at(`/people/${person.id}/sign-in/disconnect`),
    csrf,
    once,
    values: { kind },
    text: `Disconnect the ${name} account`,
    classes: 'govuk-button--secondary',
  })
}`
}

function closing({ csrf, once, values, errors }: SignInPage, action: string): Html {
  return html`<h2 class="govuk-heading-m">Close the sign-in</h2>
<p class="govuk-body">Every session ends at once. Open tasks go to the next person as well. The help list and reporting stay open to everybody.</p>
${form({
  action,
  csrf,
  once,
  values,
  errors,
  fields: [{ kind: 'text', name: 'why', label: 'Why?', hint: 'For whoever opens it again.' }],
  submit: 'Close the sign-in',
  weight: 'warning',
})}`
}

function inviting({ person, csrf, once, values, errors, at }: SignInPage): Html {
  return form({
    action: at(`/people/${person.id}/sign-in/invite`),
    csrf,
    once,
    values,
    errors,
    fields: [
      {
        kind: 'text',
        name: 'signInName',
        label: 'Sign-in name',
        hint: 'Letters without accents, digits, full stops and hyphens.',
      },
    ],
    submit: 'Give a sign-in',
  })
}

/** What was just made: on this page once, and nowhere else. */
export function shownOncePage(parts: {
  title: string
  sentence: string
  secret: string
  back: string
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${parts.title}</h1>
${govuk.warningText({ text: 'This is shown once. Nobody can look it up later.', iconFallbackText: 'Warning' })}
<p class="govuk-body">${parts.sentence}</p>
<div class="sk-paper"><p class="sk-paper__words">${parts.secret}</p></div>
<p class="govuk-body"><a class="govuk-link" href="${parts.back}">I have passed it on</a></p>
</div></div>`
}

export type SignInLine = { person: Person; signIn: SignInStanding | null }

/** Where somebody stands with signing in, as the list is narrowed by it. */
const standings = { open: 'Open', invited: 'Invited', closed: 'Closed', none: 'None' } as const

const standingOf = ({ signIn }: SignInLine): string => (signIn ? stateOf(signIn).text : standings.none)

export const signInsTable: TableDefinition = {
  sortable: [],
  sort: 'name',
  direction: 'ascending',
  filters: [
    {
      kind: 'choice',
      name: 'state',
      label: 'State',
      choices: choicesOf(standings),
    },
    {
      kind: 'choice',
      name: 'kind',
      label: 'Here as',
      choices: adultsOfTheSchool.map((kind) => ({ value: kind, text: personKindWords[kind] })),
    },
  ],
}

/** Everybody who has a sign-in, and the adults of the school who have none, as far as the request asks for them. */
export function signInsPage(
  lines: readonly SignInLine[],
  request: TableRequest,
  at: (path: string) => string,
): Html {
  const { state, kind } = request.filters
  const asked = lines.filter(
    (line) =>
      (state === undefined || standingOf(line) === standings[state as keyof typeof standings]) &&
      (kind === undefined || line.person.kind === kind),
  )
  return html`<h1 class="govuk-heading-l">Sign-ins</h1>
${dataTable<SignInLine>({
  caption: 'Who signs in to Schoolkeeper',
  captionHidden: true,
  columns: [
    {
      key: 'name',
      text: 'Name',
      cell: ({ person }) =>
        html`<a class="govuk-link" href="${at(`/people/${person.id}/sign-in`)}">${fullName(person)}</a>`,
    },
    { key: 'kind', text: 'Here as', cell: ({ person }) => personKindWords[person.kind] },
    { key: 'signInName', text: 'Sign-in name', cell: ({ signIn }) => signIn?.signInName ?? '–' },
    {
      key: 'state',
      text: 'State',
      cell: ({ signIn }) => (signIn ? statusTag(stateOf(signIn), 'brief') : 'None'),
    },
    { key: 'last', text: 'Last signed in', cell: ({ signIn }) => lastOf(signIn) },
  ],
  rows: asked.slice(request.offset, request.offset + request.pageSize),
  total: asked.length,
  request,
  filters: signInsTable.filters ?? [],
  empty: 'Nobody works here yet.',
})}`
}

function lastOf(signIn: SignInStanding | null): string {
  if (!signIn) return '–'
  return signIn.lastSignedInAt ? formatInstant(signIn.lastSignedInAt) : 'Never'
}
