import { formatInstant } from '#/kernel/london-time.ts'
import { buttonForm } from '../../web/components/form.ts'
import { govuk } from '../../web/components/govuk.ts'
import { type Html, html } from '../../web/html.ts'
import type { WebRequest } from '../../web/route.ts'
import type { BoundAccount } from './account-store.ts'
import { type Provider, type ProviderKind, providerKinds } from './provider.ts'

/** On one's own sign-in: the accounts at Google and Microsoft that open it, where the school has turned that on. */
export function accountsPart(
  request: WebRequest,
  { providers, accounts }: { providers: readonly Provider[]; accounts: readonly BoundAccount[] },
): Html | false {
  const offered = providers
    .filter(({ kind, state }) => state === 'on' || accounts.some((one) => one.kind === kind))
    .map(({ kind }) => accountPart(request, kind, accounts.find((one) => one.kind === kind) ?? null))
  return offered.length > 0 && html`${offered}`
}

function accountPart(request: WebRequest, kind: ProviderKind, account: BoundAccount | null): Html {
  const { name } = providerKinds[kind]
  const heading = html`<h2 class="govuk-heading-m">Your ${name} account</h2>`
  if (account === null) {
    return html`${heading}
<p class="govuk-body">Connect your school account at ${name}, and it signs you in here as well.</p>
${govuk.button({ text: `Connect your ${name} account`, href: request.at(`/account/connect/${kind}`), classes: 'govuk-button--secondary' })}`
  }
  return html`${heading}
<p class="govuk-body">Connected ${formatInstant(account.boundAt)}. It signs you in here.</p>
${buttonForm({
  action: request.at(`/account/disconnect/${kind}`),
  csrf: request.csrf,
  once: request.once,
  text: `Disconnect your ${name} account`,
  classes: 'govuk-button--secondary',
})}`
}
