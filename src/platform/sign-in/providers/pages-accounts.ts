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
  shown: { providers: readonly Provider[]; accounts: readonly BoundAccount[]; hasPassword: boolean },
): Html | false {
  const { providers, accounts, hasPassword } = shown
  const offered = providers
    .filter(({ kind, state }) => state === 'on' || accounts.some((one) => one.kind === kind))
    .map(({ kind }) => {
      const account = accounts.find((one) => one.kind === kind)
      return account ? connected(request, account, hasPassword) : toConnect(request, kind)
    })
  return offered.length > 0 && html`${offered}`
}

function toConnect(request: WebRequest, kind: ProviderKind): Html {
  const { name } = providerKinds[kind]
  return html`<h2 class="govuk-heading-m">Your ${name} account</h2>
<p class="govuk-body">Connect your school account at ${name}, and it signs you in here as well.</p>
${govuk.button({ text: `Connect your ${name} account`, href: request.at(`/account/connect/${kind}`), classes: 'govuk-button--secondary' })}`
}

function connected(request: WebRequest, { kind, boundAt }: BoundAccount, hasPassword: boolean): Html {
  const { name } = providerKinds[kind]
  return html`<h2 class="govuk-heading-m">Your ${name} account</h2>
<p class="govuk-body">Connected ${formatInstant(boundAt)}. It signs you in here.</p>
${
  hasPassword
    ? buttonForm({
        action: request.at(`/account/disconnect/${kind}`),
        csrf: request.csrf,
        once: request.once,
        text: `Disconnect your ${name} account`,
        classes: 'govuk-button--secondary',
      })
    : html`<p class="govuk-body">It is your only way in. Choose a password above before you disconnect it. If somebody else may be using it, tell whoever looks after sign-ins in your school at once.</p>`
}`
}
