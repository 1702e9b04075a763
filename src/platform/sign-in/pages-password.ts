import { form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { type Html, html } from '../web/html.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'
import { type PasswordAsks, passwordAdvice } from './password-rules.ts'
import { type ProviderKind, providerKinds } from './providers/provider.ts'
import { sentenceFor } from './providers/sentences.ts'

/** The first page of a link: it shows whose school it is and a button, and changes nothing. */
export function passwordLinkPage(request: WebRequest, token: string): Page {
  const trouble = sentenceFor(request.query)
  return page({
    title: 'Choose a password',
    look: 'public',
    body: html`<h1 class="govuk-heading-l">Your sign-in at ${request.school.name}</h1>
${trouble !== undefined && govuk.warningText({ text: trouble, iconFallbackText: 'Warning' })}
<p class="govuk-body">This link lets you choose how you sign in. It works once. If you did not expect it, close this page and tell
the school office.</p>
${form({ action: request.at(`/new-password/${token}`), csrf: request.csrf, fields: [], submit: 'Carry on' })}`,
  })
}

/** Two fields for a new password, and which sign-in it is for. `instead`: what a link offers besides. */
export function newPasswordPage(
  request: WebRequest,
  parts: {
    action: string
    csrf: string
    signInName: string
    asks: PasswordAsks
    why: string
    next?: string
    instead?: Html | false
    errors?: FieldErrors
  },
): Page {
  const errors = parts.errors ?? {}
  return page({
    title: 'Choose a password',
    look: 'public',
    errors,
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${parts.instead ? 'Choose how you sign in' : 'Choose a password'}</h1>
${parts.instead ?? false}
<p class="govuk-body">${parts.why}</p>
<p class="govuk-body">Your sign-in name is <strong>${parts.signInName}</strong>.</p>
${form({
  action: request.at(parts.action),
  csrf: parts.csrf,
  errors,
  fields: [
    html`<input type="hidden" name="username" value="${parts.signInName}" autocomplete="username">`,
    { kind: 'hidden', name: 'next', value: parts.next ?? '' },
    {
      kind: 'password',
      name: 'password',
      label: 'New password',
      hint: passwordAdvice(parts.asks),
      autocomplete: 'new-password',
    },
    { kind: 'password', name: 'again', label: 'The same password again', autocomplete: 'new-password' },
  ],
  submit: 'Save password',
})}
</div></div>`,
  })
}

/** The accounts that may be connected with a link. Links rather than forms: a form may not lead to another site. */
export function accountsInstead(
  { at }: Pick<WebRequest, 'at'>,
  token: string,
  kinds: readonly ProviderKind[],
): Html | false {
  return (
    kinds.length > 0 &&
    html`<p class="govuk-body">Connect the account that the school has given you, and it signs you in: you need no password here.</p>
<div class="govuk-button-group">${kinds.map((kind) =>
      govuk.button({
        text: `Use my ${providerKinds[kind].name} account`,
        href: at(`/new-password/${token}/with/${kind}`),
        classes: 'govuk-button--secondary',
      }),
    )}</div>
<h2 class="govuk-heading-m">Or with a name and password</h2>`
  )
}
