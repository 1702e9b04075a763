import { form } from '../web/components/form.ts'
import { html } from '../web/html.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'
import { type PasswordAsks, passwordAdvice } from './password-rules.ts'

/** The first page of a link: it shows whose school it is and a button, and changes nothing. */
export function passwordLinkPage(request: WebRequest, token: string): Page {
  return page({
    title: 'Choose a password',
    look: 'public',
    body: html`<h1 class="govuk-heading-l">Your sign-in at ${request.school.name}</h1>
<p class="govuk-body">This link lets you choose your password. It works once. If you did not expect it, close this page and tell
the school office.</p>
${form({ action: request.at(`/new-password/${token}`), csrf: request.csrf, fields: [], submit: 'Carry on' })}`,
  })
}

/** Two fields for a new password, and which sign-in it is for. */
export function newPasswordPage(
  request: WebRequest,
  parts: {
    action: string
    csrf: string
    signInName: string
    asks: PasswordAsks
    why: string
    next?: string
    errors?: FieldErrors
  },
): Page {
  const errors = parts.errors ?? {}
  return page({
    title: 'Choose a password',
    look: 'public',
    errors,
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Choose a password</h1>
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
