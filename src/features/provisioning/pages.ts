// Systems that tell us of accounts in a list, a new one, and a token, which is shown once.

import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { brought, type Connection, connectionStates, sources } from './connection.ts'

export type Drawn = Pick<WebRequest, 'csrf' | 'once' | 'at'>
export type Listed = { connection: Connection; heardAt: Date | null; waiting: number }

/** The sources of the school, with when each last asked. */
export function connectionsPage(all: readonly Listed[], mayKeep: boolean, at: Drawn['at']): Html {
  return html`<h1 class="govuk-heading-l">Provisioning</h1>
<p class="govuk-body">Microsoft Entra, Google Workspace or another system can tell Schoolkeeper whenever an account is made, changed or closed there. Whoever is closed there is out here at once. It gives nobody a role.</p>
${
  all.length === 0
    ? emptyState({
        sentence: 'No system is connected. Leavers are noted by the office or come with a roster.',
      })
    : html`<ul class="govuk-list">${all.map((one) => card(one, at))}</ul>`
}
${mayKeep && govuk.button({ text: 'Connect a system', href: at('/provisioning/new') })}`
}

function card({ connection, heardAt, waiting }: Listed, at: Drawn['at']): Html {
  const { id, name, state, source } = connection
  const waits =
    waiting > 0 && ` ${waiting} ${waiting === 1 ? 'account waits' : 'accounts wait'} for a person.`
  return html`<li class="govuk-!-margin-bottom-6"><h2 class="govuk-heading-m govuk-!-margin-bottom-1 sk-breaks"><a class="govuk-link" href="${at(`/provisioning/${id}`)}">${name}</a></h2>
<p class="govuk-body">${statusTag(connectionStates[state])}</p>
<p class="govuk-body govuk-hint">${sources[source].words}. ${heardLine(heardAt)}${waits}</p></li>`
}

/** When a source last asked, in a sentence. */
export const heardLine = (heardAt: Date | null): string =>
  heardAt === null ? 'It has not asked yet.' : `It last asked on ${formatInstant(heardAt)}.`

/** Asks what the source is called, and whom it brings. */
export function newConnectionPage({ csrf, once, at }: Drawn, { values, errors }: FormState): Html {
  return html`${govuk.backLink({ text: 'Provisioning', href: at('/provisioning') })}
<h1 class="govuk-heading-l">Connect a system</h1>
${form({
  action: at('/provisioning/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'source',
      label: 'Which system is it?',
      choices: choicesOf(sources),
    },
    {
      kind: 'text',
      name: 'name',
      label: 'What do your colleagues call it?',
      hint: 'For example: Pupils’ Google accounts',
      width: 20,
    },
    {
      kind: 'choice',
      name: 'brings',
      label: 'Whose accounts come?',
      hint: 'Pupils join by themselves. An adult whom the school does not know waits until a person lets them in.',
      choices: choicesOf(brought),
    },
  ],
  submit: 'Connect',
})}`
}

export type TokenShown = {
  connection: Connection
  token: string
  expiresAt: Date
  address: string
  back: string
}

/** The token, once: it stands nowhere else. */
export function tokenPage({ connection, token, expiresAt, address, back }: TokenShown): Html {
  return html`<span class="govuk-caption-l">${connection.name}</span>
<h1 class="govuk-heading-l">The new token</h1>
${govuk.warningText({ text: 'It is shown once. Copy it into the other system now; whoever has it can say who leaves.', iconFallbackText: 'Warning' })}
${govuk.summaryList({
  rows: [
    {
      key: { text: 'Address' },
      value: { html: html`<span class="sk-breaks"><code>${address}</code></span>` },
    },
    { key: { text: 'Token' }, value: { html: html`<span class="sk-breaks"><code>${token}</code></span>` } },
    { key: { text: 'Valid until' }, value: { text: formatDate(londonDate(expiresAt)) } },
  ],
})}
<p class="govuk-body">In ${sources[connection.source].words}, both are entered under: ${sources[connection.source].where}.</p>
<p class="govuk-body"><a class="govuk-link" href="${back}">Done: back to the connection</a></p>`
}
