import { form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { html } from '../web/html.ts'
import { type Page, page, type WebRequest } from '../web/route.ts'
import { codeForm, column, passkeyForm, type Shown, signOutForm } from './pages-proof.ts'

/** After the password: a code from the app, a passkey, or a recovery code. */
export function secondFactorPage(
  request: WebRequest,
  parts: Shown & { hasApp: boolean; passkeyOptions: string | null },
): Page {
  const errors = parts.errors ?? {}
  const action = request.at('/sign-in/second-factor')
  return page({
    title: 'Prove that it is you',
    look: 'public',
    errors,
    body: column(html`<h1 class="govuk-heading-l">Prove that it is you</h1>
${parts.passkeyOptions !== null && passkeyForm(request, { ...parts, action, does: 'use', options: parts.passkeyOptions, text: 'Use my passkey' })}
${parts.hasApp && codeForm(request, { ...parts, action, submit: 'Carry on' })}
${govuk.details({
  summaryText: 'I do not have my phone or key',
  open: 'recoveryCode' in errors,
  html: form({
    action,
    csrf: request.csrf,
    errors,
    fields: [
      { kind: 'hidden', name: 'next', value: parts.next },
      {
        kind: 'text',
        name: 'recoveryCode',
        label: 'Recovery code',
        hint: 'One of the ten codes on your paper, for example k7mr-2hwd-pq9x. Each works once.',
        autocomplete: 'off',
        width: 20,
      },
    ],
    submit: 'Use this code',
  }),
})}
${signOutForm(request)}`),
  })
}

const noPassword =
  'For this we ask for your password here, and you have not chosen one. Ask whoever looks after sign-ins in your school for a temporary password. Sign in once with it and your sign-in name, and choose your own.'

/** Again, before a sensitive act. */
export function stepUpPage(
  request: WebRequest,
  parts: Shown & {
    hasApp: boolean
    passkeyOptions: string | null
    byPassword: boolean
    hasPassword: boolean
    kept: boolean
  },
): Page {
  const errors = parts.errors ?? {}
  const action = request.at('/step-up')
  return page({
    title: 'Prove again that it is you',
    errors,
    body: column(html`<h1 class="govuk-heading-l">Prove again that it is you</h1>
<p class="govuk-body">The next step can affect other people, so we ask once more. It counts for ten minutes.</p>
${parts.kept && govuk.insetText({ text: 'What you typed is kept. It is there again after this step.' })}
${parts.passkeyOptions !== null && passkeyForm(request, { ...parts, action, does: 'use', options: parts.passkeyOptions, text: 'Use my passkey' })}
${parts.hasApp && codeForm(request, { ...parts, action, submit: 'Carry on' })}
${parts.byPassword && !parts.hasPassword && govuk.insetText({ text: noPassword })}
${
  parts.byPassword &&
  parts.hasPassword &&
  form({
    action,
    csrf: request.csrf,
    errors,
    fields: [
      { kind: 'hidden', name: 'next', value: parts.next },
      { kind: 'password', name: 'password', label: 'Password', autocomplete: 'current-password' },
    ],
    submit: 'Carry on',
  })
}`),
  })
}
