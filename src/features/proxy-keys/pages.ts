import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors, WebRequest } from '#/platform/web/route.ts'
import type { ProxyKey } from './proxy-key.ts'
import type { OverKey } from './store.ts'

type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'>
type Whose<Key> = Key & { who: string }
type FormDrawn = Drawn & { values: Readonly<Record<string, string>>; errors: FieldErrors }

/** How long a key that is over stands on the pages. */
export const overDays = 30

const dayOf = (at: Date): string => formatDate(londonDate(at))

/** One's own keys, and the form for a new one; without it where the proxy asks for none. */
export function ownKeysPage(
  { keys, over, proxy }: { keys: readonly ProxyKey[]; over: readonly OverKey[]; proxy: string },
  drawn: FormDrawn,
): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${govuk.backLink({ text: 'This device', href: at('/this-device') })}
<h1 class="govuk-heading-l">Your keys for the proxy</h1>
<p class="govuk-body">Most devices need no key: sign in to Schoolkeeper on them, and the filter knows you. A key is for a device that several people use at once, or for a program that has to sign in by itself. Such a device reaches the web through the proxy, which asks for the key.</p>
${keys.length > 0 && keysTable(keys, { whose: false, endAt: (id) => at(`/proxy-keys/${id}/end`), csrf })}
${over.map((key) => html`<p class="govuk-body">${ownOverWords(key)}</p>`)}
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

/** Everybody’s keys that count, and those that are over since lately. */
export function allKeysPage(
  { keys, over }: { keys: readonly Whose<ProxyKey>[]; over: readonly Whose<OverKey & { by: string }>[] },
  { at, csrf }: Pick<Drawn, 'at' | 'csrf'>,
): Html {
  return html`<h1 class="govuk-heading-l">Keys for the proxy</h1>
<p class="govuk-body">Whoever holds one signs in to the proxy with it, and gets what is theirs. End a key when its device is lost, or when somebody else may know it. Keys of somebody who leaves end by themselves.</p>
${
  keys.length === 0
    ? html`<p class="govuk-body">Nobody has a key.</p>`
    : keysTable(keys, { whose: true, endAt: (id) => at(`/proxy-keys/all/${id}/end`), csrf })
}
${over.length > 0 && overTable(over)}`
}

const overAt = ({ endedAt, until }: OverKey): Date => (endedAt !== null && endedAt < until ? endedAt : until)

/** Of a key of one’s own that is over: that one did not end it oneself is news. */
function ownOverWords(key: OverKey): string {
  const { device, endedAt, endedBy, personId, until } = key
  const day = dayOf(overAt(key))
  if (endedAt === null || endedAt >= until) return `Your key for ${device} ran out on ${day}.`
  if (endedBy === personId) return `You ended your key for ${device} on ${day}.`
  return `The school ended your key for ${device} on ${day}.`
}

/** What has just been done, where the key in the address is one that is over. */
export function endedNotice(over: readonly (OverKey & { who?: string })[], id: string): { notice?: string } {
  const key = over.find((one) => one.id === id)
  if (key === undefined) return {}
  const whose = key.who === undefined ? 'Your key' : `The key of ${key.who}`
  return { notice: `${whose} for ${key.device} is ended: nothing opens with it any more.` }
}

function overTable(over: readonly Whose<OverKey & { by: string }>[]): Html {
  return html`<h2 class="govuk-heading-m">Keys that are over</h2>
<p class="govuk-body">Of the last ${overDays} days, the latest first.</p>
${plainTable({
  caption: 'Keys that are over',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: ['Device', 'Whose', 'Over since', 'Who ended it'].map((text) => ({ text })),
  rows: over.map((key) => [
    { text: key.device },
    { text: key.who },
    { text: dayOf(overAt(key)) },
    { text: enderWords(key) },
  ]),
})}`
}

function enderWords({ endedAt, endedBy, until, by }: OverKey & { by: string }): string {
  if (endedAt === null || endedAt >= until) return 'It ran out'
  return endedBy === null ? 'It ended with their sign-in' : by
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
