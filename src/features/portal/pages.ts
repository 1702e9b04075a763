import { formatInstant, formatTime } from '#/kernel/london-time.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors, WebRequest } from '#/platform/web/route.ts'

import type { TellerKind } from '../told-logons/index.ts'

type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'>
type FormDrawn = Drawn & { values: Readonly<Record<string, string>>; errors: FieldErrors }

/** What this device is to the filter; `stay` is null outside the school's network, and for a moment after a sign-in. */
export function thisDevicePage(
  {
    name,
    profile,
    stay,
    asksForKeys,
  }: {
    name: string
    profile: string | null
    stay: { address: string; until: Date } | null
    asksForKeys: boolean
  },
  { at, csrf }: Drawn,
): Html {
  return html`<h1 class="govuk-heading-l">This device</h1>
${
  stay === null
    ? html`<p class="govuk-body">The filter does not know you at this device: it is not in the school’s network, or you have only just signed in. In the school’s network everybody who has not signed in gets what their part of it gives.</p>`
    : html`<p class="govuk-body">The filter knows that it is you, and opens here what you may open.</p>
${govuk.summaryList({
  rows: [
    summaryRow('Who', name),
    summaryRow('Rules for', profile ?? 'whoever is not known'),
    summaryRow('Until', `${formatTime(stay.until)}, and longer when you open another page here`),
    summaryRow('Address', stay.address),
  ],
})}
<p class="govuk-body">Are you leaving? Sign out, or what the next person opens counts as yours.</p>
${buttonForm({ action: at('/sign-out'), csrf, text: 'Sign out of this device' })}`
}
${asksForKeys && html`<p class="govuk-body govuk-!-margin-top-6">Do several people use this device at once? <a class="govuk-link" href="${at('/proxy-keys')}">Make a key of your own</a></p>`}
<p class="govuk-body govuk-!-margin-top-6"><a class="govuk-link" href="${at('/what-is-filtered')}">What is filtered, and why</a></p>`
}

export type WasHere = {
  who: string
  withAdult: string | null
  toldBy: TellerKind | null
  since: Date
  until: Date
}

/** Asks who was at an address at a moment, and says who was. */
export function askPage(
  asked: { address: string; at: Date; found: readonly WasHere[] } | null,
  { csrf, at, values, errors }: FormDrawn,
): Html {
  return html`<h1 class="govuk-heading-l">Who was at an address?</h1>
<p class="govuk-body">Whoever had signed in to Schoolkeeper, or logged on to the network, at that address. Each question is on record.</p>
${form({
  action: at('/who-was-at'),
  csrf,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'address',
      label: 'Address',
      hint: 'For example, 10.4.8.17',
      width: 20,
      autocomplete: 'off',
    },
    { kind: 'date', name: 'on', label: 'Day' },
    { kind: 'text', name: 'time', label: 'Time', hint: 'For example, 10:15am', width: 10 },
  ],
  submit: 'Ask',
})}
${asked && answerOf(asked)}`
}

const knownBy: Readonly<Record<TellerKind | 'signIn', string>> = {
  signIn: 'Signing in to Schoolkeeper, or sitting there in a lesson',
  server: 'Logging on to the network, as a server of the school told it',
  script: 'A logon script on the device, which whoever uses the device can imitate: no proof of who it was',
}

function answerOf({ address, at, found }: { address: string; at: Date; found: readonly WasHere[] }): Html {
  if (found.length === 0) {
    return html`<h2 class="govuk-heading-m">Nobody is on record</h2>
<p class="govuk-body">Nobody had signed in or logged on at ${address} on ${formatInstant(at)}. That does not say that nobody used it.</p>`
  }
  return html`<h2 class="govuk-heading-m">At ${address} on ${formatInstant(at)}</h2>
${found.length > 1 && html`<p class="govuk-body">More than one was at this address, so it cannot be said which of them opened what.</p>`}
${found.map(({ who, withAdult, toldBy, since, until }) =>
  govuk.summaryList({
    rows: [
      summaryRow('Who', who),
      ...(withAdult === null ? [] : [summaryRow('Opened by', withAdult)]),
      summaryRow('There', `${formatTime(since)} to ${formatTime(until)}`),
      summaryRow('Known by', knownBy[toldBy ?? 'signIn']),
    ],
  }),
)}`
}
