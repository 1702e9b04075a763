import { csrfField, form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { type Html, html } from '../web/html.ts'
import { assetsPath } from '../web/look/sources.ts'
import type { FieldErrors, WebRequest } from '../web/route.ts'

/** Where the page leads afterwards, and what was wrong. */
export type Shown = { next: string; errors?: FieldErrors }

/** Six digits and a button. */
export function codeForm(request: WebRequest, parts: Shown & { action: string; submit: string }): Html {
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

/** One button. The form is hidden until the script finds that the browser has passkeys. */
export function passkeyForm(
  request: WebRequest,
  parts: Shown & { action: string; does: 'make' | 'use'; options: string; text: string },
): Html {
  return html`<script type="module" src="${assetsPath}/passkey.js"></script>
<form class="sk-form" method="post" action="${parts.action}" data-passkey="${parts.does}" data-options="${parts.options}" hidden>
${csrfField(request.csrf)}<input type="hidden" name="next" value="${parts.next}"><input type="hidden" name="response" value="">
<div data-passkey-problem role="alert" hidden><p class="govuk-error-message">That did not work, or was cancelled. Try again, or use another way.</p></div>
${govuk.button({ text: parts.text })}
</form>`
}

/** The way out for whoever cannot take the next step. */
export function signOutForm(request: WebRequest): Html {
  return html`<form method="post" action="${request.at('/sign-out')}">${csrfField(request.csrf)}
${govuk.button({ text: 'Stop and sign out', classes: 'govuk-button--secondary' })}</form>`
}

/** Two thirds of the page: forms are read more easily in short lines. */
export function column(body: Html): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${body}</div></div>`
}
