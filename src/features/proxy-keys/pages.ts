import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors, WebRequest } from '#/platform/web/route.ts'
import type { ProxyKey } from './proxy-key.ts'

type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'>
type FormDrawn = Drawn & { values: Readonly<Record<string, string>>; errors: FieldErrors }

const dayOf = (at: Date): string => formatDate(londonDate(at))

/** One's own keys, and the form for a new one; without it where the proxy asks for none. */
export function ownKeysPage(
  { keys, proxy }: { keys: readonly ProxyKey[]; proxy: string },
  drawn: FormDrawn,
): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${govuk.backLink({ text: 'This device', href: at('/this-device') })}
<h1 class="govuk-heading-l">Your keys for the proxy</h1>
<p class="govuk-body">Most devices need no key: sign in to Schoolkeeper on them, and the filter knows you. A key is for a device that several people use at once, or for a program that has to sign in by itself. Such a device reaches the web through the proxy, which asks for the key.</p>
${keys.length > 0 && keysTable(keys, { whose: false, endAt: (id) => at(`/proxy-keys/${id}/end`), csrf })}
${
  proxy === ''
    ? govuk.insetText({ text: 'The proxy of this school asks for no keys.' })
    : html`<h2 class="govuk-heading-m">Make a key</h2>
<p class="govuk-body">What is opened with your key counts as opened by you. Give it to nobody.</p>
${form({
  action: at('/proxy-keys'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'device',
      label: 'For which device?',
      hint: 'For example, Laptop in the library',
      width: 20,
      autocomplete: 'off',
    },
  ],
  submit: 'Make the key',
})}`
}`
}

/** The key, shown once, and what to type where. */
export function newKeyPage(
  { key, secret, proxy }: { key: ProxyKey; secret: string; proxy: string },
  { at }: Pick<Drawn, 'at'>,
): Html {
  return html`<h1 class="govuk-heading-l">Your new key</h1>
${govuk.warningText({
  text: 'The key is shown once. Type it in on the device now, and give it to nobody.',
  iconFallbackText: 'Warning',
})}
${govuk.summaryList({
  rows: [
    summaryRow('For', key.device),
    summaryRow('Proxy file', `https://${proxy}/proxy.pac`),
    summaryRow('Or, without a file', `HTTPS proxy ${proxy}`),
    summaryRow('Name', key.name),
    { key: { text: 'Key' }, value: { html: html`<strong>${secret}</strong>` } },
    summaryRow('Until', dayOf(key.until)),
  ],
})}
<p class="govuk-body">Give the proxy file to the browser as its “automatic proxy configuration”. The browser asks for the name and the key when it first opens a page.</p>
<p class="govuk-body"><a class="govuk-link" href="${at('/proxy-keys')}">Done: back to your keys</a></p>`
}

/** Everybody’s keys that count. */
export function allKeysPage(
  keys: readonly (ProxyKey & { who: string })[],
  { at, csrf }: Pick<Drawn, 'at' | 'csrf'>,
): Html {
  return html`<h1 class="govuk-heading-l">Keys for the proxy</h1>
<p class="govuk-body">Whoever holds one signs in to the proxy with it, and gets what is theirs. End a key when its device is lost, or when somebody else may know it. Keys of somebody who leaves end by themselves.</p>
${
  keys.length === 0
    ? html`<p class="govuk-body">Nobody has a key.</p>`
    : keysTable(keys, { whose: true, endAt: (id) => at(`/proxy-keys/all/${id}/end`), csrf })
}`
}

/** Keys row by row, each with the button that ends it: `whose` where they are several people’s. */
function keysTable(
  keys: readonly (ProxyKey & { who?: string })[],
  { whose, endAt, csrf }: { whose: boolean; endAt: (id: string) => string; csrf: string },
): Html {
  const columns = ['Device', ...(whose ? ['Whose'] : []), 'Name of the key', 'Made', 'Until', 'End']
  return plainTable({
    caption: 'Keys that count now',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: columns.map((text) => ({ text })),
    rows: keys.map(({ id, device, who, name, madeAt, until }) => [
      { text: device },
      ...(whose ? [{ text: who ?? '' }] : []),
      { html: html`<span class="sk-table__whole">${name}</span>` },
      { text: dayOf(madeAt) },
      { text: dayOf(until) },
      {
        html: buttonForm({
          action: endAt(id),
          csrf,
          text: 'End now',
          about: who === undefined ? `the key for ${device}` : `the key of ${who} for ${device}`,
          classes: 'govuk-button--secondary sk-button--small sk-table__whole',
        }),
      },
    ]),
  })
}
