// Pages for whoever sets up signing in with Google or Microsoft.

import { formatInstant } from '#/kernel/london-time.ts'
import { buttonForm, form } from '../../web/components/form.ts'
import { govuk } from '../../web/components/govuk.ts'
import { statusTag } from '../../web/components/records.ts'
import { summaryRow } from '../../web/components/summary-row.ts'
import type { FormState } from '../../web/form-routes.ts'
import { type Html, html } from '../../web/html.ts'
import { type Page, page, type WebRequest } from '../../web/route.ts'
import type { Parts } from '../parts.ts'
import { passwordFirst } from './own-password.ts'
import { type Provider, type ProviderKind, providerKinds, providerStates } from './provider.ts'
import { sentenceFor } from './sentences.ts'
import { returnAddress } from './trip.ts'
import type { Tried } from './try-provider.ts'

const section = '/sign-in-providers'

/** Both providers, and how the school stands with each. */
export function providersPage({ at }: WebRequest, providers: readonly Provider[]): Page {
  const one = (kind: ProviderKind): Html => {
    const provider = providers.find((each) => each.kind === kind)
    return html`<li class="govuk-!-margin-bottom-6"><h2 class="govuk-heading-m govuk-!-margin-bottom-1"><a class="govuk-link" href="${at(`${section}/${kind}`)}">${providerKinds[kind].name}</a></h2>
<p class="govuk-body">${provider ? statusTag(providerStates[provider.state]) : 'Not set up.'}</p></li>`
  }
  return page({
    title: 'Sign in with Google or Microsoft',
    section,
    body: html`<h1 class="govuk-heading-l">Sign in with Google or Microsoft</h1>
<p class="govuk-body">People who have a school account there can use it to sign in here. Who has chosen a password uses that too, also when Google or Microsoft is away.</p>
<ul class="govuk-list">${one('google')}${one('microsoft')}</ul>`,
  })
}

export type Shown = {
  kind: ProviderKind
  provider: Provider | null
  connected: number
  /** Of those: who could not come in without it. */
  withoutPassword: number
  /** Whether the reader has a password here. */
  hasPassword: boolean
  kindWords: (kind: string) => string
}

/** One provider: how it is set up, and the next step. */
export function providerPage(request: WebRequest, shown: Shown): Page {
  const { kind, provider } = shown
  const { name } = providerKinds[kind]
  const trouble = sentenceFor(request.query)
  return page({
    title: `Sign in with ${name}`,
    section,
    body: html`${govuk.backLink({ text: 'Google and Microsoft', href: request.at(section) })}
<h1 class="govuk-heading-l">Sign in with ${name}</h1>
${trouble !== undefined && govuk.warningText({ text: trouble, iconFallbackText: 'Warning' })}
${provider === null ? beforeSetUp(request, kind) : afterSetUp(request, provider, shown)}`,
  })
}

function beforeSetUp({ at, ...request }: WebRequest, kind: ProviderKind): Html {
  const { name } = providerKinds[kind]
  return html`<p class="govuk-body">At ${name}, somebody who looks after the school’s accounts makes a client for Schoolkeeper: a web application, for this school’s accounts alone. It asks where to send people back to. Enter exactly this address:</p>
${addressToCopy(returnAddress({ at, ...request }, kind))}
<p class="govuk-body">${name} then shows a client ID and a client secret, which belong here.</p>
${govuk.button({ text: 'Set it up', href: at(`${section}/${kind}/set-up`) })}`
}

function addressToCopy(address: string): Html {
  return html`<p class="govuk-inset-text govuk-!-text-break-word">${address}</p>`
}

function afterSetUp(request: WebRequest, provider: Provider, shown: Shown): Html {
  const { at, csrf, once } = request
  const here = at(`${section}/${provider.kind}`)
  const { belongsToWords, name } = providerKinds[provider.kind]
  const tried = provider.triedAt === null ? 'Not as it is set up now' : formatInstant(provider.triedAt)
  return html`<p class="govuk-body">${statusTag(providerStates[provider.state])}</p>
${provider.state === 'on' && isChangedSinceTried(provider) && govuk.warningText({ text: changedNotTried, iconFallbackText: 'Warning' })}
${govuk.summaryList({
  rows: [
    summaryRow(belongsToWords, provider.belongsTo),
    summaryRow('Client ID', provider.clientId),
    summaryRow('Client secret', 'Kept encrypted'),
    summaryRow('Issuer', provider.issuer),
    summaryRow('People come back to', returnAddress(request, provider.kind)),
    summaryRow('Who may sign in this way', provider.kinds.map(shown.kindWords).join(', ')),
    summaryRow('Tried', tried),
    summaryRow('Accounts connected', String(shown.connected)),
  ],
})}
<div class="govuk-button-group">
${govuk.button({ text: 'Try it', href: `${here}/try`, ...(provider.triedAt === null ? {} : { classes: 'govuk-button--secondary' }) })}
${govuk.button({ text: 'Change', href: `${here}/set-up`, classes: 'govuk-button--secondary' })}
${provider.state === 'off' && provider.triedAt !== null && buttonForm({ action: `${here}/on`, csrf, once, text: 'Turn it on' })}
</div>
${provider.state === 'on' && turningOff(request, shown)}
<p class="govuk-body">An account is connected once and then signs its owner in: with the link of their invitation, or under “Your sign-in” by whoever is signed in. Having a ${name} account or somebody’s address is not enough.</p>`
}

const changedNotTried =
  'It was changed and not tried since. Try it now: while something is wrong, nobody comes in this way.'

function isChangedSinceTried({ triedAt, changedAt }: Provider): boolean {
  return triedAt === null || triedAt < changedAt
}

function turningOff({ at, csrf, once }: WebRequest, shown: Shown): Html {
  const { kind, hasPassword } = shown
  const { name } = providerKinds[kind]
  return html`<h2 class="govuk-heading-m">Turn it off</h2>
<p class="govuk-body">It works at once: everybody who signed in with ${name} is signed out. Who has chosen a password uses their name and password. What they were typing is kept for an hour.</p>
${shown.withoutPassword > 0 && govuk.warningText({ text: shutOut(shown.withoutPassword), iconFallbackText: 'Warning' })}
${
  hasPassword
    ? buttonForm({
        action: at(`${section}/${kind}/off`),
        csrf,
        once,
        text: 'Turn it off',
        classes: 'govuk-button--warning',
      })
    : govuk.insetText({ text: passwordFirst })
}`
}

function shutOut(count: number): string {
  const who =
    count === 1
      ? '1 of those who connected their account has'
      : `${count} of those who connected their account have`
  return `${who} no password here and cannot come in while it is off, until somebody gives them a temporary one under “Sign-ins”.`
}

/** The form of a connection. */
export function setUpPage(
  request: WebRequest,
  parts: Parts,
  { kind, isOn }: { kind: ProviderKind; isOn: boolean },
  state: FormState,
): Page {
  const { name, belongsToWords, belongsToHint } = providerKinds[kind]
  const { values, errors } = state
  return page({
    title: `Set up ${name}`,
    section,
    errors,
    body: html`${govuk.backLink({ text: `Sign in with ${name}`, href: request.at(`${section}/${kind}`) })}
<h1 class="govuk-heading-l">Set up signing in with ${name}</h1>
<p class="govuk-body">${name} asks where to send people back to. Enter exactly this address there:</p>
${addressToCopy(returnAddress(request, kind))}
${isOn && govuk.warningText({ text: `With another client ID or another domain or tenant it is off until it was tried again, everybody who came with it is signed out, and every account is connected anew: who has no password here is given a temporary one.`, iconFallbackText: 'Warning' })}
${form({
  action: request.at(`${section}/${kind}/set-up`),
  csrf: request.csrf,
  once: request.once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'belongsTo',
      label: belongsToWords,
      hint: `${belongsToHint}. Accounts from anywhere else are refused.`,
    },
    { kind: 'text', name: 'clientId', label: 'Client ID', autocomplete: 'off' },
    {
      kind: 'password',
      name: 'clientSecret',
      label: 'Client secret',
      hint: 'Kept encrypted, and shown nowhere again. When you change something else later, leave it empty. A new secret alone signs nobody out.',
      autocomplete: 'new-password',
    },
    {
      kind: 'choices',
      name: 'kinds',
      label: 'Who may sign in this way?',
      hint: 'Only people who have a sign-in here. Classes at shared devices go on with their class session.',
      choices: parts.providers.kinds.map(({ value, text }) => ({ value, text })),
    },
  ],
  submit: 'Save',
})}`,
  })
}

/** What came back when the connection was tried. */
export function triedPage(request: WebRequest, { kind, state }: Provider, { works, lines }: Tried): Page {
  const { name } = providerKinds[kind]
  const here = request.at(`${section}/${kind}`)
  return page({
    title: `${name}: tried`,
    section,
    body: html`<h1 class="govuk-heading-l">${works ? `${name} works` : `${name} answered, and it is not right yet`}</h1>
<p class="govuk-body">${
      works
        ? `Nobody was signed in by this.${state === 'off' ? ' You can turn it on now.' : ''}`
        : 'Nobody was signed in by this. Try it with an account of the school, or change how it is set up.'
    }</p>
${govuk.summaryList({ rows: lines.map(({ what, says }) => ({ key: { text: what }, value: { text: says } })) })}
${govuk.button({ text: 'Go on', href: here })}`,
  })
}
