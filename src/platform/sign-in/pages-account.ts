import { formatInstant } from '#/kernel/london-time.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { buttonForm } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { html } from '../web/html.ts'
import { type Page, page, type WebRequest } from '../web/route.ts'
import type { BoundAccount } from './providers/account-store.ts'
import { accountsPart } from './providers/pages-accounts.ts'
import type { Provider } from './providers/provider.ts'
import { sentenceFor } from './providers/sentences.ts'
import type { SecondFactors } from './second-factor-store.ts'
import type { Session } from './session.ts'

/** A person's own sign-in: what they have, where they are signed in, and a way to end each. */
export function accountPage(
  request: WebRequest,
  parts: {
    signInName: string
    hasPassword: boolean
    has: SecondFactors
    sessions: readonly Session[]
    sessionId: string
    providers: readonly Provider[]
    accounts: readonly BoundAccount[]
  },
): Page {
  const { has } = parts
  const factors = [has.hasApp && 'An authenticator app', has.passkeys > 0 && passkeyWords(has.passkeys)]
  const row = (key: string, value: string, href: string, text: string) => ({
    key: { text: key },
    value: { text: value },
    actions: { items: [{ href: request.at(href), text, visuallyHiddenText: key.toLowerCase() }] },
  })
  const trouble = sentenceFor(request.query)
  return page({
    title: 'Your sign-in',
    body: html`<h1 class="govuk-heading-l">Your sign-in</h1>
${trouble !== undefined && govuk.warningText({ text: trouble, iconFallbackText: 'Warning' })}
${govuk.summaryList({
  rows: [
    { key: { text: 'Sign-in name' }, value: { text: parts.signInName } },
    row(
      'Password',
      parts.hasPassword ? 'Only you know it' : 'None chosen',
      `/sign-in/new-password?next=${encodeURIComponent(request.at('/account'))}`,
      parts.hasPassword ? 'Change' : 'Choose one',
    ),
    row(
      'Second factor',
      factors.filter(Boolean).join(' and ') || 'None',
      `/sign-in/enrol?next=${encodeURIComponent(request.at('/account'))}`,
      has.hasApp || has.passkeys > 0 ? 'Add or replace' : 'Set up',
    ),
    ...(has.hasApp || has.passkeys > 0
      ? [
          row(
            'Recovery codes',
            `${has.recoveryCodesLeft} left`,
            `/sign-in/recovery-codes?next=${encodeURIComponent(request.at('/account'))}`,
            'Make new ones',
          ),
        ]
      : []),
  ],
})}
${accountsPart(request, parts)}
<h2 class="govuk-heading-m">Where you are signed in</h2>
<p class="govuk-body">If you do not know one of these, end it and change your password.</p>
${plainTable({
  head: [
    { text: 'Device' },
    { text: 'Last used' },
    { text: 'Signed in' },
    { html: html`<span class="govuk-visually-hidden">End</span>` },
  ],
  rows: parts.sessions.map((session) => [
    { text: session.device },
    { text: formatInstant(session.lastSeenAt) },
    { text: formatInstant(session.createdAt) },
    session.id === parts.sessionId
      ? { html: govuk.tag({ text: 'This one', classes: 'govuk-tag--green' }) }
      : {
          html: buttonForm({
            action: request.at(`/account/sessions/${session.id}/end`),
            csrf: request.csrf,
            text: 'End',
            classes: 'govuk-button--secondary',
          }),
        },
  ]),
})}`,
  })
}

function passkeyWords(count: number): string {
  return count === 1 ? 'A passkey' : `${count} passkeys`
}
