import { form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { qrPicture } from '../web/components/qr-picture.ts'
import { type Html, html } from '../web/html.ts'
import { type Page, page, type WebRequest } from '../web/route.ts'
import { codeForm, column, passkeyForm, type Shown, signOutForm } from './pages-proof.ts'
import type { PendingApp } from './totp.ts'

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
  html: html`<p class="govuk-body">Is the app on this device? <a class="govuk-link" href="${parts.pending.address}">Open it from here</a>.</p>
<p class="govuk-body">Or type this key into the app. It is as secret as a password.</p>
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
<ol class="govuk-list govuk-list--number sk-codes">${parts.codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
${govuk.button({ text: 'I have kept them', href: parts.next })}`),
  })
}
