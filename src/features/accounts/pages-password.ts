// One's own logon, and the slip on which somebody gets a new password.

import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Account } from './account.ts'
import type { NetworkState } from './hold.ts'
import { type Drawn, holdList, stateLine } from './pages-network.ts'
import { type MadeUp, mustChangeWords, type PasswordRule, ruleSentences } from './password.ts'
import type { PasswordState } from './password-store.ts'

/** The slip: shown once, to be printed. The password stands nowhere else. */
export function slipPage(slip: {
  account: Account
  rule: PasswordRule
  madeUp: MadeUp
  whose: string
  back: string
}): Html {
  const { account, rule, madeUp, whose, back } = slip
  return html`<div class="govuk-!-display-none-print">${govuk.warningText({
    text: 'This is shown once. Print it or write it down for them now, and hand it over yourself.',
    iconFallbackText: 'Warning',
  })}</div>
<h1 class="govuk-heading-l">${whose}</h1>
${govuk.summaryList({
  rows: [
    { key: { text: 'Logon' }, value: { text: account.logonName } },
    { key: { text: 'Password' }, value: { html: wordsOf(madeUp) } },
  ],
})}
<p class="govuk-body">${
    rule.changeAtFirstLogon && account.personId !== null
      ? 'Choose your own password the first time you log on. Then destroy this slip.'
      : rule.form === 'typed'
        ? 'Keep it where nobody else sees it.'
        : 'Learn it with the child, then destroy this slip.'
  }</p>
<p class="govuk-body govuk-!-display-none-print"><a class="govuk-link" href="${back}">Done: back to the logon</a></p>`
}

function wordsOf({ password, parts }: MadeUp): Html {
  if (parts.length === 0) return html`<strong class="govuk-!-font-size-36">${password}</strong>`
  return html`<span class="govuk-!-font-size-48">${parts.map(({ picture }) => html`${picture} `)}</span><br>
<strong class="govuk-!-font-size-36">${parts.map(({ word }) => word).join(' ')}</strong><br>
<span class="govuk-hint">Typed in one go: ${password}</span>`
}

export type OwnView = {
  account: Account
  state: NetworkState
  password: PasswordState | undefined
  rule: PasswordRule
  mayTellSupport: boolean
}

/** What people see of their own logon. It never shows a password: only how to choose a new one. */
export function ownPage(view: OwnView, drawn: Drawn): Html {
  const { account, state, password, rule } = view
  return html`<h1 class="govuk-heading-l">My network logon</h1>
<p class="govuk-body">${stateLine(state)} <a class="govuk-link" href="${drawn.at('/password-advice')}">How to keep a password to yourself</a></p>
${state.holds.length > 0 && holdList(state.holds, state)}
${govuk.summaryList({
  rows: [
    { key: { text: 'Logon' }, value: { text: account.logonName } },
    {
      key: { text: 'Password' },
      value: {
        text:
          password === undefined
            ? 'Set outside Schoolkeeper'
            : `Set on ${formatDate(londonDate(password.setAt))}`,
      },
    },
  ],
})}
${password?.mustChange && govuk.insetText({ text: `Please choose a new password. ${mustChangeWords[password.mustChange]}` })}
${rule.form === 'typed' ? passwordFormOf(rule, drawn) : html`<p class="govuk-body">Your teacher gives you a new password.</p>`}
${compromiseOf(view, drawn)}`
}

function passwordFormOf(rule: PasswordRule, { csrf, at, errors }: Drawn): Html {
  return html`<h2 class="govuk-heading-m">Choose a new password</h2>
<ul class="govuk-list govuk-list--bullet">${ruleSentences(rule).map((sentence) => html`<li>${sentence}</li>`)}</ul>
${form({
  action: at('/my-logon/password'),
  csrf,
  errors,
  fields: [
    { kind: 'password', name: 'password', label: 'New password', autocomplete: 'new-password' },
    { kind: 'password', name: 'again', label: 'The same password again', autocomplete: 'new-password' },
  ],
  submit: 'Save password',
})}`
}

function compromiseOf({ account, mayTellSupport }: OwnView, { csrf, once, at, values, errors }: Drawn): Html {
  return html`${govuk.details({
    summaryText: 'Somebody else may know my password',
    html: html`<p class="govuk-body">Your logon stops now and works again as soon as you have a new password. The head and ICT support are told. Nobody is cross: saying so quickly is the right thing.</p>
${buttonForm({
  action: at(`/my-logon/compromised`),
  csrf,
  once,
  values: { accountId: account.id },
  text: 'Stop my logon now',
  classes: 'govuk-button--warning',
})}`,
  })}
${
  mayTellSupport &&
  govuk.details({
    summaryText: 'I had to tell ICT support my password',
    open: 'toldTo' in errors || 'why' in errors,
    html: form({
      action: at('/my-logon/disclosed'),
      csrf,
      once,
      values,
      errors,
      fields: [
        { kind: 'text', name: 'toldTo', label: 'Whom did you tell?', width: 20 },
        { kind: 'text', name: 'why', label: 'Why could it not be helped?' },
      ],
      submit: 'Put it on record',
    }),
  })
}`
}

/** Nobody gave this person a logon: what to do. */
export function noLogonPage(): Html {
  return html`<h1 class="govuk-heading-l">My network logon</h1>
<p class="govuk-body">You have no network logon of your own at this school. If you need one, ask the school office.</p>`
}

/** How to keep a password, for everybody; short enough for children. */
export function advicePage(rules: { adult: PasswordRule; pupil: PasswordRule }): Html {
  const list = (items: readonly string[]) =>
    html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
  return html`<h1 class="govuk-heading-l">Keep your password to yourself</h1>
${list([
  'It is yours. Tell nobody, not even your best friend.',
  'Never use somebody else’s, even if they say you may.',
  'Do not write it where others can find it, and do not let the computer keep it.',
  'Type it yourself every time, with nobody looking.',
  'Does somebody know it? Tell a grown-up straight away. You are not in trouble.',
])}
<h2 class="govuk-heading-m">A strong password</h2>
<p class="govuk-body">Three words that have nothing to do with each other are strong and easy to remember.</p>
<h3 class="govuk-heading-s">Adults</h3>${list(ruleSentences(rules.adult))}
<h3 class="govuk-heading-s">Pupils from key stage 2</h3>${list(ruleSentences(rules.pupil))}
<h2 class="govuk-heading-m">Everybody’s internet</h2>
<p class="govuk-body">The internet at school is part of learning and owed to every child. Using it well keeps it quick and safe for the others.</p>
<h2 class="govuk-heading-m">Files</h2>
<p class="govuk-body">Files about people leave the school only encrypted. The key goes another way than the file: never in the same message.</p>`
}
