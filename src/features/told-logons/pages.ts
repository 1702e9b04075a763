import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors, WebRequest } from '#/platform/web/route.ts'
import { counts, stateOf, type Teller, type TellerKind, tellerStates, tellers } from './told-logon.ts'

type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'> & {
  values: Readonly<Record<string, string>>
  errors: FieldErrors
}

const kinds = Object.keys(tellers) as TellerKind[]

/** Which systems tell who logged on where, and the form for one more, for whoever may keep them. */
export function tellersPage(
  view: { tellers: readonly Teller[]; here: number; mayKeep: boolean; now: Date },
  { at, csrf, once, values, errors }: Drawn,
): Html {
  return html`<h1 class="govuk-heading-l">Who logged on where</h1>
<p class="govuk-body">Whoever opens Schoolkeeper on a device is known to the filter there. Where people use the web without opening it, systems of the school can tell who logged on: the Wi-Fi, the directory, or a script on each device. Each person then gets their own rules, and a suspension reaches them.</p>
${view.here > 0 && html`<p class="govuk-body">${view.here === 1 ? 'One logon counts' : `${view.here} logons count`} now.</p>`}
${
  view.tellers.length === 0
    ? emptyState({
        sentence:
          'No system tells who logged on. Whoever has not signed in to Schoolkeeper gets what their part of the network gives.',
      })
    : tellersTable(view, { at, csrf })
}
${
  view.mayKeep &&
  html`<h2 class="govuk-heading-m">Let a system tell</h2>
${form({
  action: at('/told-logons'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'name', label: 'Name', hint: 'For example, Wi-Fi', width: 20, autocomplete: 'off' },
    {
      kind: 'choice',
      name: 'kind',
      label: 'Who will tell it?',
      choices: kinds.map((kind) => ({ value: kind, text: tellers[kind].words, hint: tellers[kind].means })),
    },
  ],
  submit: 'Make its token',
})}`
}`
}

function tellersTable(
  { tellers: all, mayKeep, now }: { tellers: readonly Teller[]; mayKeep: boolean; now: Date },
  { at, csrf }: Pick<Drawn, 'at' | 'csrf'>,
): Html {
  const columns = ['System', 'State', 'Told last', 'Refused last', 'Until', ...(mayKeep ? ['End'] : [])]
  return plainTable({
    caption: 'Systems that tell who logged on',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: columns.map((text) => ({ text })),
    rows: all.map((teller) => [
      { html: html`${teller.name}<br><span class="govuk-hint">${tellers[teller.kind].words}</span>` },
      { html: statusTag(tellerStates[stateOf(teller, now)]) },
      { text: teller.lastToldAt === null ? 'Never' : formatInstant(teller.lastToldAt) },
      { text: refusedLast(teller) },
      { text: formatDate(londonDate(teller.endedAt ?? teller.until)) },
      ...(mayKeep ? [{ html: endCell(teller, now, at(`/told-logons/${teller.id}/end`), csrf) }] : []),
    ]),
  })
}

const refusedLast = ({ lastRefusedAt, lastRefusal }: Teller): string =>
  lastRefusedAt === null ? 'Nothing' : `${formatInstant(lastRefusedAt)}: ${lastRefusal}`

const endCell = (teller: Teller, now: Date, action: string, csrf: string): Html =>
  counts(teller, now)
    ? buttonForm({
        action,
        csrf,
        text: 'End now',
        about: `what ${teller.name} tells`,
        classes: 'govuk-button--secondary sk-button--small sk-table__whole',
      })
    : html`–`

/** The token, shown once, and where to put it. */
export function newTellerPage(
  { token, address, until, kind }: { token: string; address: string; until: Date; kind: TellerKind },
  { at }: Pick<Drawn, 'at'>,
): Html {
  return html`<h1 class="govuk-heading-l">The new token</h1>
${govuk.warningText({
  text: 'The token is shown once. Copy it to the system now, and keep it nowhere else.',
  iconFallbackText: 'Warning',
})}
${govuk.summaryList({
  rows: [
    { key: { text: 'Address' }, value: { html: html`<code>${address}</code>` } },
    { key: { text: 'Token' }, value: { html: html`<code>${token}</code>` } },
    summaryRow('Until', formatDate(londonDate(until))),
    summaryRow('May tell', may[kind]),
  ],
})}
<p class="govuk-body">The guide “Who logged on where” (docs/operating/told-logons.md) has the script for FreeRADIUS, dnsmasq and Windows.</p>
<p class="govuk-body"><a class="govuk-link" href="${at('/told-logons')}">Done: back to the systems that tell</a></p>`
}

const may: Readonly<Record<TellerKind, string>> = {
  server: 'Logons of everybody, at every address of the school’s network, and which device has which address',
  script: 'Logons of pupils, on the device that it runs on',
}
