import { csrfField, form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { qrPicture } from '../web/components/qr-picture.ts'
import { type Html, html } from '../web/html.ts'
import { assetsPath } from '../web/look/sources.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'
import type { PendingApp } from './totp.ts'

type Shown = { next: string; errors?: FieldErrors }

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

/** Again, before a sensitive act. */
export function stepUpPage(
  request: WebRequest,
  parts: Shown & { hasApp: boolean; passkeyOptions: string | null; byPassword: boolean; kept: boolean },
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
${
  parts.byPassword &&
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

/** Which second factor to set up. */
export function enrolPage(
  request: WebRequest,
  parts: Shown & { required: boolean; passkeyOptions: string | null },
): Page {
  return page({
    title: 'Set up a second factor',
    look: 'public',
    errors: parts.errors ?? {},
    body: column(html`<h1 class="govuk-heading-l">Set up a second factor</h1>
<p class="govuk-body">A password can be seen or guessed. With a second factor, a stranger who has yours still cannot sign in.
${parts.required && 'Your role lets you see things about children and colleagues, so it is needed.'}</p>
<h2 class="govuk-heading-m">An app on your phone</h2>
<p class="govuk-body">Any authenticator app works: the one your phone came with, or another. It shows six digits that change.</p>
${form({ action: request.at('/sign-in/enrol'), csrf: request.csrf, fields: [{ kind: 'hidden', name: 'next', value: parts.next }], submit: 'Use an app' })}
${parts.passkeyOptions !== null && passkeySection(request, { ...parts, options: parts.passkeyOptions })}
${parts.required && signOutForm(request)}`),
  })
}

function passkeySection(request: WebRequest, parts: Shown & { options: string }): Html {
  return html`<h2 class="govuk-heading-m">A passkey</h2>
<p class="govuk-body">Your fingerprint, your face, the PIN of your device, or a security key.</p>
<noscript><p class="govuk-body">Passkeys need JavaScript, which is off here. Use an app instead.</p></noscript>
${passkeyForm(request, { ...parts, action: request.at('/sign-in/enrol/passkey'), does: 'make', text: 'Make a passkey' })}`
}

/** The picture to scan, the same as text, and a box for the first code. */
export function enrolAppPage(request: WebRequest, parts: Shown & { pending: PendingApp }): Page {
  return page({
    title: 'Connect your app',
    look: 'public',
    errors: parts.errors ?? {},
    body: column(html`<h1 class="govuk-heading-l">Connect your app</h1>
<ol class="govuk-list govuk-list--number">
<li>Open the authenticator app and choose to add an account.</li>
<li>Point the camera at this picture.</li>
<li>Type the six digits that it shows.</li>
</ol>
${qrPicture(parts.pending.qrSvg, 'Picture to scan with your authenticator app')}
${govuk.details({
  summaryText: 'I cannot scan it',
  html: html`<p class="govuk-body">Type this key into the app instead. It is as secret as a password.</p>
<p class="govuk-body"><code>${parts.pending.secret.match(/.{1,4}/g)?.join(' ')}</code></p>`,
})}
${codeForm(request, { ...parts, action: request.at('/sign-in/enrol/app'), submit: 'Connect' })}`),
  })
}

/** Before the codes: what they are for, and a button. */
export function recoveryCodesPage(request: WebRequest, parts: Shown): Page {
  return page({
    title: 'Recovery codes',
    look: 'public',
    body: column(html`<h1 class="govuk-heading-l">Recovery codes</h1>
<p class="govuk-body">If you lose your phone or key, one of these codes lets you in. You get ten, and see them once: print them or
write them down, and keep them where you keep your passport. Not in your school bag, and not on the phone.</p>
${form({ action: request.at('/sign-in/recovery-codes'), csrf: request.csrf, fields: [{ kind: 'hidden', name: 'next', value: parts.next }], submit: 'Show my codes' })}`),
  })
}

/** The codes. They exist on this page and nowhere else. */
export function shownCodesPage(_request: WebRequest, parts: Shown & { codes: readonly string[] }): Page {
  return page({
    title: 'Your recovery codes',
    look: 'public',
    body: column(html`<h1 class="govuk-heading-l">Your recovery codes</h1>
${govuk.warningText({ text: 'You cannot see these codes again. Print this page or write them down now.', iconFallbackText: 'Warning' })}
<ol class="govuk-list govuk-list--number">${parts.codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
${govuk.button({ text: 'I have kept them', href: parts.next })}`),
  })
}

function codeForm(request: WebRequest, parts: Shown & { action: string; submit: string }): Html {
  return form({
    action: parts.action,
    csrf: request.csrf,
    errors: parts.errors ?? {},
    fields: [
      { kind: 'hidden', name: 'next', value: parts.next },
      {
        kind: 'text',
        name: 'code',
        label: 'Six digits from your app',
        inputmode: 'numeric',
        autocomplete: 'one-time-code',
        width: 10,
      },
    ],
    submit: parts.submit,
  })
}

function passkeyForm(
  request: WebRequest,
  parts: Shown & { action: string; does: 'make' | 'use'; options: string; text: string },
): Html {
  return html`<script type="module" src="${assetsPath}/passkey.js"></script>
<form class="sk-form" method="post" action="${parts.action}" data-passkey="${parts.does}" data-options="${parts.options}" hidden>
${csrfField(request.csrf)}<input type="hidden" name="next" value="${parts.next}"><input type="hidden" name="response" value="">
<p class="govuk-error-message" data-passkey-problem hidden>That did not work, or was cancelled. Try again, or use another way.</p>
${govuk.button({ text: parts.text })}
</form>`
}

function signOutForm(request: WebRequest): Html {
  return html`<form method="post" action="${request.at('/sign-out')}">${csrfField(request.csrf)}
${govuk.button({ text: 'Stop and sign out', classes: 'govuk-button--secondary' })}</form>`
}

function column(body: Html): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${body}</div></div>`
}
