import { form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { type Html, html } from '../web/html.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'
import { withNext } from './next-page.ts'
import { isProviderKind, type ProviderKind, providerKinds } from './providers/provider.ts'
import { sentenceFor } from './providers/sentences.ts'

/** Why somebody stands before the sign-in page: one sentence above the form. */
const whyHere: Readonly<Record<string, string>> = {
  ended: 'Your sign-in has ended. Sign in to carry on where you were.',
  kept: 'Your sign-in has ended. What you typed is kept for an hour: sign in on this device and it is there again.',
  signedOut: 'You have signed out.',
  password: 'Your new password is saved, and every other sign-in of yours has ended. Sign in with it.',
  recovered: 'Your second factor has been reset. Sign in and set up a new one.',
}

export type SignInPage = {
  next: string
  /** Which providers the school lets people sign in with. */
  providers: readonly ProviderKind[]
  why?: string | undefined
  name?: string
  errors?: FieldErrors
}

/**
 * Name and password, the same for every name there is or is not. `why` is a key of a fixed list, never words
 * from an address.
 */
export function signInPage(request: WebRequest, parts: SignInPage): Page {
  const why = whyHere[parts.why ?? ''] ?? (parts.why === 'signedOutHere' ? signedOutHere(request) : undefined)
  const trouble = sentenceFor(request.query, 'Your name and password work as always.')
  const errors = parts.errors ?? {}
  return page({
    title: 'Sign in',
    look: 'public',
    errors,
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Sign in to ${request.school.name}</h1>
${why !== undefined && govuk.insetText({ text: why })}
${trouble !== undefined && parts.errors === undefined && govuk.warningText({ text: trouble, iconFallbackText: 'Warning' })}
${parts.providers.length > 0 && withProviders(request, parts)}
${form({
  action: request.at('/sign-in'),
  csrf: request.csrf,
  values: { name: parts.name ?? '' },
  errors,
  fields: [
    { kind: 'hidden', name: 'next', value: parts.next },
    { kind: 'text', name: 'name', label: 'Sign-in name', autocomplete: 'username', width: 20 },
    { kind: 'password', name: 'password', label: 'Password', autocomplete: 'current-password' },
  ],
  submit: 'Sign in',
})}
${helpWithSignIn(request)}
</div></div>`,
  })
}

function signedOutHere({ query }: WebRequest): string | undefined {
  if (!isProviderKind(query.with)) return undefined
  const { name } = providerKinds[query.with]
  return `You have signed out here. This device is still signed in to ${name}: if other people use it, sign out there too.`
}

/** Links rather than forms: a form may not lead to another site. */
function withProviders(request: WebRequest, { providers, next }: SignInPage): Html {
  return html`<div class="govuk-button-group">${providers.map((kind) =>
    govuk.button({
      text: `Sign in with ${providerKinds[kind].name}`,
      href: withNext(request.at(`/sign-in/with/${kind}`), next),
      classes: 'govuk-button--secondary',
    }),
  )}</div>
<h2 class="govuk-heading-m">Or with your name and password</h2>`
}

function helpWithSignIn(request: WebRequest): Html {
  return html`${govuk.details({
    summaryText: 'I cannot sign in',
    html: html`<p class="govuk-body">Ask the school office for a link to choose a new password. Lost your phone? One of your
recovery codes works instead of the app; without one, two people at the school can reset it.</p>`,
  })}
<p class="govuk-body">You do not need to sign in to <a class="govuk-link" href="${request.at('/report')}">tell the school
about something online</a>.</p>
<p class="govuk-body">In a class? <a class="govuk-link" href="${request.at('/class-session/join')}">Enter the words on the
board</a>.</p>`
}
